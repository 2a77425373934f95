/** Kubernetes objects and a request in; what ingress-nginx does with it, by which rule and why, out. */

import { say, sayIngress } from "../messages.ts";
import { nameOf } from "../pods.ts";
import { pcre } from "../regular-expressions.ts";
import { servicesOf } from "../services.ts";
import type { Explanation, KubernetesObject, Lost, Outcome, RouteRequest } from "../types.ts";
import { admissionRefusals, nginxRefusals } from "./admission.ts";
import { departures } from "./departures.ts";
import { type Trial, whyLost } from "./lost.ts";
import { arrivalOf, serverFor, type Verdict, verdict } from "./nginx.ts";
import { type IngressRead, readIngresses } from "./rules.ts";
import { type Server, serversOf } from "./servers.ts";
import { unknownAnnotations } from "./settings.ts";
import { written } from "./uri.ts";
import { warningsOf } from "./warnings.ts";
import { whyTaken } from "./why.ts";

/** The answer of ingress-nginx. */
export function explainIngress(objects: readonly KubernetesObject[], request: RouteRequest): Explanation {
  const ingresses = readIngresses(objects, servicesOf(objects));
  const served = ingresses.filter((ingress) => ingress.served);
  const { servers, late } = serversOf(served);
  const refusals = [admissionRefusals(served), nginxRefusals(servers)].find((messages) => messages.length > 0);
  if (refusals) return bare({ kind: "refused", messages: refusals }, say.refused);
  const closed = closedPort(request);
  if (closed) return bare({ kind: "closed" }, closed);
  const arrival = arrivalOf(request);
  const server = arrival && serverFor(servers, arrival.host);
  if (!arrival || !server) return bare({ kind: "status", code: 400 }, say.badRequest);
  const beyond = notCovered(server);
  if (beyond) return bare({ kind: "unknown" }, beyond);
  const done = verdict(server, arrival, servers);
  return explained(ingresses, request, { arrival, server, verdict: done, winner: locationOf(done), late });
}

function bare(outcome: Outcome, why: string): Explanation {
  return { controller: "ingress", outcome, winner: null, why, others: [], differences: [], warnings: [] };
}

function closedPort({ scheme = "http", port }: RouteRequest): string | null {
  const own = scheme === "https" ? 443 : 80;
  return port === undefined || port === own ? null : say.closed(port, [80, 443]);
}

/** Why nothing can be told of a server, if so. */
function notCovered({ owners, byRegex, locations }: Server): string | null {
  for (const { object } of owners) {
    const unknown = unknownAnnotations(object);
    if (unknown.length > 0) return sayIngress.unknownAnnotation(nameOf(object), unknown);
  }
  const foreign = byRegex && locations.find(({ path }) => pcre(written(path)) === "foreign");
  return foreign ? say.foreignExpression(foreign.path) : null;
}

const locationOf = (done: Verdict): Trial["winner"] => ("location" in done ? done.location : null);

function explained(ingresses: readonly IngressRead[], request: RouteRequest, trial: Trial): Explanation {
  const { verdict: done, winner } = trial;
  const taken = winner?.rule ?? null;
  return {
    controller: "ingress",
    outcome: outcomeOf(done, request),
    winner: taken?.reference ?? null,
    why: whyTaken(trial),
    others: othersOf(ingresses, trial),
    differences: departures(ingresses, trial),
    warnings: warningsOf(request, trial),
  };
}

function outcomeOf(done: Verdict, request: RouteRequest): Outcome {
  switch (done.kind) {
    case "proxied": {
      const { path, host, location } = done;
      const headers = received(request.headers);
      return { kind: "backend", backend: location.backend?.backend ?? "", path, host, headers, shares: [], mirrors: [] };
    }
    case "redirect":
      return { kind: "status", code: done.code, ...(done.to === null ? {} : { location: done.to }) };
    case "app-root":
    case "slash":
    case "https":
      return { kind: "status", code: done.code, location: done.to };
    case "built-in":
      return { kind: "status", code: done.code };
    case "unknown":
      return { kind: "unknown" };
    default:
      return { kind: "status", code: { "not-found": 404, unavailable: 503, "nothing-left": 500 }[done.kind] };
  }
}

/** nginx passes on the headers whose names are plain, apart from those about the connection itself. */
function received(headers: RouteRequest["headers"]): RouteRequest["headers"] {
  const own = ["connection", "expect", "host", "keep-alive", "te", "upgrade"];
  return headers
    .filter(([name]) => /^[A-Za-z0-9-]+$/.test(name) && !own.includes(name.toLowerCase()))
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([one, its], [other, value]) => (one === other ? (its < value ? -1 : 1) : one < other ? -1 : 1));
}

function othersOf(ingresses: readonly IngressRead[], trial: Trial): readonly Lost[] {
  const rules = ingresses.flatMap((ingress) =>
    [...ingress.paths, ...(ingress.fallback ? [ingress.fallback] : [])].map((rule) => ({ rule, ingress })),
  );
  const lost = rules
    .filter(({ rule }) => rule !== trial.winner?.rule)
    .map(({ rule, ingress }) => ({ rule: rule.reference, ...whyLost(rule, ingress, trial) }));
  return [...lost.filter(({ matched }) => matched), ...lost.filter(({ matched }) => !matched)];
}
