/** The backendRefs of a rule in; the shares of its requests, and where each really goes, out. */

import { record, text } from "../fields.ts";
import { at, type Fields, mappings, ofKind } from "../objects.ts";
import { namespaceOf } from "../pods.ts";
import { reach, type Services } from "../services.ts";
import type { KubernetesObject, Share } from "../types.ts";
import type { Entry } from "./rules.ts";

/** Why a share of the requests fails. */
export type Fault = "missing" | "port" | "empty" | "kind" | "grant";

/** A share, and why it fails. */
export interface Resolved extends Share {
  readonly fault: Fault | null;
}

const GROUP = "gateway.networking.k8s.io";

/** The shares with any weight, in the order in which they are written. */
export function sharesOf(objects: readonly KubernetesObject[], services: Services, { rule, route }: Entry): readonly Resolved[] {
  const written = mappings(rule["backendRefs"]).map((backend) => ({ backend, weight: Number(backend["weight"] ?? 1) }));
  const all = written.reduce((sum, { weight }) => sum + weight, 0);
  return written
    .filter(({ weight }) => weight > 0)
    .map(({ backend, weight }) => ({
      ...resolve(objects, services, backend, route.namespace),
      weight,
      percent: Math.round((weight / all) * 1000) / 10,
    }));
}

/** Where the copies of a rule's requests go. */
export function mirrorsOf({ rule, route }: Entry): readonly string[] {
  return mappings(rule["filters"])
    .filter(({ type }) => type === "RequestMirror")
    .map((filter) => nameOfBackend(record(at(filter, "requestMirror", "backendRef")), route.namespace));
}

function nameOfBackend(backend: Fields, namespace: string): string {
  return `${text(backend["namespace"]) || namespace}/${text(backend["name"])}:${text(backend["port"])}`;
}

function resolve(objects: readonly KubernetesObject[], services: Services, backend: Fields, own: string): Pick<Resolved, "backend" | "fails" | "fault"> {
  const namespace = text(backend["namespace"]) || own;
  const service = text(backend["name"]);
  const broken = (fault: Fault, fails = 500): Pick<Resolved, "backend" | "fails" | "fault"> => ({
    backend: nameOfBackend(backend, own),
    fails,
    fault,
  });
  if ((text(backend["kind"]) || "Service") !== "Service" || text(backend["group"]) !== "") return broken("kind");
  if (namespace !== own && !granted(objects, own, namespace, service)) return broken("grant");
  if (backend["port"] === undefined) return broken("port");
  const { state, backend: reached } = reach(services, { namespace, service, port: text(backend["port"]) }, false);
  if (state === "ready") return { backend: reached, fails: null, fault: null };
  return broken(state, state === "empty" ? 503 : 500);
}

/** Whether HTTPRoutes of a namespace may send requests to a Service of another. */
function granted(objects: readonly KubernetesObject[], from: string, target: string, service: string): boolean {
  const grants = ofKind(objects, "ReferenceGrant").filter(({ object }) => namespaceOf(object) === target);
  return grants.some(({ object }) => {
    const origins = mappings(at(object, "spec", "from")).filter(({ kind, group }) => kind === "HTTPRoute" && group === GROUP);
    const targets = mappings(at(object, "spec", "to")).filter(({ kind, group }) => kind === "Service" && text(group) === "");
    return origins.some(({ namespace }) => namespace === from) && targets.some(({ name }) => [undefined, service].includes(name as string | undefined));
  });
}
