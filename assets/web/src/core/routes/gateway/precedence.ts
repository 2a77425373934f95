/** Matches of rules in; the order in which the specification looks at them, and what decides between two, out. */

import { nearer } from "./hosts.ts";
import { withoutSlash } from "./matching.ts";
import type { Entry } from "./rules.ts";

/** A match where it competes: `host` is the nearest of its route's hosts to the request. */
export interface Candidate {
  readonly entry: Entry;
  readonly host: string;
}

/** What may decide, the most important first. */
export const CRITERIA = ["host", "exact", "length", "method", "headers", "query", "age", "name", "place"] as const;
export type Criterion = (typeof CRITERIA)[number];

const COMPARE: Readonly<Record<Criterion, (one: Candidate, other: Candidate) => number>> = {
  host: (one, other) => nearer(one.host, other.host),
  exact: by(({ entry }) => Number(entry.type !== "Exact")),
  length: by(({ entry }) => -withoutSlash(entry.path).length),
  method: by(({ entry }) => Number(entry.method === "")),
  headers: by(({ entry }) => -entry.headers.length),
  query: by(({ entry }) => -entry.query.length),
  age: by(({ entry }) => entry.route.created),
  name: by(({ entry }) => entry.route.key),
  place: by(({ entry }) => entry.route.entries.indexOf(entry)),
};

/** The candidates, the one that wins first. */
export function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...candidates].sort((one, other) => decided(one, other)[1]);
}

/** What decides between two matches; the number is negative if the first wins. */
export function decided(one: Candidate, other: Candidate): readonly [Criterion, number] {
  for (const criterion of CRITERIA) {
    const order = COMPARE[criterion](one, other);
    if (order !== 0) return [criterion, order];
  }
  return ["place", 0];
}

function by<T extends number | string>(key: (candidate: Candidate) => T): (one: Candidate, other: Candidate) => number {
  return (one, other) => (key(one) < key(other) ? -1 : Number(key(one) > key(other)));
}
