/** Ingress objects in; the servers and locations of nginx that the ingress-nginx controller makes of them, in its order, out. */

import { createdAt, keyOf } from "../objects.ts";
import { bytesOf } from "../sent.ts";
import type { Reached } from "../services.ts";
import type { IngressRead, PathRule } from "./rules.ts";
import { asDefault, NONE, type Settings } from "./settings.ts";

/** The server for hosts without rules of their own. */
export const CATCH_ALL = "_";

/** A path of a server; without a backend, nobody is there to answer. */
export interface Location {
  /** As nginx has it: `Prefix /app` is `/app/` and, exactly, `/app`. */
  readonly path: string;
  readonly exact: boolean;
  readonly backend: Reached | null;
  readonly settings: Settings;
  /** What it comes from, null for the 404 that every server has. */
  readonly rule: PathRule | null;
  /** It holds only while no rule has its path. */
  readonly standsIn: boolean;
}

/** A host with its locations, in the order in which they are written. */
export interface Server {
  readonly host: string;
  readonly locations: readonly Location[];
  readonly aliases: readonly string[];
  readonly certificate: boolean;
  /** All paths of the host are written as regular expressions. */
  readonly byRegex: boolean;
  /** The Ingress objects that have rules for the host. */
  readonly owners: readonly IngressRead[];
}

/** All servers, and the rules that have no location because another Ingress was first with their path. */
export interface Derived {
  readonly servers: readonly Server[];
  readonly late: ReadonlyMap<PathRule, PathRule>;
}

interface Draft {
  readonly locations: Location[];
  readonly owners: IngressRead[];
  aliases: readonly string[];
  certificate: boolean;
}

/** Whether the target differs from the path, which is what the controller asks. */
export const rewrites = ({ settings, path }: Location): boolean => !["", path].includes(settings.rewriteTarget);

/** The servers by host, the catch-all among them. */
export function serversOf(served: readonly IngressRead[]): Derived {
  const ordered = inOrder(served);
  const drafts = draftsOf(ordered);
  const late = new Map<PathRule, PathRule>();
  for (const ingress of ordered) {
    for (const rule of ingress.paths) {
      const first = place(drafts.get(rule.host)?.locations ?? [], rule, ingress.settings);
      if (first) late.set(rule, first);
    }
  }
  const hosts = [...drafts].sort(([one], [other]) => (one < other ? -1 : 1));
  return { servers: hosts.map(([host, draft]) => finished(host, draft, drafts)), late };
}

/** The older first; those of the same second backwards by namespace and name. */
export function inOrder(served: readonly IngressRead[]): readonly IngressRead[] {
  const backwards = [...served].sort((one, other) => (keyOf(one.object) > keyOf(other.object) ? -1 : 1));
  return backwards.sort((one, other) => compare(createdAt(one.object), createdAt(other.object)));
}

function draftsOf(ordered: readonly IngressRead[]): ReadonlyMap<string, Draft> {
  const root: Location = { path: "/", exact: false, backend: null, settings: NONE, rule: null, standsIn: true };
  const drafts = new Map<string, Draft>([[CATCH_ALL, draftWith(root)]]);
  for (const { fallback, hosts, settings } of ordered) {
    const all = drafts.get(CATCH_ALL);
    if (all && fallback && hosts.length === 0 && all.locations[0]?.standsIn) {
      all.locations[0] = { ...root, backend: fallback.backend, settings: asDefault(settings), rule: fallback, standsIn: false };
    }
    for (const host of hosts) {
      if (!drafts.has(host)) drafts.set(host, draftWith({ ...root, backend: fallback?.backend ?? null, settings, rule: fallback }));
    }
  }
  for (const ingress of ordered) {
    for (const host of ingress.hosts) own(drafts.get(host), ingress);
  }
  return drafts;
}

const draftWith = (root: Location): Draft => ({ locations: [root], owners: [], aliases: [], certificate: false });

function own(draft: Draft | undefined, ingress: IngressRead): void {
  if (!draft) return;
  if (draft.aliases.length === 0) draft.aliases = ingress.settings.aliases;
  draft.certificate ||= ingress.tls;
  if (!draft.owners.includes(ingress)) draft.owners.push(ingress);
}

/** Adds a path, unless another rule was first with it, which is then told; what stands in for `/` gives way. */
function place(locations: Location[], rule: PathRule, settings: Settings): PathRule | null {
  const { path, exact, backend } = rule;
  const location: Location = { path, exact, backend, settings, rule, standsIn: false };
  const index = locations.findIndex((each) => each.path === path);
  const there = locations[index];
  if (there?.exact !== exact) {
    locations.push(location);
    return null;
  }
  if (!there.standsIn) return there.rule;
  locations[index] = location;
  return null;
}

function finished(host: string, draft: Draft, drafts: ReadonlyMap<string, Draft>): Server {
  const longest = [...draft.locations].sort((one, other) => byLength(bytesOf(one.path), bytesOf(other.path)));
  const { certificate, owners } = draft;
  const locations = longest.flatMap((location) => twins(location, draft.locations));
  // The controller asks this of the paths as they are now: the rewrite of `/app` to `/app` is one for `/app/`.
  const byRegex = locations.some((location) => rewrites(location) || location.settings.useRegex);
  return { host, locations, aliases: draft.aliases.filter((alias) => !drafts.has(alias)), certificate, owners, byRegex };
}

/** The longer first, and of the same length the one that is later in the alphabet. */
const byLength = (one: string, other: string): number => other.length - one.length || compare(other, one);

/** A Prefix without regular expressions becomes `/path/` and, unless an Exact has it, exactly `/path`. */
function twins(location: Location, all: readonly Location[]): readonly Location[] {
  const { path, exact, settings } = location;
  if (path === "/" || exact || rewrites(location) || settings.useRegex) return [location];
  const folder = { ...location, path: path.endsWith("/") ? path : `${path}/` };
  return all.some((each) => each.exact && each.path === path) ? [folder] : [folder, { ...location, exact: true }];
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
