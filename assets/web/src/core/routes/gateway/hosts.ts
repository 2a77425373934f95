/** Host names, some with `*.`, in; which covers which, and which is nearer to a request, out. */

import { ANY_HOST } from "./rules.ts";

/** Whether every host of the second name is one of the first: a wildcard stands for one label or more. */
export function covers(pattern: string, host: string): boolean {
  if (pattern === ANY_HOST || pattern === host) return true;
  return pattern.startsWith("*.") && host.endsWith(pattern.slice(1)) && host.length >= pattern.length;
}

/** What two names have in common: the narrower of them, or nothing. */
export function common(one: string, other: string): string | null {
  if (covers(one, other)) return other;
  return covers(other, one) ? one : null;
}

/** Negative if the first is nearer: without wildcard before with one, then the longer name. */
export function nearer(one: string, other: string): number {
  return rank(one)[0] - rank(other)[0] || rank(one)[1] - rank(other)[1];
}

/** The nearest of those that cover the host. */
export function nearest<T>(things: readonly T[], name: (thing: T) => string, host: string): T | undefined {
  return things.filter((thing) => covers(name(thing), host)).sort((one, other) => nearer(name(one), name(other)))[0];
}

function rank(host: string): readonly [number, number] {
  return [Number(host.startsWith("*")), host === ANY_HOST ? 0 : -host.length];
}
