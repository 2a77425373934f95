/** APIs that Kubernetes served once, as data: since which minor no more, and what took their place. */

/** The minor that stopped serving an API; `instead` is empty where nothing took its place. */
export interface Removal {
  readonly minor: string;
  readonly instead: string;
}

const RBAC = "ClusterRole ClusterRoleBinding Role RoleBinding";

// From the deprecation guide: https://kubernetes.io/docs/reference/using-api/deprecation-guide/
const GUIDE: readonly (readonly [minor: string, apiVersion: string, instead: string, kinds: string])[] = [
  ["1.16", "extensions/v1beta1", "apps/v1", "DaemonSet Deployment ReplicaSet"],
  ["1.16", "extensions/v1beta1", "networking.k8s.io/v1", "NetworkPolicy"],
  ["1.16", "extensions/v1beta1", "", "PodSecurityPolicy"],
  ["1.16", "apps/v1beta1", "apps/v1", "Deployment StatefulSet"],
  ["1.16", "apps/v1beta2", "apps/v1", "DaemonSet Deployment ReplicaSet StatefulSet"],
  ["1.22", "extensions/v1beta1", "networking.k8s.io/v1", "Ingress"],
  ["1.22", "networking.k8s.io/v1beta1", "networking.k8s.io/v1", "Ingress IngressClass"],
  ["1.22", "rbac.authorization.k8s.io/v1beta1", "rbac.authorization.k8s.io/v1", RBAC],
  ["1.22", "apiextensions.k8s.io/v1beta1", "apiextensions.k8s.io/v1", "CustomResourceDefinition"],
  ["1.22", "scheduling.k8s.io/v1beta1", "scheduling.k8s.io/v1", "PriorityClass"],
  ["1.22", "storage.k8s.io/v1beta1", "storage.k8s.io/v1", "CSIDriver CSINode StorageClass VolumeAttachment"],
  ["1.25", "batch/v1beta1", "batch/v1", "CronJob"],
  ["1.25", "discovery.k8s.io/v1beta1", "discovery.k8s.io/v1", "EndpointSlice"],
  ["1.25", "autoscaling/v2beta1", "autoscaling/v2", "HorizontalPodAutoscaler"],
  ["1.25", "policy/v1beta1", "policy/v1", "PodDisruptionBudget"],
  ["1.25", "policy/v1beta1", "", "PodSecurityPolicy"],
  ["1.26", "autoscaling/v2beta2", "autoscaling/v2", "HorizontalPodAutoscaler"],
];

const REMOVED = new Map<string, Removal>(
  GUIDE.flatMap(([minor, apiVersion, instead, kinds]) =>
    kinds.split(" ").map((kind) => [`${apiVersion}/${kind}`, { minor, instead }] as const),
  ),
);

/** What became of an API; undefined where it was never there, or still is. */
export function removalOf(apiVersion: string, kind: string): Removal | undefined {
  return REMOVED.get(`${apiVersion}/${kind}`);
}
