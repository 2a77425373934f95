/** Kubernetes objects in; the Services that they amount to, and whether a pod stands behind each port, out. */

import { entries, text } from "./fields.ts";
import type { Labels } from "./labels.ts";
import { at, keyOf, mappings, ofKind } from "./objects.ts";
import { namespaceOf, type Pod, podsOf } from "./pods.ts";
import type { KubernetesObject } from "./types.ts";

/** A Service and port, by number or name, that a rule sends requests to. */
export interface Wanted {
  readonly namespace: string;
  readonly service: string;
  readonly port: string;
}

/** Where a reference leads; `missing`, `port` and `empty` tell what is not there: the Service, its port, its pods. */
export interface Reached {
  readonly state: "ready" | "missing" | "port" | "empty";
  /** `namespace/service:port`, with the port's number where it has one. */
  readonly backend: string;
}

interface Port {
  readonly name: string;
  readonly number: string;
  readonly target: string;
  readonly ready: boolean;
}

/** The Services by `namespace/name`. Without any Service among the objects, each that is named is taken as there. */
export type Services = ReadonlyMap<string, readonly Port[]> | "as named";

/** The Services; without any pod among the objects, each Service has one behind it. */
export function servicesOf(objects: readonly KubernetesObject[]): Services {
  const given = ofKind(objects, "Service");
  if (given.length === 0) return "as named";
  const pods = [...podsOf(objects).values()];
  return new Map(given.map(({ object }) => [keyOf(object), portsOf(object, pods)]));
}

/** Where a reference leads by the port's number or, with `byName`, also by its name or target port, as ingress-nginx does. */
export function reach(services: Services, wanted: Wanted, byName: boolean): Reached {
  const named = `${wanted.namespace}/${wanted.service}:${wanted.port}`;
  if (services === "as named") return { state: "ready", backend: named };
  const ports = services.get(`${wanted.namespace}/${wanted.service}`);
  if (!ports) return { state: "missing", backend: named };
  const known = ({ number, target, name }: Port): readonly string[] => (byName ? [number, target, name] : [number]);
  const port = ports.find((each) => known(each).includes(wanted.port));
  if (!port) return { state: "port", backend: named };
  const backend = `${wanted.namespace}/${wanted.service}:${port.number}`;
  return { state: port.ready ? "ready" : "empty", backend };
}

function portsOf(service: KubernetesObject, pods: readonly Pod[]): readonly Port[] {
  const selector: Labels = new Map(entries(at(service, "spec", "selector")).map(([key, value]) => [key, text(value)]));
  const known = pods.length > 0 && selector.size > 0;
  const behind = pods.filter(
    ({ namespace, labels }) =>
      namespace === namespaceOf(service) && [...selector].every(([key, value]) => labels.get(key) === value),
  );
  return mappings(at(service, "spec", "ports")).map(({ name, port, targetPort }) => {
    const target = targetPort ?? port;
    // A target port by number needs no declaration in the pod; by name it does.
    const serves = behind.some(({ ports }) => typeof target === "number" || ports.some((one) => one.name === target));
    return { name: text(name), number: text(port), target: text(target), ready: !known || serves };
  });
}
