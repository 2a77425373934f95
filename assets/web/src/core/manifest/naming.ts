/** A Kubernetes object in; the names of other objects that stand in its fields out. */

import {
  containers,
  field,
  items,
  type ManifestObject,
  type Mapping,
  mapping,
  type Path,
  podPath,
  text,
  type Value,
} from "./objects.ts";

const ROUTES = new Set(["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"]);

/** A field of an object that names another by kind, namespace and name; an empty namespace is any, or none. */
export interface Named {
  readonly path: Path;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly port?: Value | undefined;
  /** What a cluster often has already: only a name that is almost right is a slip. */
  readonly loose?: boolean;
}

/** Whether it is a route of the Gateway API. */
export function isRoute(one: ManifestObject): boolean {
  return ROUTES.has(one.kind);
}

/** Every name of another object in an object. */
export function names(one: ManifestObject): readonly Named[] {
  if (isRoute(one)) return [...parents(one), ...backends(one)];
  switch (one.kind) {
    case "Gateway":
      return gatewayNames(one);
    case "Ingress":
      return ingressNames(one);
    case "RoleBinding":
    case "ClusterRoleBinding":
      return bindingNames(one);
    case "HorizontalPodAutoscaler": {
      const target = mapping(one.value, "spec", "scaleTargetRef");
      return loose(one, ["spec", "scaleTargetRef", "name"], text(target, "kind"), one.namespace);
    }
    default:
      return podNames(one);
  }
}

/** The Gateways that a route names as its parents. */
export function parents(one: ManifestObject): readonly Named[] {
  return (isRoute(one) ? items(one.value, "spec", "parentRefs") : [])
    .filter(([, parent]) => (parent["kind"] ?? "Gateway") === "Gateway")
    .map(([path, parent]) => ({
      path: [...path, "name"],
      kind: "Gateway",
      namespace: spaceOf(parent, one),
      name: nameOf(parent),
    }));
}

/** The Services that a route sends requests to. */
export function backends(one: ManifestObject): readonly Named[] {
  return items(one.value, "spec", "rules")
    .flatMap(([rule]) => items(one.value, ...rule, "backendRefs"))
    .filter(([, backend]) => (backend["kind"] ?? "Service") === "Service")
    .map(([path, backend]) => {
      const { port } = backend;
      return {
        path: [...path, "name"],
        kind: "Service",
        namespace: spaceOf(backend, one),
        name: nameOf(backend),
        port,
      };
    });
}

/** The Secrets whose certificates a Gateway uses. */
export function certificates(one: ManifestObject): readonly Named[] {
  return items(one.value, "spec", "listeners")
    .flatMap(([listener]) => items(one.value, ...listener, "tls", "certificateRefs"))
    .filter(([, secret]) => (secret["kind"] ?? "Secret") === "Secret")
    .map(([path, secret]) => {
      const where = { path: [...path, "name"], kind: "Secret", namespace: spaceOf(secret, one) };
      return { ...where, name: nameOf(secret), loose: true };
    });
}

function gatewayNames(one: ManifestObject): readonly Named[] {
  const path = ["spec", "gatewayClassName"];
  const name = written(field(one.value, ...path));
  return [{ path, kind: "GatewayClass", namespace: "", name }, ...certificates(one)];
}

function ingressNames(one: ManifestObject): readonly Named[] {
  const path = ["spec", "ingressClassName"];
  const ingressClass = text(one.value, ...path);
  const rules = items(one.value, "spec", "rules").flatMap(([rule]) => items(one.value, ...rule, "http", "paths"));
  const places: readonly Path[] = [["spec", "defaultBackend"], ...rules.map(([where]) => [...where, "backend"])];
  const services = places.flatMap((place): readonly Named[] => {
    const service = mapping(one.value, ...place, "service");
    const { number, name } = mapping(service, "port");
    const where = { path: [...place, "service", "name"], kind: "Service", namespace: one.namespace };
    return Object.keys(service).length > 0 ? [{ ...where, name: nameOf(service), port: number || name }] : [];
  });
  const secrets = items(one.value, "spec", "tls").flatMap(([where]) =>
    loose(one, [...where, "secretName"], "Secret", one.namespace),
  );
  return [
    ...(ingressClass ? [{ path, kind: "IngressClass", namespace: "", name: ingressClass }] : []),
    ...services,
    ...secrets,
  ];
}

function bindingNames(one: ManifestObject): readonly Named[] {
  const role = text(one.value, "roleRef", "kind");
  const subjects = items(one.value, "subjects")
    .filter(([, subject]) => subject["kind"] === "ServiceAccount")
    .flatMap(([path, subject]) => loose(one, [...path, "name"], "ServiceAccount", spaceOf(subject, one)));
  return [...loose(one, ["roleRef", "name"], role, role === "Role" ? one.namespace : ""), ...subjects];
}

/** What the pods of an object mount and read their variables from. */
function podNames(one: ManifestObject): readonly Named[] {
  const pod = podPath(one);
  if (!pod) return [];
  const at = (kind: string, ...path: Path): readonly Named[] => loose(one, path, kind, one.namespace);
  const volumes = items(one.value, ...pod, "spec", "volumes").flatMap(([path]) => [
    ...at("ConfigMap", ...path, "configMap", "name"),
    ...at("Secret", ...path, "secret", "secretName"),
    ...at("PersistentVolumeClaim", ...path, "persistentVolumeClaim", "claimName"),
  ]);
  const variables = containers(one).flatMap(([path]) => [
    ...items(one.value, ...path, "env").flatMap(([env]) => [
      ...at("ConfigMap", ...env, "valueFrom", "configMapKeyRef", "name"),
      ...at("Secret", ...env, "valueFrom", "secretKeyRef", "name"),
    ]),
    ...items(one.value, ...path, "envFrom").flatMap(([from]) => [
      ...at("ConfigMap", ...from, "configMapRef", "name"),
      ...at("Secret", ...from, "secretRef", "name"),
    ]),
  ]);
  return [...volumes, ...variables, ...at("ServiceAccount", ...pod, "spec", "serviceAccountName")];
}

function loose(one: ManifestObject, path: Path, kind: string, namespace: string): readonly Named[] {
  const name = text(one.value, ...path);
  return name ? [{ path, kind, namespace, name, loose: true }] : [];
}

function spaceOf(reference: Mapping, one: ManifestObject): string {
  return written(reference["namespace"] || one.namespace);
}

function nameOf(reference: Mapping): string {
  return written(reference["name"]);
}

function written(value: Value | undefined): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}
