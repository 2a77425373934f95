/** A match of a rule and a request in; the first part of the match that the request does not meet out. */

import { type Expression, fitsExpression, re2 } from "../regular-expressions.ts";
import type { RouteRequest } from "../types.ts";
import type { SentPath } from "./path.ts";
import type { Entry, ValueMatch } from "./rules.ts";

/** A request as the rules look at it. */
export interface Asked extends SentPath {
  readonly method: string;
  /** By name in small letters; one of several of a name is enough. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The first of each name, as it was sent. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** What is not met; of a header or parameter, which one and what it has instead. */
export type Unmet =
  | { readonly part: "path" | "method" }
  | { readonly part: "header" | "query"; readonly wanted: ValueMatch; readonly found: string | null };

/** The request with its headers and parameters by name. */
export function askedOf(request: RouteRequest, sent: SentPath): Asked {
  const headers = new Map<string, readonly string[]>();
  for (const [name, value] of request.headers) {
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value.trim()]);
  }
  const parameters = new Map<string, string>();
  for (const pair of sent.query.slice(1).split("&").filter(Boolean)) {
    const [name = "", ...value] = pair.split("=");
    if (!parameters.has(name)) parameters.set(name, value.join("="));
  }
  return { ...sent, method: request.method, headers, parameters };
}

/** The first thing that is not met: path, method, headers, query; null if all is. */
export function unmetBy(entry: Entry, asked: Asked): Unmet | null {
  if (!fitsPath(entry, asked.path)) return { part: "path" };
  if (entry.method && entry.method !== asked.method) return { part: "method" };
  for (const wanted of entry.headers) {
    const found = asked.headers.get(wanted.name.toLowerCase()) ?? [];
    if (!found.some((value) => fitsValue(wanted, value))) return { part: "header", wanted, found: found.join(", ") || null };
  }
  for (const wanted of entry.query) {
    const found = asked.parameters.get(wanted.name) ?? null;
    if (found === null || !fitsValue(wanted, found)) return { part: "query", wanted, found };
  }
  return null;
}

/** Whether a path is what a match asks for. */
export function fitsPath({ type, path }: Entry, asked: string): boolean {
  if (type === "Exact") return asked === path;
  if (type === "RegularExpression") return fitsExpression(re2(path, true), asked);
  const folder = withoutSlash(path);
  return asked === folder || asked.startsWith(`${folder}/`);
}

/** Expressions that no controller would take, or that are not understood here, among those of a match. */
export function troubledExpressions({ type, path, headers, query }: Entry): readonly (readonly [string, Expression])[] {
  const all = [...(type === "RegularExpression" ? [path] : []), ...[...headers, ...query].filter(({ exact }) => !exact).map(({ value }) => value)];
  return all.map((each) => [each, re2(each, true)] as const).filter(([, expression]) => typeof expression === "string");
}

/** Without slashes at its end. */
export const withoutSlash = (path: string): string => path.replace(/\/+$/, "");

function fitsValue({ value, exact }: ValueMatch, found: string): boolean {
  return exact ? found === value : fitsExpression(re2(value, true), found);
}
