/** One check of a task and the objects of an answer in; whether the answer passes it out. */

import { isMapping, type ManifestObject, type Value } from "./objects.ts";

/** An object must exist; its field at `path` must be `equals`, or just be there, or be `absent`. As in `tasks.json`. */
export interface TaskCheck {
  readonly kind: string;
  readonly name: string;
  /** `default` where it is left out. */
  readonly namespace?: string;
  readonly path?: readonly string[];
  readonly equals?: string;
  /** Pieces that the field must have; spaces and line ends do not count. */
  readonly contains?: readonly string[];
  readonly absent?: boolean;
}

/** Whether an answer passes. `objects` are those that were given, then those of the answer. */
export function holds(check: TaskCheck, objects: readonly ManifestObject[]): boolean {
  const { kind, name, namespace = "default", path = [], absent = false } = check;
  const found = objects.findLast((one) => one.kind === kind && one.name === name && one.namespace === namespace);
  if (!found) return absent && path.length === 0;
  const value = at(found.value, path);
  if (absent) return value === undefined;
  if (value === undefined || (check.equals !== undefined && written(value) !== check.equals)) return false;
  const text = bare(written(value));
  return (check.contains ?? []).every((part) => text.includes(bare(part)));
}

function at(whole: Value, path: readonly string[]): Value | undefined {
  let value: Value | undefined = whole;
  for (const part of path) {
    if (isMapping(value) && Object.hasOwn(value, part)) value = value[part];
    else if (Array.isArray(value) && /^\d+$/.test(part)) value = (value as readonly Value[])[Number(part)];
    else return undefined;
  }
  return value;
}

/** Text as it is, anything else as JSON: numbers and booleans are compared as YAML writes them. */
function written(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function bare(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
