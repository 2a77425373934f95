/** What a function gives that can fail for reasons outside the program: a value, or a message for the learner. */

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (message: string): Result<never> => ({ ok: false, message });
