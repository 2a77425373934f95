/** Kubernetes objects in; the pods that they amount to and their namespaces out, as NetworkPolicies see them. */

import { entries, list, record, text } from "./fields.ts";
import type { Labels } from "./labels.ts";
import type { KubernetesObject } from "./types.ts";

/** A port that a container declares; the name may be empty. */
export interface ContainerPort {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
}

/** A pod, or the first one of a workload under the workload's name. */
export interface Pod {
  /** `namespace/name`. */
  readonly key: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly ports: readonly ContainerPort[];
  readonly address: string;
  /** The address is made up: the manifest tells none. */
  readonly assumed: boolean;
  /** It shares its node's network, and its address. */
  readonly hostNetwork: boolean;
  /** The position of its object in the list. */
  readonly index: number;
}

const WORKLOADS = new Set(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"]);

/** The object's namespace, `default` where none is written. */
export const namespaceOf = (object: KubernetesObject): string => text(record(object["metadata"])["namespace"]) || "default";

/** The object's name. */
export const nameOf = (object: KubernetesObject): string => text(record(object["metadata"])["name"]);

/** All pods by key, in order; those without an address get the next free one of 10.244.0.0/16. */
export function podsOf(objects: readonly KubernetesObject[]): ReadonlyMap<string, Pod> {
  const found = objects.flatMap((object, index) => podOf(object, index) ?? []);
  const taken = new Set(found.map((pod) => pod.address));
  const sorted = [...new Map(found.map((pod) => [pod.key, pod]))].sort(([one], [other]) => (one < other ? -1 : 1));
  let next = 0;
  return new Map(
    sorted.map(([key, pod]) => {
      if (pod.address) return [key, pod];
      let address: string;
      do address = `10.244.${++next >> 8}.${next & 255}`;
      while (taken.has(address));
      return [key, { ...pod, address }];
    }),
  );
}

/** The labels of every namespace that the pods are in: its name is always one of them. */
export function namespacesOf(objects: readonly KubernetesObject[], pods: Iterable<Pod>): ReadonlyMap<string, Labels> {
  const told = objects.filter((object) => object["kind"] === "Namespace");
  const names = [...[...pods].map((pod) => pod.namespace), ...told.map(nameOf)];
  const labels = new Map(told.map((object) => [nameOf(object), labelsOf(object["metadata"])]));
  return new Map(names.map((name) => [name, new Map([...(labels.get(name) ?? []), ["kubernetes.io/metadata.name", name]])]));
}

function podOf(object: KubernetesObject, index: number): Pod | null {
  const kind = text(object["kind"]);
  const owner = record(object["spec"]);
  const made = WORKLOADS.has(kind);
  if (!nameOf(object) || (kind !== "Pod" && !(made && owner["replicas"] !== 0))) return null;
  const { metadata, spec } = made ? record(owner["template"]) : object;
  const address = text(record(object["status"])["podIP"]);
  return {
    key: `${namespaceOf(object)}/${nameOf(object)}`,
    namespace: namespaceOf(object),
    labels: labelsOf(metadata),
    ports: portsOf(record(spec)),
    address,
    assumed: !address,
    hostNetwork: record(spec)["hostNetwork"] === true,
    index,
  };
}

const labelsOf = (metadata: unknown): Labels =>
  new Map(entries(record(metadata)["labels"]).map(([key, value]) => [key, text(value)]));

/** Init containers that keep running beside the others, `restartPolicy: Always`, have ports too. */
function portsOf(spec: Readonly<Record<string, unknown>>): readonly ContainerPort[] {
  const lasting = list(spec["initContainers"]).filter((one) => record(one)["restartPolicy"] === "Always");
  return [...list(spec["containers"]), ...lasting]
    .flatMap((container) => list(record(container)["ports"]))
    .map(record)
    .map((port) => ({ name: text(port["name"]), number: Number(port["containerPort"]), protocol: text(port["protocol"]) || "TCP" }));
}
