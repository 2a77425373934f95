"""A Kubernetes object in; what the strict schemas of the supported versions say against it out."""

from collections.abc import Iterator

from generator.check.nearest import did_you_mean
from generator.model import KubeObject, Library, SchemaFault, Validator
from generator.problems import Problem

# What programs read from a file and no API serves: there is no schema to hold them against.
FILE_GROUPS = frozenset(
    {
        "apiserver.config.k8s.io",
        "client.authentication.k8s.io",
        "kubeadm.k8s.io",
        "kubelet.config.k8s.io",
        "kubeproxy.config.k8s.io",
        "kubescheduler.config.k8s.io",
        "kustomize.config.k8s.io",
    }
)
FILE_KINDS = frozenset({("v1", "Config"), ("v1", "List")})

# apiVersion, kind: the minor that stopped serving it, and where it went.
REMOVED: dict[tuple[str, str], tuple[str, str]] = {
    ("extensions/v1beta1", "DaemonSet"): ("1.16", "apps/v1"),
    ("extensions/v1beta1", "Deployment"): ("1.16", "apps/v1"),
    ("extensions/v1beta1", "Ingress"): ("1.22", "networking.k8s.io/v1"),
    ("extensions/v1beta1", "NetworkPolicy"): ("1.16", "networking.k8s.io/v1"),
    ("extensions/v1beta1", "ReplicaSet"): ("1.16", "apps/v1"),
    ("apps/v1beta1", "Deployment"): ("1.16", "apps/v1"),
    ("apps/v1beta2", "Deployment"): ("1.16", "apps/v1"),
    ("apps/v1beta2", "DaemonSet"): ("1.16", "apps/v1"),
    ("batch/v1beta1", "CronJob"): ("1.25", "batch/v1"),
    ("discovery.k8s.io/v1beta1", "EndpointSlice"): ("1.25", "discovery.k8s.io/v1"),
    ("networking.k8s.io/v1beta1", "Ingress"): ("1.22", "networking.k8s.io/v1"),
    ("networking.k8s.io/v1beta1", "IngressClass"): ("1.22", "networking.k8s.io/v1"),
    ("policy/v1beta1", "PodDisruptionBudget"): ("1.25", "policy/v1"),
    ("policy/v1beta1", "PodSecurityPolicy"): ("1.25", ""),
    ("rbac.authorization.k8s.io/v1beta1", "Role"): ("1.22", "rbac.authorization.k8s.io/v1"),
    ("rbac.authorization.k8s.io/v1beta1", "RoleBinding"): ("1.22", "rbac.authorization.k8s.io/v1"),
    ("rbac.authorization.k8s.io/v1beta1", "ClusterRole"): ("1.22", "rbac.authorization.k8s.io/v1"),
    ("rbac.authorization.k8s.io/v1beta1", "ClusterRoleBinding"): ("1.22", "rbac.authorization.k8s.io/v1"),
    ("storage.k8s.io/v1beta1", "StorageClass"): ("1.22", "storage.k8s.io/v1"),
}


def check_schema(kube_object: KubeObject, library: Library) -> Iterator[Problem]:
    """Un objeto de Kubernetes cumple el esquema estricto de todas las versiones admitidas.

    Mal:  un Ingress sin pathType
    Bien: pathType: Prefix
    """
    for fault, minors in schema_faults(kube_object, library).items():
        place = kube_object.place(*fault.path)
        message, hint = told(fault)
        concerned = "" if minors == library.minors else f" (Kubernetes {', '.join(minors)})"
        yield Problem(place, "schema", message + concerned, hint)


def schema_faults(kube_object: KubeObject, library: Library) -> dict[SchemaFault, tuple[str, ...]]:
    """Each fault with the minors whose schema finds it; a kind that a minor does not serve is one, in kubectl's words."""
    found: dict[SchemaFault, tuple[str, ...]] = {}
    for validator, minors in _validators(kube_object, library).items():
        for fault in validator(kube_object.value) if validator else (_unknown(kube_object),):
            found[fault] = tuple(sorted((*found.get(fault, ()), *minors)))
    if found.get(_unknown(kube_object)) == library.minors:
        return {}  # `api-removed` tells it better
    return found
