/** An object in; fields of it that take one of a few values, which no schema lists, and have another out. */

import { type Finding, finding } from "./finding.ts";
import { type ManifestObject, type Path, podPath, type Value } from "./objects.ts";
import { choiceHint, dotted, shown } from "./words.ts";

type Choices = { readonly [field: string]: string };

const PROTOCOLS = "TCP UDP SCTP";
const ACCESS = "ReadWriteOnce ReadOnlyMany ReadWriteMany ReadWriteOncePod";

/** Of a pod, wherever it stands. */
const POD: Choices = {
  "spec.restartPolicy": "Always OnFailure Never",
  "spec.dnsPolicy": "ClusterFirst ClusterFirstWithHostNet Default None",
  "spec.containers.imagePullPolicy": "Always IfNotPresent Never",
  "spec.initContainers.imagePullPolicy": "Always IfNotPresent Never",
  "spec.containers.ports.protocol": PROTOCOLS,
  "spec.initContainers.ports.protocol": PROTOCOLS,
  "spec.tolerations.effect": "NoSchedule PreferNoSchedule NoExecute",
  "spec.topologySpreadConstraints.whenUnsatisfiable": "DoNotSchedule ScheduleAnyway",
};

/** Of each kind, by the path of the field without the numbers of lists. */
const KINDS: { readonly [kind: string]: Choices } = {
  ClusterRoleBinding: { "roleRef.kind": "ClusterRole", "subjects.kind": "User Group ServiceAccount" },
  CronJob: { "spec.concurrencyPolicy": "Allow Forbid Replace" },
  DaemonSet: { "spec.updateStrategy.type": "RollingUpdate OnDelete" },
  Deployment: { "spec.strategy.type": "RollingUpdate Recreate" },
  EndpointSlice: { addressType: "IPv4 IPv6 FQDN", "ports.protocol": PROTOCOLS },
  Ingress: { "spec.rules.http.paths.pathType": "Prefix Exact ImplementationSpecific" },
  LimitRange: { "spec.limits.type": "Container Pod PersistentVolumeClaim" },
  NetworkPolicy: {
    "spec.policyTypes": "Ingress Egress",
    "spec.ingress.ports.protocol": PROTOCOLS,
    "spec.egress.ports.protocol": PROTOCOLS,
  },
  PersistentVolume: {
    "spec.accessModes": ACCESS,
    "spec.persistentVolumeReclaimPolicy": "Retain Delete Recycle",
    "spec.volumeMode": "Filesystem Block",
  },
  PersistentVolumeClaim: { "spec.accessModes": ACCESS, "spec.volumeMode": "Filesystem Block" },
  RoleBinding: { "roleRef.kind": "Role ClusterRole", "subjects.kind": "User Group ServiceAccount" },
  Service: {
    "spec.externalTrafficPolicy": "Cluster Local",
    "spec.internalTrafficPolicy": "Cluster Local",
    "spec.ipFamilies": "IPv4 IPv6",
    "spec.ipFamilyPolicy": "SingleStack PreferDualStack RequireDualStack",
    "spec.ports.protocol": PROTOCOLS,
    "spec.sessionAffinity": "None ClientIP",
    "spec.type": "ClusterIP NodePort LoadBalancer ExternalName",
  },
  StatefulSet: {
    "spec.podManagementPolicy": "OrderedReady Parallel",
    "spec.updateStrategy.type": "RollingUpdate OnDelete",
  },
  StorageClass: { reclaimPolicy: "Delete Retain", volumeBindingMode: "Immediate WaitForFirstConsumer" },
};

/** Every such field of an object of a kind that we know. */
export function checkChoices(one: ManifestObject): readonly Finding[] {
  const pod = podPath(one);
  const asked = [
    ...split(Object.hasOwn(KINDS, one.kind) ? KINDS[one.kind] : undefined, []),
    ...(pod ? split(POD, pod.map(String)) : []),
  ];
  return asked.flatMap(([names, words]) =>
    found(one.value, names, []).flatMap(([path, value]) => {
      const choices = words.split(" ");
      if (typeof value !== "string" || choices.includes(value)) return [];
      const message = `«${dotted(path)}» no puede valer «${shown(value)}»`;
      return [finding(one.valuePlace(path), "object-value", message, choiceHint(value, choices))];
    }),
  );
}

function split(choices: Choices | undefined, before: readonly string[]): readonly (readonly [string[], string])[] {
  return Object.entries(choices ?? {}).map(([name, words]) => [[...before, ...name.split(".")], words]);
}

/** What stands at a path of names, in each item of the lists on the way. */
function found(value: Value | undefined, names: readonly string[], path: Path): readonly (readonly [Path, Value])[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: Value, index) => found(item, names, [...path, index]));
  const [name, ...rest] = names;
  if (name === undefined) return [[path, value]];
  if (typeof value !== "object" || !Object.hasOwn(value, name)) return [];
  return found((value as { readonly [key: string]: Value })[name], rest, [...path, name]);
}
