/** Ingress objects in; what each one asks for, path by path, out. */

import { record, text } from "../fields.ts";
import { at, type Fields, type Found, mappings, ofKind, referenceTo } from "../objects.ts";
import { nameOf, namespaceOf } from "../pods.ts";
import { type Reached, reach, type Services } from "../services.ts";
import type { KubernetesObject, RuleReference } from "../types.ts";
import { CATCH_ALL } from "./servers.ts";
import { type Settings, settingsOf } from "./settings.ts";

export type PathType = "Exact" | "Prefix" | "ImplementationSpecific";

/** A path of an Ingress, or its default backend, which is `/` for all hosts that have nothing else. */
export interface PathRule {
  readonly reference: RuleReference;
  /** As nginx knows it: `_` where none is written. */
  readonly host: string;
  readonly path: string;
  readonly type: PathType;
  readonly exact: boolean;
  readonly backend: Reached;
}

/** An Ingress; `served` tells whether ingress-nginx attends to it. */
export interface IngressRead {
  readonly object: KubernetesObject;
  readonly served: boolean;
  readonly className: string | null;
  readonly settings: Settings;
  readonly hosts: readonly string[];
  /** Those with a Service; others have no location. */
  readonly paths: readonly PathRule[];
  readonly fallback: PathRule | null;
  readonly tls: boolean;
}

const CONTROLLER = "k8s.io/ingress-nginx";

/** Every Ingress, in the order given. */
export function readIngresses(objects: readonly KubernetesObject[], services: Services): readonly IngressRead[] {
  const isServed = serving(objects);
  return ofKind(objects, "Ingress").map((found) => read(found, services, isServed));
}

/** Those of a class of this controller; without any IngressClass among the objects, all. */
function serving(objects: readonly KubernetesObject[]): (className: string | null) => boolean {
  const classes = ofKind(objects, "IngressClass").map(({ object }) => object);
  const usual = classes.find((object) => isUsual(object));
  const ours = classes.filter((object) => at(object, "spec", "controller") === CONTROLLER).map(nameOf);
  return (className) => classes.length === 0 || ours.includes(className ?? (usual ? nameOf(usual) : ""));
}

const isUsual = (object: KubernetesObject): boolean =>
  text(record(at(object, "metadata", "annotations"))["ingressclass.kubernetes.io/is-default-class"]).toLowerCase() === "true";

function read(found: Found, services: Services, isServed: (className: string | null) => boolean): IngressRead {
  const { object } = found;
  const { ingressClassName, rules, defaultBackend, tls } = record(object["spec"]);
  const written = mappings(rules);
  const className = text(ingressClassName) || null;
  const fallback = record(defaultBackend)["service"] === undefined ? null : defaultRule(found, record(defaultBackend), services);
  const paths = written.flatMap((rule, number) =>
    mappings(at(rule, "http", "paths")).flatMap((path, index) =>
      record(path["backend"])["service"] === undefined
        ? []
        : [pathRule(found, rule, path, ["spec", "rules", number, "http", "paths", index], services)],
    ),
  );
  return {
    object,
    served: isServed(className),
    className,
    settings: settingsOf(object),
    hosts: written.map(({ host }) => text(host) || CATCH_ALL),
    paths,
    fallback,
    tls: mappings(tls).length > 0,
  };
}

function pathRule(found: Found, rule: Fields, written: Fields, place: RuleReference["place"], services: Services): PathRule {
  const host = text(rule["host"]);
  const path = text(written["path"]) || "/";
  const type = typeOf(written["pathType"]);
  const backend = record(written["backend"]);
  const match = `${type} ${path}`;
  return {
    reference: { object: referenceTo(found), place, host: host || "*", match, target: targetOf(backend) },
    host: host || CATCH_ALL,
    path,
    type,
    exact: type === "Exact",
    backend: backendOf(found, backend, services),
  };
}

function defaultRule(found: Found, backend: Fields, services: Services): PathRule {
  const place = ["spec", "defaultBackend"];
  return {
    reference: { object: referenceTo(found), place, host: "*", match: "defaultBackend", target: targetOf(backend) },
    host: CATCH_ALL,
    path: "/",
    type: "Prefix",
    exact: false,
    backend: backendOf(found, backend, services),
  };
}

const typeOf = (written: unknown): PathType =>
  written === "Exact" || written === "ImplementationSpecific" ? written : "Prefix";

function portOf(backend: Fields): string {
  return text(at(backend, "service", "port", "number")) || text(at(backend, "service", "port", "name"));
}

const targetOf = (backend: Fields): string => `${text(at(backend, "service", "name"))}:${portOf(backend)}`;

function backendOf({ object }: Found, backend: Fields, services: Services): Reached {
  const wanted = { namespace: namespaceOf(object), service: text(at(backend, "service", "name")), port: portOf(backend) };
  return reach(services, wanted, true);
}
