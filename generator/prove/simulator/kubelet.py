"""The Pods of the store go in; they come out scheduled to a node and running, with addresses."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from typing import Any

from .objects import Object, condition, digest, labels_of, name_of, namespace_of, part, rfc3339
from .store import Store

_UNTAINTED = ("NoSchedule", "NoExecute")
_READY = ("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled")


def run_pods(store: Store) -> None:
    """Schedule what has no node and start what has one; a Pod that fits no node stays pending."""
    nodes = store.items("nodes")
    for pod in store.items("pods", wanted=_is_waiting):
        node = _chosen(store, pod, nodes)
        if node is None:
            pod["status"] = _pending(pod, nodes)
        else:
            pod["spec"]["nodeName"] = name_of(node)
            pod["status"] = _running(store, pod, node)
        store.update("pods", pod)


def _is_waiting(pod: Object) -> bool:
    return str(part(pod, "status.phase", "Pending")) == "Pending"


def tolerates(pod_spec: Mapping[str, Any], node: Object) -> bool:
    """Return whether a Pod may run on the node in spite of its taints."""
    taints = [taint for taint in part(node, "spec.taints", []) if taint["effect"] in _UNTAINTED]
    return all(any(_matches(one, taint) for one in pod_spec.get("tolerations", ())) for taint in taints)


def _matches(toleration: Mapping[str, Any], taint: Mapping[str, Any]) -> bool:
    if toleration.get("effect") not in (None, "", taint["effect"]):
        return False
    if toleration.get("operator") == "Exists":
        return toleration.get("key") in (None, "", taint["key"])
    return bool(toleration.get("key") == taint["key"]) and toleration.get("value", "") == taint.get("value", "")


def _chosen(store: Store, pod: Object, nodes: Iterable[Object]) -> Object | None:
    spec = pod["spec"]
    if spec.get("nodeName"):
        return next((node for node in nodes if name_of(node) == spec["nodeName"]), None)
    fitting = [node for node in nodes if _fits(spec, node)]
    busy = [part(other, "spec.nodeName") for other in store.items("pods")]
    return min(fitting, key=lambda node: (busy.count(name_of(node)), name_of(node)), default=None)


def _fits(spec: Mapping[str, Any], node: Object) -> bool:
    wanted = spec.get("nodeSelector", {})
    return (
        not part(node, "spec.unschedulable", False)
        and all(labels_of(node).get(key) == value for key, value in wanted.items())
        and tolerates(spec, node)
    )


def _pending(pod: Object, nodes: list[Object]) -> Object:
    told = f"0/{len(nodes)} nodes are available."
    scheduled = {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": told}
    return {"phase": "Pending", "qosClass": _quality(pod), "conditions": [scheduled]}


def _running(store: Store, pod: Object, node: Object) -> Object:
    now = rfc3339(store.now)
    address = _address(store, pod, node)
    host = internal_address(node)
    return {
        "conditions": [
            {"lastProbeTime": None, "lastTransitionTime": now, "status": "True", "type": kind} for kind in _READY
        ],
        "containerStatuses": [_container_status(pod, one, now) for one in pod["spec"]["containers"]],
        "hostIP": host,
        "hostIPs": [{"ip": host}],
        "phase": "Running",
        "podIP": address,
        "podIPs": [{"ip": address}],
        "qosClass": _quality(pod),
        "startTime": now,
    }


def _address(store: Store, pod: Object, node: Object) -> str:
    if part(pod, "spec.hostNetwork", False):
        return internal_address(node)
    # .1 is the bridge of the node; host-local hands out the following addresses one after the other.
    network = ipaddress.ip_network(part(node, "spec.podCIDR"))
    return str(network[1 + store.serial(f"address/{name_of(node)}")])


def internal_address(node: Object) -> str:
    """Return the address by which the cluster reaches the node, or an empty text."""
    addresses = part(node, "status.addresses", [])
    return next((one["address"] for one in addresses if one["type"] == "InternalIP"), "")


def _container_status(pod: Object, container: Object, now: str) -> Object:
    image = str(container["image"])
    identity = digest(namespace_of(pod), name_of(pod), container["name"], part(pod, "metadata.uid"))
    registry, _, rest = image.rpartition("/")
    known = f"{registry}/{rest}" if "." in registry else f"docker.io/{registry or 'library'}/{rest}"
    tagged = known if ":" in rest or "@" in rest else f"{known}:latest"
    return {
        "containerID": f"containerd://{identity.hex()}",
        "image": tagged,
        "imageID": f"{known.partition('@')[0].removesuffix(':' + rest.partition(':')[2])}@sha256:{digest(image).hex()}",
        "lastState": {},
        "name": container["name"],
        "ready": True,
        "restartCount": 0,
        "started": True,
        "state": {"running": {"startedAt": now}},
    }


def _quality(pod: Object) -> str:
    resources = [container.get("resources", {}) for container in pod["spec"]["containers"]]
    if not any(entry.get("requests") or entry.get("limits") for entry in resources):
        return "BestEffort"
    complete = all({"cpu", "memory"} <= set(entry.get("limits", ())) for entry in resources)
    equal = all(entry.get("requests", entry.get("limits")) == entry.get("limits") for entry in resources)
    return "Guaranteed" if complete and equal else "Burstable"


def is_ready(pod: Object) -> bool:
    """Return whether a Pod takes traffic."""
    return condition(pod, "Ready") == "True"
