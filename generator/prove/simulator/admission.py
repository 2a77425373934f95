"""A new object goes in; the same with what the admission plugins of a kubeadm cluster add to it comes out."""

from __future__ import annotations

from .failures import ApiError, not_found
from .objects import Object, annotations_of, generated_suffix, name_of, namespace_of, part
from .resources import Resource
from .rules_network import CLASS_ANNOTATION
from .store import Store

_DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class"
_TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount"
# What a kubelet shows of a Pod that it starts from a file has no account.
_MIRROR = "kubernetes.io/config.mirror"
_NOT_READY = "node.kubernetes.io/not-ready"
_UNREACHABLE = "node.kubernetes.io/unreachable"


def admit(store: Store, resource: Resource, item: Object) -> None:
    """Complete a new object in place; one for a namespace that does not exist is refused."""
    if resource.namespaced:
        _check_namespace(store, item)
    if resource.plural == "pods":
        _complete_pod(item)
    if resource.plural == "ingresses":
        _choose_class(store, item)


def _check_namespace(store: Store, item: Object) -> None:
    namespace = namespace_of(item)
    found = store.get("namespaces", "", namespace)
    if found is None:
        raise not_found("namespaces", namespace)
    if part(found, "status.phase") == "Terminating":
        told = f"unable to create new content in namespace {namespace} because it is being terminated"
        raise ApiError(403, told)


def _complete_pod(item: Object) -> None:
    spec = item["spec"]
    if _MIRROR not in annotations_of(item):
        spec.setdefault("serviceAccountName", "default")
        spec["serviceAccount"] = spec["serviceAccountName"]
    spec.setdefault("enableServiceLinks", True)
    spec.setdefault("preemptionPolicy", "PreemptLowerPriority")
    spec.setdefault("priority", 0)
    for key in (_NOT_READY, _UNREACHABLE):
        tolerations = spec.setdefault("tolerations", [])
        if not any(entry.get("key") in (key, None) for entry in tolerations):
            tolerations.append({"effect": "NoExecute", "key": key, "operator": "Exists", "tolerationSeconds": 300})
    if "serviceAccountName" in spec and spec.get("automountServiceAccountToken", True):
        _mount_token(item)


def _mount_token(item: Object) -> None:
    spec = item["spec"]
    name = f"kube-api-access-{generated_suffix(5, 'token', namespace_of(item), name_of(item))}"
    volumes = spec.setdefault("volumes", [])
    if any(volume["name"].startswith("kube-api-access-") for volume in volumes):
        return
    sources: list[Object] = [
        {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
        {"configMap": {"items": [{"key": "ca.crt", "path": "ca.crt"}], "name": "kube-root-ca.crt"}},
        {
            "downwardAPI": {
                "items": [{"fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.namespace"}, "path": "namespace"}]
            }
        },
    ]
    volumes.append({"name": name, "projected": {"defaultMode": 420, "sources": sources}})
    for container in [*spec.get("initContainers", ()), *spec["containers"]]:
        mounts = container.setdefault("volumeMounts", [])
        mounts.append({"mountPath": _TOKEN_PATH, "name": name, "readOnly": True})


def _choose_class(store: Store, item: Object) -> None:
    if part(item, "spec.ingressClassName") or CLASS_ANNOTATION in annotations_of(item):
        return
    classes = store.items("ingressclasses.networking.k8s.io")
    chosen = [name_of(one) for one in classes if annotations_of(one).get(_DEFAULT_CLASS) == "true"]
    if chosen:
        item["spec"]["ingressClassName"] = chosen[0]
