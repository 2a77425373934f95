/** A manifest and a place in it in; the fields that can be written there, by the schema of its kind, out. */

import type { Schemas } from "./manifest/index.ts";
import { resolved, type Schema, schemaOf } from "./manifest/schemas.ts";

/** A field that is not there yet. */
export interface FieldChoice {
  readonly name: string;
  /** What goes into it. */
  readonly holds: "value" | "mapping" | "list";
  readonly required: boolean;
}

export interface FieldChoices {
  /** Where the word starts that they would replace. */
  readonly from: number;
  /** How far the word is from the start of its line. */
  readonly column: number;
  readonly choices: readonly FieldChoice[];
}

interface Line {
  /** Where its key starts, after dashes too. */
  readonly column: number;
  /** Where its first dash is, if it has one. */
  readonly dash: number | null;
  readonly key: string;
}

/** Null where no field can stand, or nothing is known of what can. */
export function fieldsAt(text: string, offset: number, schemas: Schemas): FieldChoices | null {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const [, spaces = "", dashes = "", word] = /^( *)((?:- +)*)([\w./-]*)$/.exec(text.slice(start, offset)) ?? [];
  if (word === undefined) return null;
  const column = spaces.length + dashes.length;
  const [before, after] = around(text, start);
  const all = [...before, ...after];
  const rootOf = (key: string): string => all.find((line) => line.trimEnd().startsWith(`${key}: `))?.slice(key.length + 2).trim() ?? "";
  const schema = schemaOf(schemas, rootOf("apiVersion"), rootOf("kind"));
  if (!schema) return column === 0 ? { from: start, column, choices: BARE } : null;
  const place = target(pathTo(before, dashes ? spaces.length + 1 : column), schema, schemas);
  if (!place?.properties) return null;
  const there = siblings(dashes ? [] : before, after, column);
  const required = new Set(place.required);
  const choices = Object.entries(place.properties)
    .filter(([name]) => !there.has(name) && name !== "status")
    .map(([name, part]) => ({ name, holds: holdsOf(resolved(part, schemas)), required: required.has(name) }));
  return { from: start + column, column, choices };
}

/** What any object starts with. */
const BARE: readonly FieldChoice[] = [
  { name: "apiVersion", holds: "value", required: true },
  { name: "kind", holds: "value", required: true },
  { name: "metadata", holds: "mapping", required: true },
];

/** The lines of the same document before the one that starts there, and after it. */
function around(text: string, start: number): readonly [readonly string[], readonly string[]] {
  const before = text.slice(0, start).split("\n").slice(0, -1);
  const after = text.slice(start).split("\n").slice(1);
  const end = after.findIndex((line) => line.startsWith("---"));
  return [before.slice(before.findLastIndex((line) => line.startsWith("---")) + 1), end < 0 ? after : after.slice(0, end)];
}

function read(line: string): Line | null {
  const found = /^( *)((?:- +)*)("?)([^\s"#:][^:"]*)\3:(?: |$)/.exec(line);
  if (!found) return null;
  const [, spaces = "", dashes = "", , key = ""] = found;
  return { column: spaces.length + dashes.length, dash: dashes ? spaces.length : null, key };
}

/** The keys above a place, outermost first; the nearest of them stands before the column `limit`. */
function pathTo(before: readonly string[], limit: number): readonly string[] {
  const path: string[] = [];
  let least = limit;
  for (const line of before.toReversed()) {
    const found = read(line);
    if (!found) continue;
    if (found.column < least) path.unshift(found.key);
    else if (found.dash === null || found.dash >= least) continue;
    // A list may stand right below its key, without being further in.
    least = found.dash === null ? found.column : found.dash + 1;
  }
  return path;
}

function target(path: readonly string[], schema: Schema, schemas: Schemas): Schema | null {
  let found = item(schema, schemas);
  for (const key of path) {
    const own = found.properties && Object.hasOwn(found.properties, key) ? found.properties[key] : found.additionalProperties;
    if (typeof own !== "object") return null;
    found = item(own, schemas);
  }
  return found;
}

/** Of a list, what its items are. */
function item(schema: Schema, schemas: Schemas): Schema {
  const found = resolved(schema, schemas);
  return found.items ? item(found.items, schemas) : found;
}

function holdsOf({ items, properties, additionalProperties }: Schema): FieldChoice["holds"] {
  if (items) return "list";
  return properties || typeof additionalProperties === "object" ? "mapping" : "value";
}

/** The keys beside a place: of the same mapping, or of the same item of a list. */
function siblings(before: readonly string[], after: readonly string[], column: number): ReadonlySet<string> {
  const found = new Set<string>();
  for (const line of before.toReversed()) {
    const one = read(line);
    if (!one || one.column > column) continue;
    if (one.column < column) break;
    found.add(one.key);
    if (one.dash !== null) break;
  }
  for (const line of after) {
    const one = read(line);
    if (!one || one.column > column) continue;
    if (one.column < column || one.dash !== null) break;
    found.add(one.key);
  }
  return found;
}
