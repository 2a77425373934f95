"""Nothing goes in; the columns of Pods, nodes, namespaces and other core kinds come out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from .cells import AGE, CREATED_AT_COLUMNS, NAME, NONE, Column, at, column, count
from .objects import Object, age, condition, labels_of, name_of, part

_ROLE = "node-role.kubernetes.io/"


def _ready(pod: Object) -> str:
    statuses = part(pod, "status.containerStatuses", [])
    return f"{sum(one.get('ready', False) for one in statuses)}/{len(part(pod, 'spec.containers', []))}"


def _pod_status(pod: Object) -> str:
    if part(pod, "metadata.deletionTimestamp"):
        return "Terminating"
    for status in part(pod, "status.containerStatuses", []):
        reason = part(status, "state.waiting.reason") or part(status, "state.terminated.reason")
        if reason:
            return str(reason)
    return str(part(pod, "status.reason") or part(pod, "status.phase", "Unknown"))


def _restarts(pod: Object, now: datetime) -> str:
    statuses = part(pod, "status.containerStatuses", [])
    total = sum(one.get("restartCount", 0) for one in statuses)
    last = max((part(one, "lastState.terminated.finishedAt", "") for one in statuses), default="")
    return f"{total} ({age(last, now)} ago)" if total and last else str(total)


def _node_status(node: Object) -> str:
    status = {"True": "Ready", "False": "NotReady"}.get(condition(node, "Ready"), "Unknown")
    return f"{status},SchedulingDisabled" if part(node, "spec.unschedulable", False) else status


def _roles(node: Object) -> str:
    roles = sorted(key.removeprefix(_ROLE) for key in labels_of(node) if key.startswith(_ROLE))
    return ",".join(roles) or NONE


def _address(kind: str) -> Column:
    def found(node: Object) -> str:
        addresses = part(node, "status.addresses", [])
        return next((str(one["address"]) for one in addresses if one["type"] == kind), NONE)

    return column("External-IP" if kind == "ExternalIP" else "Internal-IP", found, wide=True)


def _info(name: str, key: str) -> Column:
    return column(name, at(f"status.nodeInfo.{key}", "<unknown>"), wide=True)


def _involved(event: Object) -> str:
    return f"{part(event, 'involvedObject.kind', '').lower()}/{part(event, 'involvedObject.name', '')}"


def _source(event: Object) -> str:
    parts = [part(event, "source.component", ""), part(event, "source.host", "")]
    return ", ".join(filter(None, parts)) or str(part(event, "reportingComponent", ""))


def _seen(key: str) -> Column:
    name = "Last Seen" if key == "lastTimestamp" else "First Seen"
    return Column(name, lambda event, now: age(part(event, key), now), wide=key == "firstTimestamp")


def _health_told(item: Object) -> Object:
    return next((one for one in part(item, "conditions", []) if one["type"] == "Healthy"), {})


def _health(item: Object) -> str:
    return "Healthy" if _health_told(item).get("status") == "True" else "Unhealthy"


_SUBJECT_KINDS = (("Users", "User"), ("Groups", "Group"), ("ServiceAccounts", "ServiceAccount"))


def _subjects(name: str, kind: str) -> Column:
    def joined(binding: Object) -> str:
        subjects = [one for one in part(binding, "subjects", []) if one["kind"] == kind]
        names = [f"{one['namespace']}/{one['name']}" if "namespace" in one else one["name"] for one in subjects]
        return ", ".join(names)

    return column(name, joined, wide=True)


def _role(binding: Object) -> str:
    return f"{part(binding, 'roleRef.kind')}/{part(binding, 'roleRef.name')}"


_BINDING = (NAME, column("Role", _role), AGE, *(_subjects(name, kind) for name, kind in _SUBJECT_KINDS))

CORE_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "pods": (
        NAME,
        column("Ready", _ready),
        column("Status", _pod_status),
        Column("Restarts", _restarts),
        AGE,
        column("IP", at("status.podIP"), wide=True),
        column("Node", at("spec.nodeName"), wide=True),
        column("Nominated Node", at("status.nominatedNodeName"), wide=True),
        column("Readiness Gates", lambda _: NONE, wide=True),
    ),
    "nodes": (
        NAME,
        column("Status", _node_status),
        column("Roles", _roles),
        AGE,
        column("Version", at("status.nodeInfo.kubeletVersion")),
        _address("InternalIP"),
        _address("ExternalIP"),
        _info("OS-Image", "osImage"),
        _info("Kernel-Version", "kernelVersion"),
        _info("Container-Runtime", "containerRuntimeVersion"),
    ),
    "namespaces": (NAME, column("Status", at("status.phase")), AGE),
    "events": (
        _seen("lastTimestamp"),
        column("Type", at("type", "")),
        column("Reason", at("reason", "")),
        column("Object", _involved),
        column("Subobject", at("involvedObject.fieldPath", ""), wide=True),
        column("Source", _source, wide=True),
        column("Message", lambda event: str(part(event, "message", "")).strip()),
        _seen("firstTimestamp"),
        column("Count", at("count", 1), wide=True),
        column("Name", name_of, wide=True),
    ),
    "configmaps": (
        NAME,
        column("Data", lambda item: count("data")(item) + count("binaryData")(item)),
        AGE,
    ),
    "secrets": (NAME, column("Type", at("type", "")), column("Data", count("data")), AGE),
    "serviceaccounts": (NAME, column("Secrets", count("secrets")), AGE),
    "roles": CREATED_AT_COLUMNS,
    "clusterroles": CREATED_AT_COLUMNS,
    "rolebindings": _BINDING,
    "clusterrolebindings": _BINDING,
    "customresourcedefinitions": CREATED_AT_COLUMNS,
    "componentstatuses": (
        NAME,
        column("Status", _health),
        column("Message", lambda item: _health_told(item).get("message", "")),
        column("Error", lambda item: _health_told(item).get("error", "")),
    ),
    "leases": (NAME, column("Holder", at("spec.holderIdentity", "")), AGE),
    "priorityclasses": (
        NAME,
        column("Value", at("value", 0), kind="integer"),
        column("Global-Default", at("globalDefault", False), kind="boolean"),
        AGE,
        column("PreemptionPolicy", at("preemptionPolicy", "PreemptLowerPriority")),
    ),
}
