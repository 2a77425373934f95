/** A value as a YAML reader gives it in; the record, the list or the text that it is, or an empty one, out. */

/** The value's fields; none where it is no mapping. */
export const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** The value's items; none where it is no list. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value as one writes it; nothing where there is none. */
export const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? `${value}` : "";

/** Names and values of a mapping, in the order in which they are written. */
export const entries = (value: unknown): readonly (readonly [string, unknown])[] => Object.entries(record(value));
