/** A rule, a place and words in; a fault of a manifest, told to the person who can mend it, out; lists in order. */

import type { Place } from "./objects.ts";

/** Only an error makes a manifest wrong; a warning is worth a look. */
export type Severity = "error" | "warning";

/** One fault: where it is (lines and columns count from 1), which rule it breaks, what is wrong and what to do. */
export interface Finding {
  readonly line: number;
  /** Where on the line it starts; the first letter of the line where there is nothing better. */
  readonly column: number;
  /** The column after its last letter, on the same line; never before `column`. */
  readonly endColumn: number;
  /** As in `apuntes check --list`: `schema`, `yaml-syntax`, `selector-unmatched`… */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do; may be empty. */
  readonly hint: string;
}

/** A fault at a place. */
export function finding(place: Place, rule: string, message: string, hint = "", severity: Severity = "error"): Finding {
  const { line, column, endColumn } = place;
  return { line, column, endColumn, rule, severity, message, hint };
}

/** The same findings by line, each once. */
export function sorted(findings: Iterable<Finding>): readonly Finding[] {
  const once = new Map([...findings].map((one) => [JSON.stringify(one), one]));
  return [...once.values()].sort(
    (a, b) =>
      a.line - b.line ||
      compare(a.rule, b.rule) ||
      a.column - b.column ||
      compare(a.message + a.hint, b.message + b.hint),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
