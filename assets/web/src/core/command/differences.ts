/** Two lines as they were read in; what sets the first apart from the second, piece by piece, out: nothing if they mean the same. */

import type { Call, Unknown } from "./calls.ts";
import type { Operand } from "./operands.ts";
import { shown } from "./words.ts";

/** One line: its calls and what joins them. */
export interface ReadLine {
  readonly calls: readonly Call[];
  readonly joints: readonly string[];
}

export type Piece =
  | "program"
  | "subcommand"
  | "flag"
  | "value"
  | "type"
  | "name"
  | "key"
  | "word"
  | "call"
  | "joint"
  | "redirect"
  | "assignment";

/** What is missing has only `expected`; what is too much, only `typed`; `meant` is a known word near a misspelled one. */
export interface Difference {
  readonly piece: Piece;
  /** The flag whose value is meant, or the program of a missing call. */
  readonly of: string;
  readonly typed: string | null;
  readonly expected: string | null;
  readonly meant: string | null;
  /** Whether what is meant is what is expected here. */
  readonly spelling: boolean;
  /** How far apart this sets the two; the sum chooses the nearest of several right answers. */
  readonly weight: number;
}

const WEIGHTS: Readonly<Record<Piece, number>> = {
  program: 12,
  call: 8,
  subcommand: 6,
  joint: 4,
  type: 4,
  flag: 2,
  value: 2,
  name: 2,
  key: 2,
  word: 2,
  redirect: 2,
  assignment: 1,
};

function difference(
  piece: Piece,
  typed: string | null,
  expected: string | null,
  of = "",
  slip: Unknown | null = null,
): Difference {
  const spelling = slip !== null && slip.meant !== null && [slip.meant, slip.stands].includes(expected);
  return { piece, of, typed, expected, meant: slip?.meant ?? null, spelling, weight: spelling ? 1 : WEIGHTS[piece] };
}

/** What one must change in `typed` for it to mean what `expected` means. */
export function differences(typed: ReadLine, expected: ReadLine): readonly Difference[] {
  const found: Difference[] = [];
  const count = Math.max(typed.calls.length, expected.calls.length);
  for (let index = 0; index < count; index++) {
    const [mine, theirs] = [typed.calls[index], expected.calls[index]];
    if (mine && theirs) {
      const [joint = "", other = ""] = [typed.joints[index], expected.joints[index]];
      if (joint !== other) found.push(difference("joint", joint, other));
      found.push(...callDifferences(mine, theirs));
    } else if (theirs) {
      found.push(difference("call", null, written(theirs), expected.joints[index]));
    } else if (mine) {
      found.push(difference("call", written(mine), null, typed.joints[index]));
    }
  }
  return found;
}

function callDifferences(mine: Call, theirs: Call): Difference[] {
  const unknown = mine.unknown.filter((one) => !theirs.unknown.some((other) => other.word === one.word));
  if (mine.program !== theirs.program) {
    return [difference("program", mine.program, theirs.program, "", slip(unknown, mine.program))];
  }
  const path = pathDifference(mine, theirs, unknown);
  const surroundings = [
    ...listDifferences("assignment", mine.assignments, theirs.assignments),
    ...listDifferences("redirect", mine.redirects, theirs.redirects),
  ];
  if (path) return [path, ...surroundings];
  return [
    ...operandDifferences(mine.operands, theirs.operands, unknown),
    ...flagDifferences(mine, theirs, unknown),
    ...innerDifferences(mine.inner, theirs.inner),
    ...surroundings,
  ];
}

function pathDifference(mine: Call, theirs: Call, unknown: readonly Unknown[]): Difference | null {
  const at = Array.from({ length: Math.max(mine.path.length, theirs.path.length) }, (_, index) => index).find(
    (index) => mine.path[index] !== theirs.path[index],
  );
  if (at === undefined) return null;
  const typed = mine.path[at] ?? null;
  return difference(
    "subcommand",
    typed,
    theirs.path[at] ?? null,
    mine.program,
    typed === null ? null : slip(unknown, typed),
  );
}

function flagDifferences(mine: Call, theirs: Call, unknown: readonly Unknown[]): Difference[] {
  const found: Difference[] = [];
  const given = new Map(mine.flags);
  for (const [name, values] of theirs.flags) {
    const misspelled = [...given.keys()].find((one) => !theirs.flags.has(one) && slip(unknown, one)?.stands === name);
    const typed = given.get(name) ?? given.get(misspelled ?? "");
    if (misspelled !== undefined) found.push(difference("flag", misspelled, name, name, slip(unknown, misspelled)));
    if (typed === undefined) found.push(difference("flag", null, withValues(name, values), name));
    else if (typed.join("\0") !== values.join("\0"))
      found.push(difference("value", typed.join(" "), values.join(" "), name));
    given.delete(name);
    given.delete(misspelled ?? "");
  }
  for (const [name, values] of given)
    found.push(difference("flag", withValues(name, values), null, name, slip(unknown, name)));
  return found;
}

const withValues = (name: string, values: readonly string[]): string =>
  values.join("") === "" ? name : `${name} ${values.join(" ")}`;

function operandDifferences(
  mine: readonly Operand[],
  theirs: readonly Operand[],
  unknown: readonly Unknown[],
): Difference[] {
  const roles = ["type", "name", "key", "word"] as const;
  return roles.flatMap((role) => {
    const [left, right] = [mine, theirs].map((side) =>
      (side ?? []).filter((one) => one.role === role).map((one) => one.text),
    );
    return listDifferences(role, left ?? [], right ?? [], unknown);
  });
}

/** Pairs what is left over on both sides; words that are the same in another order are one difference. */
function listDifferences(
  piece: Piece,
  mine: readonly string[],
  theirs: readonly string[],
  unknown: readonly Unknown[] = [],
): Difference[] {
  if (mine.join("\0") === theirs.join("\0")) return [];
  const typed = without(mine, theirs);
  const expected = without(theirs, mine);
  if (typed.length + expected.length === 0) {
    return [difference(piece, mine.map(shown).join(" "), theirs.map(shown).join(" "), "order")];
  }
  return Array.from({ length: Math.max(typed.length, expected.length) }, (_, index) => {
    const [left, right] = [typed[index], expected[index]];
    const [one, other] = [left === undefined ? null : shown(left), right === undefined ? null : shown(right)];
    return difference(piece, one, other, "", one === null ? null : slip(unknown, one));
  });
}

function without(list: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function innerDifferences(mine: Call | null, theirs: Call | null): Difference[] {
  if (mine && theirs) return callDifferences(mine, theirs);
  if (theirs) return [difference("call", null, written(theirs), "--")];
  return mine ? [difference("call", written(mine), null, "--")] : [];
}

const slip = (unknown: readonly Unknown[], word: string): Unknown | null =>
  unknown.find((one) => one.word === word) ?? null;

/** A call as one could write it, for a message. */
export function written(call: Call): string {
  const flags = [...call.flags].map(([name, values]) => withValues(name, values));
  const operands = call.operands.map((one) => shown(one.text));
  const inner = call.inner ? [call.program === "ip" ? "" : "--", written(call.inner)] : [];
  return [...call.assignments, call.program, ...call.path, ...operands, ...flags, ...inner, ...call.redirects]
    .filter(Boolean)
    .join(" ");
}
