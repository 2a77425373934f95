/** Objects that stand together in; selectors and named ports that choose nothing of what is there out. */

import { isLike } from "./alike.ts";
import { finding } from "./finding.ts";
import { ofTitled } from "./kinds.ts";
import {
  contains,
  containers,
  isMapping,
  items,
  type ManifestObject,
  type Mapping,
  mapping,
  type Path,
  podPath,
} from "./objects.ts";
import { beside, type Placed, type Shown } from "./shown.ts";
import { didYouMean } from "./words.ts";

const LIKE = 0.75;
/** Kinds whose pods end: nothing is sent to them. */
const FINITE = new Set(["Job", "CronJob"]);

/** Where each kind chooses pods by their labels; other kinds choose those of their own template. */
const CHOOSERS: { readonly [kind: string]: Path } = {
  NetworkPolicy: ["spec", "podSelector", "matchLabels"],
  PodDisruptionBudget: ["spec", "selector", "matchLabels"],
  Service: ["spec", "selector"],
};
const OWN: Path = ["spec", "selector", "matchLabels"];

/** A pod that stands there, or that a workload will make. */
interface Pod {
  readonly labels: Mapping;
  readonly of: ManifestObject;
}

/** Selectors that choose no pod, though there are some that they can be meant for. */
export function checkSelectors(all: readonly Shown[]): readonly Placed[] {
  return all.flatMap((one) => {
    const { kind } = one.object;
    const path = CHOOSERS[kind] ?? OWN;
    const wanted = mapping(one.object.value, ...path);
    const meant = Object.keys(wanted).length > 0 ? meantPods(all, one, wanted) : [];
    if (meant.length === 0 || meant.some((pod) => contains(pod.labels, wanted))) return [];
    const message = `el selector ${ofTitled(one.object)} no escoge ningún Pod de los que hay aquí`;
    const hint = `hay ${[...new Set(meant.map((pod) => labelled(pod.labels)))].join("; ")}`;
    const severity = kind in CHOOSERS && kind !== "Service" ? "warning" : "error";
    return [
      { text: one.text, finding: finding(one.object.place(path), "selector-unmatched", message, hint, severity) },
    ];
  });
}

/** Ports that a Service names and that no container of the pods that it chooses has. */
export function checkTargetPorts(all: readonly Shown[]): readonly Placed[] {
  return all.flatMap((one) => {
    const wanted = one.object.kind === "Service" ? mapping(one.object.value, "spec", "selector") : {};
    if (Object.keys(wanted).length === 0) return [];
    const chosen = pods(all, one.object).filter((pod) => contains(pod.labels, wanted));
    const known = chosen.flatMap(({ of }) => containers(of).flatMap(([path]) => items(of.value, ...path, "ports")));
    const named = known.flatMap(([, port]) => (typeof port["name"] === "string" ? [port["name"]] : []));
    return (chosen.length > 0 ? items(one.object.value, "spec", "ports") : []).flatMap(([path, port]) => {
      const target = port["targetPort"];
      if (typeof target !== "string" || named.includes(target)) return [];
      const message = `ningún contenedor tiene un puerto llamado «${target}»`;
      const place = one.object.valuePlace([...path, "targetPort"]);
      const hint =
        didYouMean(target, named) ||
        (named.length > 0
          ? `tienen ${[...new Set(named)].join(", ")}`
          : "da nombre al puerto del contenedor, o usa su número");
      return [{ text: one.text, finding: finding(place, "target-port-unknown", message, hint) }];
    });
  });
}

/**
 * The pods that a selector can be meant for: a workload's own; for a Service or a policy those of its manifest.
 *
 * Unrelated examples may stand on one page, so there all pods count only where one is almost chosen.
 */
function meantPods(all: readonly Shown[], one: Shown, wanted: Mapping): readonly Pod[] {
  if (!(one.object.kind in CHOOSERS)) return pods([one], one.object);
  const found = pods(all, one.object).filter((pod) => !FINITE.has(pod.of.kind) || contains(pod.labels, wanted));
  const almost = isLike(
    labelled(wanted),
    found.map((pod) => labelled(pod.labels)),
    LIKE,
  );
  return almost || found.some((pod) => contains(pod.labels, wanted))
    ? found
    : found.filter((pod) => beside(all, one).some(({ object }) => object === pod.of));
}

/** The pods that the objects make in the namespace of this one. */
function pods(all: readonly Shown[], one: ManifestObject): readonly Pod[] {
  return all.flatMap(({ object }) => {
    const path = object.namespace === one.namespace ? podPath(object) : undefined;
    return path ? [{ labels: mapping(object.value, ...path, "metadata", "labels"), of: object }] : [];
  });
}

function labelled(labels: Mapping): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}: ${isMapping(value) ? "{…}" : value}`);
  return pairs.sort().join(", ") || "Pods sin etiquetas";
}
