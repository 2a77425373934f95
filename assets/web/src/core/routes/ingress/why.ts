/** What nginx did with a request in; why, in Spanish, out. */

import { say, sayIngress } from "../messages.ts";
import type { Reached } from "../services.ts";
import type { Trial } from "./lost.ts";
import { takes } from "./nginx.ts";
import { CATCH_ALL, type Location, rewrites } from "./servers.ts";

/** The sentence or two that tell why this rule, and what became of the request. */
export function whyTaken(trial: Trial): string {
  const { arrival, verdict, winner } = trial;
  const path = arrival.sent.replace(/\?.*$/s, "");
  switch (verdict.kind) {
    case "built-in":
      return sayIngress.builtIn(path);
    case "app-root":
      return sayIngress.appRoot(verdict.to);
    case "slash":
      return sayIngress.slash(path);
    case "not-found":
      return nobody(trial, path);
    case "unknown":
      return sayIngress.unknownVariable(winner?.settings.redirect || winner?.settings.rewriteTarget || winner?.settings.appRoot || "");
    case "redirect":
      return `${chosen(trial, path)} ${sayIngress.redirect}`;
    case "https":
      return `${chosen(trial, path)} ${sayIngress.https(winner?.settings.forceSslRedirect ?? false)}`;
    case "nothing-left":
      return `${chosen(trial, path)} ${sayIngress.nothingLeft(winner?.settings.rewriteTarget ?? "")}`;
    case "unavailable":
      return `${chosen(trial, path)} ${sayIngress.unavailable(troubleOf(winner?.backend ?? null))}`;
    case "proxied": {
      const rewritten = winner && rewrites(winner);
      const what = rewritten ? sayIngress.rewritten(winner.settings.rewriteTarget, verdict.path) : sayIngress.asSent;
      return `${chosen(trial, path)} ${what}`;
    }
  }
}

/** What is wrong with the Service of a rule. */
export function troubleOf(reached: Reached | null): string {
  const [service = "", port = ""] = (reached?.backend.replace(/^.*?\//, "") ?? "").split(":");
  if (reached?.state === "port") return say.trouble.port(service, port);
  return say.trouble[reached?.state === "empty" ? "empty" : "missing"](service);
}

function nobody({ arrival, server }: Trial, path: string): string {
  if (server.host !== CATCH_ALL) return sayIngress.noPath(arrival.host, path);
  return server.owners.length > 0 ? sayIngress.noPathForAll(path) : sayIngress.noHost(arrival.host);
}

/** Why this location and no other of the server. */
function chosen({ arrival, server, winner }: Trial, path: string): string {
  const rule = winner?.rule;
  if (!winner || !rule) return sayIngress.noPathYet(path);
  if (winner.standsIn || rule.reference.match === "defaultBackend") return sayIngress.byDefault(rule.reference);
  const rivals = server.locations.filter((each) => isRival(each, winner) && takes(each, arrival.uri.path, server.byRegex));
  if (rivals.length === 0) return sayIngress.only(rule.reference, path);
  if (server.byRegex) return sayIngress.first(rule.reference);
  return rule.exact ? sayIngress.exact(rule.reference) : sayIngress.longest(rule.reference);
}

const isRival = (location: Location, winner: Location): boolean => location.rule !== null && location.rule !== winner.rule && !location.standsIn;
