/** What the specification does with a request in; where Traefik, or a controller that may choose, does otherwise, out. */

import { sayGateway } from "../messages.ts";
import { at, mappings } from "../objects.ts";
import type { Departure, Outcome } from "../types.ts";
import { filterOf } from "./filters.ts";
import { isFor, type Trial } from "./lost.ts";
import { type Asked, fitsPath, unmetBy, withoutSlash } from "./matching.ts";
import type { Entry } from "./rules.ts";
import { type Held, pointsOf, takenByTraefik } from "./traefik.ts";

/** All of them; `held` are the matches at every listener of the port. */
export function departures(trial: Trial, held: readonly Held[], sent: string, outcome: Outcome): readonly Departure[] {
  const { asked, winner } = trial;
  const others = [
    winner && expressions(trial, winner.entry) && sayGateway.expressionRank,
    /%(?![0-9A-Fa-f]{2})/.test(asked.path) && sayGateway.badPercent,
    (asked.path + asked.query !== sent || asked.path.includes("//")) && sayGateway.cleaning(sent, asked.path + asked.query),
  ];
  const told = others.filter((what) => typeof what === "string").map((what) => ({ by: sayGateway.others, what }));
  return [...traefik(trial, held, outcome).map((what) => ({ by: sayGateway.traefik, what })), ...told];
}

function traefik(trial: Trial, held: readonly Held[], outcome: Outcome): readonly string[] {
  const { asked, attachments, host, winner } = trial;
  const taken = takenByTraefik(held, host, asked);
  if (taken?.tied) return [sayGateway.traefikTied(taken.points)];
  if (!taken) return winner ? [sayGateway.traefikNone(asked.path)] : [];
  const { reference, route } = taken.entry;
  if (winner && taken.entry === winner.entry) return sameRule(winner.entry, asked, outcome);
  if (!isFor(attachments.get(route)?.hosts ?? [], host)) return [sayGateway.traefikListeners(reference)];
  if (!winner || unmetBy(taken.entry, asked)) return [sayGateway.traefikLooser(reference)];
  const own = held.filter(({ entry }) => entry === winner.entry).map(({ entry, hosts }) => pointsOf(entry, hosts));
  return [sayGateway.traefikTakes(reference, taken.points, Math.max(...own))];
}

/** What it does with a request that it, too, gives to this rule. */
function sameRule(entry: Entry, asked: Asked, outcome: Outcome): readonly string[] {
  const lost = withoutItsSlash(entry, asked.path);
  if (lost && outcome.kind === "backend") return [sayGateway.traefikSlash(lost + asked.query)];
  const redirect = filterOf(entry, "RequestRedirect");
  if (redirect?.["port"] === (redirect?.["scheme"] === "https" ? 443 : 80)) return [sayGateway.traefikPort(Number(redirect?.["port"]))];
  const weights = mappings(entry.rule["backendRefs"]).map(({ weight }) => weight);
  return !redirect && weights.length > 0 && weights.every((each) => each === 0) ? [sayGateway.traefikWeight] : [];
}

/** Whether an expression took part in the choice, beside other paths. */
function expressions({ asked, attachments }: Trial, winner: Entry): boolean {
  const routes = [...attachments].filter(([, { hosts }]) => hosts.length > 0).map(([route]) => route);
  const rivals = routes.flatMap(({ entries }) => entries).filter((each) => each !== winner && fitsPath(each, asked.path));
  const kinds = new Set([winner, ...rivals].map(({ type }) => type));
  return kinds.has("RegularExpression") && kinds.has("PathPrefix");
}

function withoutItsSlash(entry: Entry, path: string): string | null {
  const change = at(filterOf(entry, "URLRewrite"), "path");
  const rest = path.slice(withoutSlash(entry.path).length).replace(/^\/+/, "");
  return at(change, "type") === "ReplacePrefixMatch" && at(change, "replacePrefixMatch") === "" && rest !== "" ? rest : null;
}
