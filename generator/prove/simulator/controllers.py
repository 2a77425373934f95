"""A store in which something changed goes in; it comes out as the controllers of a cluster would leave it."""

from __future__ import annotations

from .endpoint_controllers import publish_endpoints
from .kubelet import run_pods
from .objects import Object, name_of, part
from .store import Store
from .workload_controllers import report_workloads, run_workloads

_CERTIFICATE = "-----BEGIN CERTIFICATE-----\nsimulador: no es un certificado\n-----END CERTIFICATE-----\n"


def reconcile(store: Store) -> None:
    """Create, run, count and publish all that follows from the objects of the store."""
    for namespace in store.items("namespaces"):
        _furnish(store, name_of(namespace))
    run_workloads(store)
    run_pods(store)
    report_workloads(store)
    publish_endpoints(store)


def _furnish(store: Store, namespace: str) -> None:
    if store.get("serviceaccounts", namespace, "default") is None:
        account = {"apiVersion": "v1", "kind": "ServiceAccount"}
        store.create("serviceaccounts", {**account, "metadata": {"name": "default", "namespace": namespace}})
    if store.get("configmaps", namespace, "kube-root-ca.crt") is None:
        metadata = {"name": "kube-root-ca.crt", "namespace": namespace}
        root = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": {"ca.crt": _CERTIFICATE}}
        store.create("configmaps", root)


def remove_with_dependents(store: Store, kind: str, item: Object, *, orphan: bool = False) -> None:
    """Remove an object and, unless they are to be orphaned, all that it owns or contains."""
    store.remove(kind, item)
    name = name_of(item)
    if kind == "namespaces":
        for other, content in store.in_namespace(name):
            store.remove(other, content)
    if kind == "services":
        store.remove("endpoints", item)
    if kind == "customresourcedefinitions.apiextensions.k8s.io":
        for instance in store.items(name):
            store.remove(name, instance)
    for other, dependent in store.owned_by(str(part(item, "metadata.uid"))):
        if orphan:
            references = dependent["metadata"].pop("ownerReferences")
            kept = [one for one in references if one.get("uid") != part(item, "metadata.uid")]
            store.update(other, {**dependent, "metadata": {**dependent["metadata"], "ownerReferences": kept}})
        else:
            remove_with_dependents(store, other, dependent)
