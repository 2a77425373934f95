/** What nginx did with a request in; where the API of Ingress, or a controller without its annotations, would do otherwise, out. */

import { sayIngress } from "../messages.ts";
import type { Departure } from "../types.ts";
import { winnerByApi } from "./api.ts";
import type { Trial } from "./lost.ts";
import type { IngressRead, PathRule } from "./rules.ts";
import { CATCH_ALL, type Location, rewrites } from "./servers.ts";

/** All of them, those of the API first. */
export function departures(ingresses: readonly IngressRead[], trial: Trial): readonly Departure[] {
  const rules = ingresses.filter(({ served }) => served).flatMap(({ paths }) => paths);
  return [...byApi(rules, trial), ...byAnnotation(trial)];
}

function byApi(rules: readonly PathRule[], { arrival, server, verdict, winner }: Trial): readonly Departure[] {
  const tell = (what: string): readonly Departure[] => [{ by: sayIngress.api, what }];
  const rule = winner && !winner.standsIn ? winner.rule : null;
  if (verdict.kind === "app-root" || verdict.kind === "built-in") return [];
  if (rule?.type === "ImplementationSpecific") return tell(sayIngress.specific(server.byRegex));
  const right = winnerByApi(rules, server.host, arrival.uri.path);
  const same = right === rule || (right === null && rule?.reference.match === "defaultBackend");
  const path = arrival.sent.replace(/\?.*$/s, "");
  if (same) return verdict.kind === "slash" && rule ? tell(sayIngress.apiSlash(rule.reference, path)) : [];
  if (!right) return tell(sayIngress.apiNone(path));
  const forAll = right.host === CATCH_ALL && server.host !== CATCH_ALL;
  return tell(forAll ? sayIngress.apiAll(right.reference) : sayIngress.apiOther(right.reference));
}

function byAnnotation({ arrival, verdict, winner }: Trial): readonly Departure[] {
  const tell = (what: string): readonly Departure[] => [{ by: sayIngress.others, what }];
  if (!winner) return [];
  switch (verdict.kind) {
    case "app-root":
      return tell(sayIngress.noRedirect("app-root"));
    case "redirect":
      return tell(sayIngress.noRedirect(redirecting(winner)));
    case "https":
      return tell(winner.settings.forceSslRedirect ? sayIngress.noRedirect("force-ssl-redirect") : sayIngress.tlsRedirect);
    case "proxied":
      return rewrites(winner) && verdict.path !== arrival.sent ? tell(sayIngress.annotation("rewrite-target", arrival.sent)) : [];
    default:
      return [];
  }
}

function redirecting({ settings }: Location): string {
  if (!settings.redirect) return "rewrite-target";
  return settings.redirectCode === 301 || settings.redirectCode === 308 ? "permanent-redirect" : "temporal-redirect";
}
