/** The match that took a request and what became of it in; why, in Spanish, out. */

import { sayGateway } from "../messages.ts";
import type { Outcome } from "../types.ts";
import type { Resolved } from "./backends.ts";
import { isFor, type Trial } from "./lost.ts";
import { type Candidate, decided } from "./precedence.ts";

/** Why this match: what decided against the next one. */
export function whyChosen(winner: Candidate, next: Candidate | undefined): string {
  if (!next) return sayGateway.only(winner.entry.reference);
  const [criterion] = decided(winner, next);
  return sayGateway.wins[criterion](winner.entry.reference);
}

/** Why nobody took it. */
export function whyNobody({ attachments, host, listener }: Trial): string {
  const attached = [...attachments.values()].filter(({ hosts }) => hosts.length > 0);
  if (attached.length === 0) return sayGateway.noRoute(listener.name);
  if (!attached.some(({ hosts }) => isFor(hosts, host))) return sayGateway.noHost(listener.name, host);
  return sayGateway.noMatch(listener.name, host);
}

/** What became of it. */
export function whatHappens(outcome: Outcome, shares: readonly Resolved[], sent: string, rewritten: boolean): string {
  if (outcome.kind === "status" && outcome.location !== undefined) return sayGateway.redirected(outcome.location);
  const [first] = shares;
  if (outcome.kind !== "backend") {
    return first?.fault ? sayGateway.failing(faultOf(first), first.fails ?? 500) : sayGateway.noBackend;
  }
  const path = outcome.path === sent ? sayGateway.asSent : (rewritten ? sayGateway.rewritten : sayGateway.cleaned)(outcome.path);
  const shared = outcome.shares.map(({ backend, percent }) => [backend, percent] as const);
  const broken = shares.filter(({ fault }) => fault !== null);
  return [
    path,
    ...(shared.length > 0 ? [sayGateway.shared(shared)] : []),
    ...broken.map((share) => sayGateway.someFail(faultOf(share), share.percent, share.fails ?? 500)),
    ...(outcome.mirrors.length > 0 ? [sayGateway.mirrored(outcome.mirrors)] : []),
  ].join(" ");
}

function faultOf({ backend, fault }: Resolved): string {
  const [namespace = "", service = "", port = ""] = backend.split(/[/:]/);
  switch (fault) {
    case "kind":
      return sayGateway.fault.kind(service);
    case "grant":
      return sayGateway.fault.grant(service, namespace);
    case "port":
      return port === "" ? sayGateway.fault.portless(service) : sayGateway.fault.port(service, port);
    case "empty":
      return sayGateway.fault.empty(service);
    default:
      return sayGateway.fault.missing(service);
  }
}
