"""Deployments, ReplicaSets, DaemonSets and StatefulSets go in; the objects that they ask for come out."""

from __future__ import annotations

import copy
from typing import Any

from .admission import admit
from .kubelet import is_ready, tolerates
from .objects import (
    Object,
    annotations_of,
    generated_hash,
    generated_suffix,
    labels_of,
    name_of,
    namespace_of,
    owner_reference,
    owner_uids,
    part,
    rfc3339,
)
from .resources import Resource, built_in_resources
from .store import Store

_REVISION = "deployment.kubernetes.io/revision"
_HASH = "pod-template-hash"
_GENERATION = "pod-template-generation"
DEPLOYMENTS, REPLICA_SETS = "deployments.apps", "replicasets.apps"
DAEMON_SETS, STATEFUL_SETS = "daemonsets.apps", "statefulsets.apps"


def run_workloads(store: Store) -> None:
    """Create and remove ReplicaSets and Pods until they are as the workloads ask."""
    for deployment in store.items(DEPLOYMENTS):
        _roll_out(store, deployment)
    for replica_set in store.items(REPLICA_SETS):
        _scale(store, replica_set)
    for daemon_set in store.items(DAEMON_SETS):
        _spread(store, daemon_set)
    for stateful_set in store.items(STATEFUL_SETS):
        _number(store, stateful_set)


def owned(store: Store, kind: str, owner: Object) -> list[Object]:
    """Return the objects of a kind that belong to the owner."""
    uid = str(part(owner, "metadata.uid"))
    return store.items(kind, namespace_of(owner), lambda item: uid in owner_uids(item))


def _roll_out(store: Store, deployment: Object) -> None:
    replica_sets = owned(store, REPLICA_SETS, deployment)
    template = deployment["spec"]["template"]
    current = next((one for one in replica_sets if _plain(one["spec"]["template"]) == template), None)
    newest = max((_revision(one) for one in replica_sets), default=0)
    if current is None:
        newest += 1
        current = _new_replica_set(store, deployment, newest)
    elif _revision(current) < newest:
        # Going back makes the old template the newest revision.
        newest += 1
        current["metadata"]["annotations"] = {**annotations_of(current), _REVISION: str(newest)}
    for other in replica_sets:
        if name_of(other) != name_of(current):
            other["spec"]["replicas"] = 0
            store.update(REPLICA_SETS, other)
    current["spec"]["replicas"] = deployment["spec"]["replicas"]
    store.update(REPLICA_SETS, current)
    deployment["metadata"]["annotations"] = {**annotations_of(deployment), _REVISION: str(newest)}
    store.update(DEPLOYMENTS, deployment)


def _revision(replica_set: Object) -> int:
    return int(annotations_of(replica_set).get(_REVISION, "0"))


def _plain(template: Object) -> Object:
    plain = copy.deepcopy(template)
    plain["metadata"]["labels"] = {k: v for k, v in labels_of(template).items() if k != _HASH}
    return plain


def _new_replica_set(store: Store, deployment: Object, revision: int) -> Object:
    # The hash does not depend on the template, in which `rollout restart` writes the time of day.
    suffix = generated_hash(namespace_of(deployment), name_of(deployment), revision)
    template = copy.deepcopy(deployment["spec"]["template"])
    template["metadata"]["labels"] = {**labels_of(template), _HASH: suffix}
    selector = copy.deepcopy(deployment["spec"]["selector"])
    selector.setdefault("matchLabels", {})[_HASH] = suffix
    return store.create(
        REPLICA_SETS,
        {
            "apiVersion": "apps/v1",
            "kind": "ReplicaSet",
            "metadata": {
                "name": f"{name_of(deployment)}-{suffix}",
                "namespace": namespace_of(deployment),
                "labels": labels_of(template),
                "annotations": {_REVISION: str(revision)},
                "generation": 1,
                "ownerReferences": [owner_reference(deployment)],
            },
            "spec": {"replicas": 0, "selector": selector, "template": template},
        },
    )


def _scale(store: Store, replica_set: Object) -> None:
    pods = owned(store, "pods", replica_set)
    wanted = replica_set["spec"]["replicas"]
    for surplus in pods[wanted:]:
        store.remove("pods", surplus)
    for _ in range(wanted - len(pods)):
        serial = store.serial(f"pods of {part(replica_set, 'metadata.uid')}")
        suffix = generated_suffix(5, namespace_of(replica_set), name_of(replica_set), serial)
        new_pod(store, replica_set, f"{name_of(replica_set)}-{suffix}", {}, {})


def _spread(store: Store, daemon_set: Object) -> None:
    template = part(daemon_set, "spec.template.spec", {})
    wanted = {name_of(node) for node in store.items("nodes") if tolerates(template, node)}
    pods = owned(store, "pods", daemon_set)
    generation = str(part(daemon_set, "metadata.generation", 1))
    kept = set()
    for pod in pods:
        node = str(part(pod, "spec.nodeName"))
        if node in wanted and labels_of(pod).get(_GENERATION) == generation:
            kept.add(node)
        else:
            store.remove("pods", pod)
    revision = generated_hash(name_of(daemon_set), generation)
    for node in sorted(wanted - kept):
        serial = store.serial(f"pods of {part(daemon_set, 'metadata.uid')}")
        suffix = generated_suffix(5, namespace_of(daemon_set), name_of(daemon_set), serial)
        extra = {"controller-revision-hash": revision, _GENERATION: generation}
        new_pod(store, daemon_set, f"{name_of(daemon_set)}-{suffix}", extra, {"nodeName": node})


def _number(store: Store, stateful_set: Object) -> None:
    name, wanted = name_of(stateful_set), stateful_set["spec"]["replicas"]
    pods = {name_of(pod): pod for pod in owned(store, "pods", stateful_set)}
    for index in range(wanted, len(pods)):
        store.remove("pods", pods[f"{name}-{index}"])
    for index in range(wanted):
        own = f"{name}-{index}"
        if own not in pods:
            labels = {"apps.kubernetes.io/pod-index": str(index), "statefulset.kubernetes.io/pod-name": own}
            place = {"hostname": own, "subdomain": part(stateful_set, "spec.serviceName", "")}
            new_pod(store, stateful_set, own, labels, place)


def new_pod(store: Store, owner: Object, name: str, labels: dict[str, str], spec: Object) -> Object:
    """Create a Pod from the template of its owner, with some labels and fields of the spec besides."""
    template = copy.deepcopy(owner["spec"]["template"])
    metadata: dict[str, Any] = {**template["metadata"], "name": name, "namespace": namespace_of(owner)}
    metadata["labels"] = {**labels_of(template), **labels}
    metadata["generateName"] = f"{name_of(owner)}-"
    metadata["ownerReferences"] = [owner_reference(owner)]
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": {**template["spec"], **spec}}
    admit(store, _pod_resource(), pod)
    return store.create("pods", pod)


def _pod_resource() -> Resource:
    return next(resource for resource in built_in_resources() if resource.kind == "Pod")


def report_workloads(store: Store) -> None:
    """Write into each workload's status how many of its Pods run."""
    for kind in (REPLICA_SETS, DAEMON_SETS, STATEFUL_SETS):
        for item in store.items(kind):
            item["status"] = _status(kind, item, owned(store, "pods", item))
            store.update(kind, item)
    for deployment in store.items(DEPLOYMENTS):
        current = max(owned(store, REPLICA_SETS, deployment), key=_revision)
        _report_deployment(store, deployment, current)


def _status(kind: str, item: Object, pods: list[Object]) -> Object:
    total, ready = len(pods), sum(map(is_ready, pods))
    told: Object = {"observedGeneration": part(item, "metadata.generation", 1)}
    if kind == DAEMON_SETS:
        numbers = {"currentNumberScheduled": total, "desiredNumberScheduled": total, "numberReady": ready}
        running = {"numberAvailable": ready, "updatedNumberScheduled": total, "numberMisscheduled": 0}
        return {**told, **numbers, **running}
    told |= {"replicas": total, "fullyLabeledReplicas": total, "readyReplicas": ready, "availableReplicas": ready}
    if kind == STATEFUL_SETS:
        revision = f"{name_of(item)}-{generated_hash(name_of(item))}"
        told |= {"currentReplicas": total, "updatedReplicas": total, "collisionCount": 0}
        told |= {"currentRevision": revision, "updateRevision": revision}
        del told["fullyLabeledReplicas"]
    return {key: value for key, value in told.items() if value or key == "replicas"}


def _report_deployment(store: Store, deployment: Object, current: Object) -> None:
    counts = current["status"]
    wanted, ready = deployment["spec"]["replicas"], counts.get("readyReplicas", 0)
    status: Object = {"observedGeneration": part(deployment, "metadata.generation", 1)}
    numbers = {"replicas": counts["replicas"], "updatedReplicas": counts["replicas"]}
    numbers |= {"readyReplicas": ready, "availableReplicas": ready, "unavailableReplicas": wanted - ready}
    status |= {key: value for key, value in numbers.items() if value}
    progressed = f'ReplicaSet "{name_of(current)}" has successfully progressed.'
    available = ready >= wanted
    reason = "MinimumReplicasAvailable" if available else "MinimumReplicasUnavailable"
    told = f"Deployment {'has' if available else 'does not have'} minimum availability."
    status["conditions"] = [
        _condition(store, deployment, "Available", str(available), reason, told),
        _condition(store, deployment, "Progressing", "True", "NewReplicaSetAvailable", progressed),
    ]
    deployment["status"] = status
    store.update(DEPLOYMENTS, deployment)


def _condition(store: Store, item: Object, kind: str, status: str, reason: str, message: str) -> Object:
    told = {"type": kind, "status": status, "reason": reason, "message": message}
    before: Object = next((one for one in part(item, "status.conditions", []) if one["type"] == kind), {})
    now = rfc3339(store.now)
    changed = before.get("lastTransitionTime", now) if before.get("status") == status else now
    updated = before.get("lastUpdateTime", now) if before.get("message") == message else now
    return {**told, "lastTransitionTime": changed, "lastUpdateTime": updated}
