/** Gateway API objects in; Gateways, HTTPRoutes and their rules, with the defaults of the API filled in, out. */

import { list, record, text } from "../fields.ts";
import { at, createdAt, type Fields, type Found, keyOf, mappings, ofKind, referenceTo } from "../objects.ts";
import { namespaceOf } from "../pods.ts";
import type { KubernetesObject, ObjectReference, RuleReference } from "../types.ts";

/** Stands for every host. */
export const ANY_HOST = "*";
const GROUP = "gateway.networking.k8s.io";

export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly host: string;
  readonly from: string;
  readonly selector: unknown;
  /** Whether it takes any HTTPRoute at all. */
  readonly takesHttp: boolean;
}

export interface Gateway {
  readonly key: string;
  readonly object: ObjectReference;
  readonly className: string;
  readonly listeners: readonly Listener[];
}

/** What a route names as its parent. */
export interface Parent {
  readonly gateway: string;
  readonly isGateway: boolean;
  readonly section: string;
  readonly port: number | null;
}

/** A header or a parameter of the query that must be there. */
export interface ValueMatch {
  readonly name: string;
  readonly value: string;
  readonly exact: boolean;
}

/** One match of one rule of an HTTPRoute: what competes with others. */
export interface Entry {
  readonly reference: RuleReference;
  readonly route: Route;
  readonly rule: Fields;
  readonly ruleIndex: number;
  readonly type: "Exact" | "PathPrefix" | "RegularExpression";
  readonly path: string;
  readonly method: string;
  readonly headers: readonly ValueMatch[];
  readonly query: readonly ValueMatch[];
}

export interface Route {
  readonly key: string;
  readonly namespace: string;
  readonly created: string;
  readonly hosts: readonly string[];
  readonly parents: readonly Parent[];
  readonly ruleCount: number;
  readonly entries: readonly Entry[];
}

/** Every Gateway, in the order given. */
export function readGateways(objects: readonly KubernetesObject[]): readonly Gateway[] {
  return ofKind(objects, "Gateway").map((found) => ({
    key: keyOf(found.object),
    object: referenceTo(found),
    className: text(at(found.object, "spec", "gatewayClassName")),
    listeners: mappings(at(found.object, "spec", "listeners")).map(listenerOf),
  }));
}

/** Every HTTPRoute, in the order given. */
export function readRoutes(objects: readonly KubernetesObject[]): readonly Route[] {
  return ofKind(objects, "HTTPRoute").map(routeOf);
}

function listenerOf(written: Fields): Listener {
  const allowed = record(written["allowedRoutes"]);
  const kinds = allowed["kinds"] === undefined ? null : mappings(allowed["kinds"]).map(({ kind }) => kind);
  const protocol = text(written["protocol"]);
  return {
    name: text(written["name"]),
    port: Number(written["port"]),
    protocol,
    host: text(written["hostname"]).toLowerCase() || ANY_HOST,
    from: text(at(allowed, "namespaces", "from")) || "Same",
    selector: at(allowed, "namespaces", "selector"),
    takesHttp: ["HTTP", "HTTPS"].includes(protocol) && (kinds === null || kinds.includes("HTTPRoute")),
  };
}

function routeOf(found: Found): Route {
  const { object } = found;
  const spec = record(object["spec"]);
  const hosts = list(spec["hostnames"]).map((host) => text(host).toLowerCase()).filter(Boolean);
  const rules = spec["rules"] === undefined ? [{}] : mappings(spec["rules"]);
  const route = {
    key: keyOf(object),
    namespace: namespaceOf(object),
    created: createdAt(object),
    hosts: hosts.length > 0 ? hosts : [ANY_HOST],
    parents: mappings(spec["parentRefs"]).map((parent) => parentOf(parent, namespaceOf(object))),
    ruleCount: rules.length,
    entries: [] as Entry[],
  };
  for (const [index, rule] of rules.entries()) {
    const place = spec["rules"] === undefined ? ["spec"] : ["spec", "rules", index];
    const matches = mappings(rule["matches"]);
    for (const [number, match] of (matches.length > 0 ? matches : [{}]).entries()) {
      const at = matches.length > 0 ? [...place, "matches", number] : place;
      route.entries.push(entryOf(found, route, rule, index, match, at));
    }
  }
  return route;
}

function parentOf(written: Fields, own: string): Parent {
  return {
    gateway: `${text(written["namespace"]) || own}/${text(written["name"])}`,
    isGateway: (text(written["kind"]) || "Gateway") === "Gateway" && (text(written["group"]) || GROUP) === GROUP,
    section: text(written["sectionName"]),
    port: written["port"] === undefined ? null : Number(written["port"]),
  };
}

function entryOf(found: Found, route: Route, rule: Fields, ruleIndex: number, match: Fields, place: RuleReference["place"]): Entry {
  const written = text(at(match, "path", "type"));
  const type = written === "Exact" || written === "RegularExpression" ? written : "PathPrefix";
  const path = text(at(match, "path", "value")) || "/";
  const method = text(match["method"]);
  const headers = valuesOf(match["headers"], (name) => name.toLowerCase());
  const query = valuesOf(match["queryParams"], (name) => name);
  const shown = [`${type} ${path}`, method, ...headers.map(({ name, value }) => `${name}: ${value}`), ...query.map(({ name, value }) => `?${name}=${value}`)];
  const reference = {
    object: referenceTo(found),
    place,
    host: route.hosts.join(", "),
    match: shown.filter(Boolean).join(" · "),
    target: targetOf(rule),
  };
  return { reference, route, rule, ruleIndex, type, path, method, headers, query };
}

/** A name that comes again counts only the first time. */
function valuesOf(written: unknown, same: (name: string) => string): readonly ValueMatch[] {
  const found = new Map<string, ValueMatch>();
  for (const { name, value, type } of mappings(written)) {
    const key = same(text(name));
    if (!found.has(key)) found.set(key, { name: text(name), value: text(value), exact: type !== "RegularExpression" });
  }
  return [...found.values()];
}

function targetOf(rule: Fields): string {
  if (mappings(rule["filters"]).some(({ type }) => type === "RequestRedirect")) return "RequestRedirect";
  return mappings(rule["backendRefs"]).map(({ name, port }) => `${text(name)}:${text(port)}`).join(", ");
}
