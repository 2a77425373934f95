/** Nothing in; how difficult things are, by the number that the bank gives them, out. */

export const LEVELS: readonly string[] = ["", "Fácil", "Media", "Difícil"];
