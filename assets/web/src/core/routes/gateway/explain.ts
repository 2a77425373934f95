/** Kubernetes objects and a request in; what the Gateway API does with it, by which rule and why, out. */

import { text } from "../fields.ts";
import { say, sayGateway } from "../messages.ts";
import { mappings, ofKind } from "../objects.ts";
import { hostHeader, sentPath } from "../sent.ts";
import { servicesOf } from "../services.ts";
import type { Explanation, KubernetesObject, Outcome, RouteRequest } from "../types.ts";
import { refusals } from "./admission.ts";
import { attach, hasClass, listenersAt, namespacesIn } from "./attachment.ts";
import { mirrorsOf, type Resolved, sharesOf } from "./backends.ts";
import { departures } from "./departures.ts";
import { changed, type Entrance, filterOf, redirectBy } from "./filters.ts";
import { covers, nearest } from "./hosts.ts";
import { type Trial, whyLost } from "./lost.ts";
import { askedOf, troubledExpressions, unmetBy } from "./matching.ts";
import { readPath } from "./path.ts";
import { type Candidate, inOrder } from "./precedence.ts";
import { type Entry, type Gateway, type Listener, type Route, readGateways, readRoutes } from "./rules.ts";
import type { Held } from "./traefik.ts";
import { whatHappens, whyChosen, whyNobody } from "./why.ts";

/** The answer of the specification. */
export function explainGateway(objects: readonly KubernetesObject[], request: RouteRequest): Explanation {
  const routes = readRoutes(objects);
  const messages = refusals(routes);
  if (messages.length > 0) return bare({ kind: "refused", messages }, say.refused);
  const entrance = entranceOf(request);
  const addressed = readGateways(objects).filter(({ key }) => [undefined, key].includes(request.gateway));
  const gateway = addressed.find(({ listeners }) => listeners.some(({ port }) => port === entrance.port));
  if (!gateway) return bare({ kind: "closed" }, whyClosed(addressed, request, entrance.port));
  if (!hasClass(objects, gateway)) return bare({ kind: "status", code: 404 }, sayGateway.noClass(gateway.object.name, gateway.className));
  const foreign = routes.flatMap(({ entries }) => entries.flatMap(troubledExpressions))[0];
  if (foreign) return bare({ kind: "unknown" }, say.foreignExpression(foreign[0]));
  const sent = sentPath(request.path);
  const path = readPath(sent);
  if (!path) return bare({ kind: "status", code: 400 }, say.badRequest);
  const listener = nearest(listenersAt(gateway, entrance.port), ({ host }) => host, entrance.host.toLowerCase());
  if (!listener) return unheard(gateway, entrance);
  if (listener.protocol !== entrance.scheme.toUpperCase()) return bare({ kind: "closed" }, sayGateway.wrongScheme(entrance.port, listener.protocol));
  return decide(objects, { request, routes, gateway, listener, entrance, sent, asked: askedOf(request, path) });
}

interface Setting {
  readonly request: RouteRequest;
  readonly routes: readonly Route[];
  readonly gateway: Gateway;
  readonly listener: Listener;
  readonly entrance: Entrance;
  readonly sent: string;
  readonly asked: Trial["asked"];
}

function bare(outcome: Outcome, why: string): Explanation {
  return { controller: "gateway", outcome, winner: null, why, others: [], differences: [], warnings: [] };
}

/** No listener is for the host, or those that are stand in each other's way. */
function unheard({ listeners }: Gateway, { host, port }: Entrance): Explanation {
  const wanting = listeners.filter((each) => each.port === port && covers(each.host, host.toLowerCase()));
  if (wanting.length === 0) return bare({ kind: "status", code: 404 }, sayGateway.noListener(host, port));
  const told = bare({ kind: "status", code: 404 }, sayGateway.conflict(wanting.map(({ name }) => name)));
  return { ...told, differences: [{ by: sayGateway.others, what: sayGateway.conflicting }] };
}

function entranceOf({ scheme = "http", host, port }: RouteRequest): Entrance {
  return { scheme, host: host.replace(/:\d*$/, ""), port: port ?? (scheme === "https" ? 443 : 80) };
}

function whyClosed(addressed: readonly Gateway[], { gateway }: RouteRequest, port: number): string {
  if (addressed.length === 0) return gateway === undefined ? sayGateway.noGateway : sayGateway.otherGateway(gateway);
  const open = new Set(addressed.flatMap(({ listeners }) => listeners.map((listener) => listener.port)));
  return say.closed(port, [...open].sort((one, other) => one - other));
}

function decide(objects: readonly KubernetesObject[], setting: Setting): Explanation {
  const { asked, gateway, listener, routes, sent } = setting;
  const namespaces = namespacesIn(objects);
  const host = setting.entrance.host.toLowerCase();
  const attachments = new Map(routes.map((route) => [route, attach(route, gateway, listener, namespaces)] as const));
  const candidates = routes.flatMap((route) => {
    const own = nearest(attachments.get(route)?.hosts ?? [], (each) => each, host);
    return own === undefined ? [] : route.entries.filter((entry) => unmetBy(entry, asked) === null).map((entry) => ({ entry, host: own }));
  });
  const [winner = null, next] = inOrder(candidates);
  const trial: Trial = { asked, host, listener, attachments, winner };
  const shares = winner ? sharesOf(objects, servicesOf(objects), winner.entry) : [];
  const outcome = winner ? outcomeOf(winner.entry, shares, setting) : ({ kind: "status", code: 404 } as const);
  const held = listenersAt(gateway, listener.port).flatMap((each) =>
    routes.flatMap((route): readonly Held[] => {
      const { hosts } = attach(route, gateway, each, namespaces);
      return hosts.length > 0 ? route.entries.map((entry) => ({ entry, hosts })) : [];
    }),
  );
  return {
    controller: "gateway",
    outcome,
    winner: winner?.entry.reference ?? null,
    why: winner ? told(winner, next, outcome, shares, sent) : whyNobody(trial),
    others: othersOf(routes, trial),
    differences: departures(trial, held, sent, outcome),
    warnings: warningsOf(objects, winner?.entry ?? null),
  };
}

function told(winner: Candidate, next: Candidate | undefined, outcome: Outcome, shares: readonly Resolved[], sent: string): string {
  const rewritten = filterOf(winner.entry, "URLRewrite") !== undefined;
  return `${whyChosen(winner, next)} ${whatHappens(outcome, shares, sent, rewritten)}`;
}

function outcomeOf(entry: Entry, shares: readonly Resolved[], { request, entrance, asked }: Setting): Outcome {
  const redirect = redirectBy(entry, asked, entrance);
  if (redirect) return { kind: "status", ...redirect };
  const first = shares.find(({ fails }) => fails === null);
  if (!first) return { kind: "status", code: shares[0]?.fails ?? 500 };
  const host = hostHeader(entrance.host, entrance.port, entrance.scheme);
  const shown = shares.map(({ backend, fails, weight, percent }) => ({ backend, fails, weight, percent }));
  return {
    kind: "backend",
    backend: first.backend,
    ...changed(entry, asked, host, request.headers),
    shares: shown.length > 1 ? shown : [],
    mirrors: mirrorsOf(entry),
  };
}

function othersOf(routes: readonly Route[], trial: Trial): Explanation["others"] {
  const lost = routes
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry !== trial.winner?.entry)
    .map((entry) => ({ rule: entry.reference, ...whyLost(entry, trial) }));
  return [...lost.filter(({ matched }) => matched), ...lost.filter(({ matched }) => !matched)];
}

const KNOWN = ["RequestHeaderModifier", "RequestMirror", "RequestRedirect", "ResponseHeaderModifier", "URLRewrite"];

function warningsOf(objects: readonly KubernetesObject[], winner: Entry | null): readonly string[] {
  const types = mappings(winner?.rule["filters"]).map(({ type }) => text(type));
  const unknown = types.filter((type) => !KNOWN.includes(type));
  const inside = mappings(winner?.rule["backendRefs"]).some(({ filters }) => mappings(filters).length > 0);
  const kinds = ["GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"].filter((kind) => ofKind(objects, kind).length > 0);
  return [
    ...(unknown.length > 0 ? [sayGateway.unknownFilter(unknown)] : []),
    ...(inside ? [sayGateway.backendFilters] : []),
    ...(kinds.length > 0 ? [sayGateway.otherRoutes(kinds)] : []),
  ];
}
