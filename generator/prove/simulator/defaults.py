"""An object as its author wrote it goes in; the same with the values that the server fills in comes out."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from .definitions import Definitions, Schema
from .objects import Object, part
from .resources import Resource

_PROBE = {"failureThreshold": 3, "periodSeconds": 10, "successThreshold": 1, "timeoutSeconds": 1}
_ROLLING = {"rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}, "type": "RollingUpdate"}
_ROLLING_DAEMONS = {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}, "type": "RollingUpdate"}
_ROLLING_STATEFUL = {"rollingUpdate": {"partition": 0}, "type": "RollingUpdate"}


def with_defaults(definitions: Definitions, resource: Resource, item: Object) -> Object:
    """Return a copy with defaults, without the nulls that the server drops."""
    filled: Object = _without_nulls(copy.deepcopy(item))
    schema = definitions.of_kind(resource.api_version, resource.kind)
    if resource.custom:
        completed: Object = _with_schema_defaults(schema or {}, filled)
        return completed
    if resource.plural in _BY_KIND:
        _BY_KIND[resource.plural](filled)
    return filled


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(entry) for key, entry in value.items() if entry is not None}
    return [_without_nulls(entry) for entry in value] if isinstance(value, list) else value


def _with_schema_defaults(schema: Schema, value: Any) -> Any:
    if isinstance(value, list):
        return [_with_schema_defaults(schema.get("items", {}), entry) for entry in value]
    if not isinstance(value, dict):
        return value
    filled = dict(value)
    for name, known in schema.get("properties", {}).items():
        if name not in filled and "default" in known:
            filled[name] = copy.deepcopy(known["default"])
        if name in filled:
            filled[name] = _with_schema_defaults(known, filled[name])
    return filled


def _fill(target: Object, defaults: Mapping[str, Any]) -> None:
    for key, value in defaults.items():
        target.setdefault(key, copy.deepcopy(value))


def _service(item: Object) -> None:
    spec = item.setdefault("spec", {})
    _fill(spec, {"sessionAffinity": "None", "type": "ClusterIP"})
    if spec["sessionAffinity"] == "ClientIP":
        _fill(spec, {"sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 10800}}})
    if spec["type"] != "ExternalName":
        _fill(spec, {"internalTrafficPolicy": "Cluster"})
    if spec["type"] in ("NodePort", "LoadBalancer"):
        _fill(spec, {"externalTrafficPolicy": "Cluster"})
    if spec["type"] == "LoadBalancer":
        _fill(spec, {"allocateLoadBalancerNodePorts": True})
    for port in spec.get("ports", ()):
        _fill(port, {"protocol": "TCP"})
        if "port" in port:
            _fill(port, {"targetPort": port["port"]})
    _fill(item, {"status": {"loadBalancer": {}}})


def _ingress(item: Object) -> None:
    _fill(item, {"status": {"loadBalancer": {}}})


def _network_policy(item: Object) -> None:
    spec = item.setdefault("spec", {})
    _fill(spec, {"podSelector": {}})
    # Egress is only implied by egress rules; Ingress always is.
    _fill(spec, {"policyTypes": ["Ingress", "Egress"] if "egress" in spec else ["Ingress"]})
    for rule in [*spec.get("ingress", ()), *spec.get("egress", ())]:
        for port in rule.get("ports", ()):
            _fill(port, {"protocol": "TCP"})


def _endpoint_slice(item: Object) -> None:
    for port in item.get("ports", ()):
        _fill(port, {"name": "", "protocol": "TCP"})


def _endpoints(item: Object) -> None:
    for subset in item.get("subsets", ()):
        for port in subset.get("ports", ()):
            _fill(port, {"protocol": "TCP"})


def _namespace(item: Object) -> None:
    item["metadata"].setdefault("labels", {})["kubernetes.io/metadata.name"] = item["metadata"].get("name", "")
    _fill(item, {"spec": {"finalizers": ["kubernetes"]}, "status": {"phase": "Active"}})


def _pod(item: Object) -> None:
    _pod_spec(item.setdefault("spec", {}))


def _pod_spec(spec: Object) -> None:
    _fill(
        spec,
        {
            "dnsPolicy": "ClusterFirst",
            "restartPolicy": "Always",
            "schedulerName": "default-scheduler",
            "securityContext": {},
            "terminationGracePeriodSeconds": 30,
        },
    )
    for container in [*spec.get("initContainers", ()), *spec.get("containers", ())]:
        _container(container, on_host=bool(spec.get("hostNetwork")))


def _container(container: Object, *, on_host: bool) -> None:
    image = str(container.get("image", ""))
    tag = image.rpartition("/")[2].partition(":")[2]
    _fill(
        container,
        {
            "imagePullPolicy": "Always" if tag in ("", "latest") and "@" not in image else "IfNotPresent",
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File",
        },
    )
    for port in container.get("ports", ()):
        _fill(port, {"protocol": "TCP"})
        if on_host and "containerPort" in port:
            _fill(port, {"hostPort": port["containerPort"]})
    for name in ("livenessProbe", "readinessProbe", "startupProbe"):
        if name in container:
            _fill(container[name], _PROBE)
            if "httpGet" in container[name]:
                _fill(container[name]["httpGet"], {"path": "/", "scheme": "HTTP"})


def _workload(item: Object) -> Object:
    spec: Object = item.setdefault("spec", {})
    template = spec.setdefault("template", {})
    template.setdefault("metadata", {})
    _pod_spec(template.setdefault("spec", {}))
    return spec


def _deployment(item: Object) -> None:
    spec = _workload(item)
    _fill(spec, {"progressDeadlineSeconds": 600, "replicas": 1, "revisionHistoryLimit": 10, "strategy": {}})
    if part(spec, "strategy.type", "RollingUpdate") == "RollingUpdate":
        _fill(spec["strategy"], _ROLLING)


def _replica_set(item: Object) -> None:
    _fill(_workload(item), {"replicas": 1})


def _daemon_set(item: Object) -> None:
    _fill(_workload(item), {"revisionHistoryLimit": 10, "updateStrategy": _ROLLING_DAEMONS})


def _stateful_set(item: Object) -> None:
    spec = _workload(item)
    retention = {"whenDeleted": "Retain", "whenScaled": "Retain"}
    _fill(spec, {"podManagementPolicy": "OrderedReady", "replicas": 1, "revisionHistoryLimit": 10})
    _fill(spec, {"persistentVolumeClaimRetentionPolicy": retention, "updateStrategy": _ROLLING_STATEFUL})


def _job(item: Object) -> None:
    _fill(_workload(item), {"backoffLimit": 6, "completions": 1, "parallelism": 1, "suspend": False})
    _fill(item["spec"], {"completionMode": "NonIndexed", "manualSelector": False})
    _fill(item["spec"], {"podReplacementPolicy": "TerminatingOrFailed"})


def _cron_job(item: Object) -> None:
    spec = item.setdefault("spec", {})
    _fill(spec, {"concurrencyPolicy": "Allow", "failedJobsHistoryLimit": 1, "successfulJobsHistoryLimit": 3})
    _fill(spec, {"suspend": False})
    _workload(spec.setdefault("jobTemplate", {}))


def _secret(item: Object) -> None:
    _fill(item, {"type": "Opaque"})


_BY_KIND: Mapping[str, Callable[[Object], None]] = {
    "services": _service,
    "ingresses": _ingress,
    "networkpolicies": _network_policy,
    "endpointslices": _endpoint_slice,
    "endpoints": _endpoints,
    "namespaces": _namespace,
    "pods": _pod,
    "deployments": _deployment,
    "replicasets": _replica_set,
    "daemonsets": _daemon_set,
    "statefulsets": _stateful_set,
    "jobs": _job,
    "cronjobs": _cron_job,
    "secrets": _secret,
}
