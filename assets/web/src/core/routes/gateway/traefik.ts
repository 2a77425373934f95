/** The matches at a port and a request in; which one Traefik, that adds up points, would take, out. */

import { fitsExpression, re2 } from "../regular-expressions.ts";
import { covers } from "./hosts.ts";
import { type Asked, withoutSlash } from "./matching.ts";
import { ANY_HOST, type Entry } from "./rules.ts";

/** A match with the hosts for which it holds at one listener. */
export interface Held {
  readonly entry: Entry;
  readonly hosts: readonly string[];
}

/** A match and its points; `tied` if another one has as many. */
export interface Scored {
  readonly entry: Entry;
  readonly points: number;
  readonly tied: boolean;
}

/** The match with most points of those that the request meets, at whatever listener; null if it meets none. */
export function takenByTraefik(held: readonly Held[], host: string, asked: Asked): Scored | null {
  const met = held
    .filter(({ entry, hosts }) => hosts.some((each) => covers(each, host)) && meets(entry, asked))
    .map(({ entry, hosts }) => ({ entry, points: pointsOf(entry, hosts) }))
    .sort((one, other) => other.points - one.points);
  const [first, ...rest] = met;
  return first ? { ...first, tied: rest.some(({ entry, points }) => points === first.points && entry !== first.entry) } : null;
}

/** The points of a match: path, method, headers, query, the longest host, and the place of its rule. */
export function pointsOf({ type, path, method, headers, query, route, ruleIndex }: Entry, hosts: readonly string[]): number {
  const named = hosts.filter((host) => host !== ANY_HOST).map((host) => host.length);
  const forPath = type === "Exact" ? 100_000 : type === "PathPrefix" && path === "/" ? 1 : 10_000 + path.length * 100;
  const forRest = (method === "" ? 0 : 1000) + headers.length * 100 + query.length * 10;
  return forPath + forRest + Math.max(0, ...named) + route.ruleCount - ruleIndex;
}

/** It compares what is decoded, any value of a parameter will do, and an expression need not match the whole. */
function meets(entry: Entry, asked: Asked): boolean {
  const fits = (value: string, exact: boolean, found: string): boolean => (exact ? value === found : fitsExpression(re2(value, false), found));
  const parameters = asked.query.slice(1).split("&").map((pair) => pair.split(/=(.*)/s).map((part) => decoded(part.replaceAll("+", " "))));
  return (
    meetsPath(entry, decoded(asked.path)) &&
    ["", asked.method].includes(entry.method) &&
    entry.headers.every(({ name, value, exact }) =>
      (asked.headers.get(name.toLowerCase()) ?? []).some((found) => fits(value, exact, found)),
    ) &&
    entry.query.every(({ name, value, exact }) => parameters.some(([key, found = ""]) => key === name && fits(value, exact, found)))
  );
}

function meetsPath({ type, path }: Entry, asked: string): boolean {
  if (type === "Exact") return asked === path;
  if (type === "RegularExpression") return fitsExpression(re2(path, false), asked);
  return asked === withoutSlash(path) || asked.startsWith(`${withoutSlash(path)}/`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
