/** A rule that did not take a request, and what nginx did, in; whether it would have taken it, and why it did not, out. */

import { sayIngress } from "../messages.ts";
import { fits } from "./api.ts";
import { type Arrival, coversOneLabel, takes, type Verdict } from "./nginx.ts";
import type { IngressRead, PathRule } from "./rules.ts";
import { CATCH_ALL, type Location, type Server } from "./servers.ts";
import { written } from "./uri.ts";

/** What one must know to tell of a rule why it lost. */
export interface Trial {
  readonly arrival: Arrival;
  readonly server: Server;
  readonly verdict: Verdict;
  readonly winner: Location | null;
  readonly late: ReadonlyMap<PathRule, PathRule>;
}

interface Reason {
  readonly matched: boolean;
  readonly why: string;
}

const never = (why: string): Reason => ({ matched: false, why });
const beaten = (why: string): Reason => ({ matched: true, why });

/** Why a rule of an Ingress did not take the request. */
export function whyLost(rule: PathRule, ingress: IngressRead, trial: Trial): Reason {
  if (!ingress.served) return never(sayIngress.notServed(ingress.className));
  const { server, late } = trial;
  if (rule === ingress.fallback) return fallbackLost(rule, ingress, trial);
  if (rule.host !== server.host) return hostLost(rule.host, trial);
  const first = late.get(rule);
  if (first) return never(sayIngress.late(first.reference));
  const own = server.locations.filter((each) => each.rule === rule);
  const matching = own.some((each) => takes(each, trial.arrival.uri.path, server.byRegex));
  return matching ? beatenBy(rule, trial) : pathLost(rule, trial);
}

function fallbackLost(rule: PathRule, { hosts }: IngressRead, { arrival, server, winner }: Trial): Reason {
  const used = server.locations.some((each) => each.rule === rule);
  if (used) return beaten(winner ? sayIngress.lastResort : sayIngress.neverReached);
  const concerned = hosts.length === 0 ? server.host === CATCH_ALL : hosts.includes(server.host);
  if (concerned) return never(winner?.rule?.reference.match === "defaultBackend" ? sayIngress.notAsked : sayIngress.lastResort);
  return hosts.length === 0 ? never(sayIngress.hasHost(arrival.host)) : never(sayIngress.otherHost(hosts.join(", "), arrival.host));
}

function hostLost(host: string, { arrival, server }: Trial): Reason {
  if (host === CATCH_ALL) return never(sayIngress.hasHost(arrival.host));
  if (coversOneLabel(host, arrival.host)) return never(sayIngress.namedHost(host, server.host));
  if (host.startsWith("*.") && arrival.host.endsWith(host.slice(1))) return never(sayIngress.oneLabel(host, arrival.host));
  return never(sayIngress.otherHost(host, arrival.host));
}

function beatenBy({ type }: PathRule, { server, verdict, winner }: Trial): Reason {
  if (!winner || verdict.kind === "app-root") return beaten(sayIngress.neverReached);
  if (server.byRegex) return beaten(sayIngress.laterExpression);
  const exact = winner.rule?.exact === true && type !== "Exact";
  return beaten(exact ? sayIngress.beatenByExact : sayIngress.beatenByLonger(winner.rule?.path ?? "/"));
}

function pathLost(rule: PathRule, { arrival, server, winner }: Trial): Reason {
  const { path } = arrival.uri;
  const shown = arrival.sent.replace(/\?.*$/s, "");
  const own = written(rule.path);
  if (server.byRegex) return never(sayIngress.notExpression(rule.path, shown));
  if (fits(rule, path)) return winner?.exact ? beaten(sayIngress.beatenByExact) : never(sayIngress.needsSlash(rule.path));
  const lower = { ...rule, path: rule.path.toLowerCase() };
  if (fits(lower, path.toLowerCase()) && !fits(rule, path)) return never(sayIngress.case(rule.path));
  if (rule.exact) {
    const slash = path.replace(/\/$/, "") === own.replace(/\/$/, "");
    return never(slash ? sayIngress.exactSlash(rule.path) : sayIngress.notExact(rule.path));
  }
  const bare = rule.path.replace(/\/+$/, "");
  return never(path.startsWith(written(bare)) ? sayIngress.wholeElements(bare, shown) : sayIngress.notPrefix(bare, shown));
}
