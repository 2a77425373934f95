/** The filters of the rule that won and a request in; what they make of its path, host and headers, or where they redirect, out. */

import { list, record, text } from "../fields.ts";
import { at, type Fields, mappings } from "../objects.ts";
import { withoutSlash } from "./matching.ts";
import type { SentPath } from "./path.ts";
import type { Entry } from "./rules.ts";

/** A request on its way to a backend. */
export interface OnItsWay {
  readonly path: string;
  readonly host: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Where a request came in. */
export interface Entrance {
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly port: number;
}

export interface Redirect {
  readonly code: number;
  readonly location: string;
}

const FIELDS = {
  RequestHeaderModifier: "requestHeaderModifier",
  RequestRedirect: "requestRedirect",
  URLRewrite: "urlRewrite",
} as const;

/** The filter of a type, without the word around it; undefined if there is none. */
export function filterOf({ rule }: Entry, type: keyof typeof FIELDS): Fields | undefined {
  const found = mappings(rule["filters"]).find((filter) => filter["type"] === type);
  return found && record(found[FIELDS[type]]);
}

/** The redirect of the rule, if it has one: what it does not tell stays as it was, the port follows the scheme. */
export function redirectBy(entry: Entry, sent: SentPath, entrance: Entrance): Redirect | null {
  const wanted = filterOf(entry, "RequestRedirect");
  if (!wanted) return null;
  const scheme = text(wanted["scheme"]) || entrance.scheme;
  const usual = scheme === "https" ? 443 : 80;
  const port = Number(wanted["port"] ?? (wanted["scheme"] === undefined ? entrance.port : usual));
  const host = `${text(wanted["hostname"]) || entrance.host}${port === usual ? "" : `:${port}`}`;
  const location = `${scheme}://${host}${changedPath(wanted["path"], entry, sent.path)}${sent.query}`;
  return { code: Number(wanted["statusCode"] ?? 302), location };
}

/** What the backend gets, rewritten and with the headers changed. */
export function changed(entry: Entry, sent: SentPath, host: string, headers: OnItsWay["headers"]): OnItsWay {
  const rewrite = filterOf(entry, "URLRewrite");
  return {
    path: changedPath(rewrite?.["path"], entry, sent.path) + sent.query,
    host: text(rewrite?.["hostname"]) || host,
    headers: changedHeaders(filterOf(entry, "RequestHeaderModifier"), headers),
  };
}

function changedPath(change: unknown, entry: Entry, path: string): string {
  switch (at(change, "type")) {
    case "ReplaceFullPath":
      return text(at(change, "replaceFullPath"));
    case "ReplacePrefixMatch":
      return withPrefix(path, withoutSlash(entry.path), withoutSlash(text(at(change, "replacePrefixMatch"))));
    default:
      return path;
  }
}

/** The prefix goes by whole elements, so that no slash is lost or doubled. */
function withPrefix(path: string, before: string, after: string): string {
  const rest = path.slice(before.length);
  if (after === "") return `/${rest.replace(/^\/+/, "")}`;
  return before === "" ? `${after}/${rest.slice(1)}` : after + rest;
}

/** Removed first, then set, then added. */
function changedHeaders(change: Fields | undefined, headers: OnItsWay["headers"]): OnItsWay["headers"] {
  const named = (field: string): readonly (readonly [string, string])[] =>
    mappings(change?.[field]).map(({ name, value }) => [text(name).toLowerCase(), text(value)]);
  const set = named("set");
  const gone = new Set([...list(change?.["remove"]).map((name) => text(name).toLowerCase()), ...set.map(([name]) => name)]);
  const kept = headers
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .filter(([name]) => !gone.has(name) && !["host", "connection"].includes(name));
  return [...kept, ...set, ...named("add")].sort(byNameAndValue);
}

function byNameAndValue([one, its]: readonly [string, string], [other, value]: readonly [string, string]): number {
  if (one !== other) return one < other ? -1 : 1;
  return its < value ? -1 : Number(its > value);
}
