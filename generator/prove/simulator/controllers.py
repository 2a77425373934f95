"""A store in which something changed goes in; it comes out as the controllers of a cluster would leave it."""

from __future__ import annotations

from .allocation import publish_addresses
from .endpoint_controllers import publish_endpoints
from .kubelet import run_pods
from .objects import Object, name_of, namespace_of, part, rfc3339
from .store import Store
from .workload_controllers import report_workloads, run_workloads

CRDS = "customresourcedefinitions.apiextensions.k8s.io"
_ACCEPTED = (
    {"type": "NamesAccepted", "reason": "NoConflicts", "message": "no conflicts found"},
    {
        "type": "Established",
        "reason": "InitialNamesAccepted",
        "message": "the initial names have been accepted",
    },
)
_CERTIFICATE = "-----BEGIN CERTIFICATE-----\nsimulador: no es un certificado\n-----END CERTIFICATE-----\n"


def reconcile(store: Store) -> None:
    """Create, run, count and publish all that follows from the objects of the store."""
    for definition in store.items(CRDS):
        _establish(store, definition)
    for namespace in store.items("namespaces"):
        _furnish(store, name_of(namespace))
    run_workloads(store)
    run_pods(store)
    report_workloads(store)
    publish_endpoints(store)
    publish_addresses(store)


def _establish(store: Store, definition: Object) -> None:
    if not part(definition, "status.conditions"):
        stored = [version["name"] for version in definition["spec"]["versions"] if version.get("storage")]
        now = rfc3339(store.now)
        conditions = [{**condition, "status": "True", "lastTransitionTime": now} for condition in _ACCEPTED]
        names = definition["spec"]["names"]
        definition["status"] = {"acceptedNames": names, "conditions": conditions, "storedVersions": stored}
        store.update(CRDS, definition)


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
    elif (kind, namespace_of(item), name) == ("services", "default", "kubernetes"):
        # The API server publishes itself and brings its Service back.
        store.create(kind, item)
    elif kind == "services":
        store.remove("endpoints", item)
    elif kind == CRDS:
        for instance in store.items(name):
            store.remove(name, instance)
    for other, dependent in store.owned_by(str(part(item, "metadata.uid"))):
        if orphan:
            references = dependent["metadata"].pop("ownerReferences")
            kept = [one for one in references if one.get("uid") != part(item, "metadata.uid")]
            store.update(other, {**dependent, "metadata": {**dependent["metadata"], "ownerReferences": kept}})
        else:
            remove_with_dependents(store, other, dependent)
