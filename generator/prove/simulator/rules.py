"""A new object and the one that it replaces go in; every field that the API rules refuse comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .definitions import Definitions, Schema, reference
from .failures import FieldFault, invalid, not_supported, required
from .names import metadata_faults
from .objects import Object, name_of
from .resources import Resource
from .rules_custom import custom_faults
from .rules_network import ingress_class_faults, ingress_faults, network_policy_faults
from .rules_service import service_faults
from .rules_workload import pod_faults, workload_faults

Rule = Callable[[Object, Object | None], Iterator[FieldFault]]

_BY_KIND: Mapping[str, tuple[Rule, ...]] = {
    "services": (service_faults,),
    "ingresses": (ingress_faults,),
    "ingressclasses": (ingress_class_faults,),
    "networkpolicies": (network_policy_faults,),
    "pods": (pod_faults,),
    "deployments": (workload_faults,),
    "replicasets": (workload_faults,),
    "daemonsets": (workload_faults,),
    "statefulsets": (workload_faults,),
}
# What the server says beside "Required value".
_DETAILS: Mapping[tuple[str, str], str] = {
    ("HTTPIngressPath", "pathType"): "pathType must be specified",
}
# Required in the schema, but filled in or told in other words by the server.
_TOLD_ELSEWHERE = {
    ("EndpointSlice", "endpoints"),
    ("HTTPIngressPath", "backend"),
    ("RoleRef", "apiGroup"),
    ("ServicePort", "port"),
}
# Filled in by the server's controllers, so nobody has to complete it.
_NOT_AUTHORED = ("metadata", "status")


def check_rules(definitions: Definitions, resource: Resource, item: Object, old: Object | None) -> None:
    """Refuse the object with all faults at once, as the server does; `old` is None for a new one."""
    faults = list(metadata_faults(resource, item))
    schema = definitions.of_kind(resource.api_version, resource.kind) or {}
    if resource.custom:
        faults += custom_faults(schema, item)
    else:
        faults += _schema_faults(definitions, schema, item, "", resource.kind)
        for rule in _BY_KIND.get(resource.plural, ()):
            faults += rule(item, old)
    if faults:
        raise invalid(resource.kind, resource.group, name_of(item), _each_once(faults))


def _each_once(faults: list[FieldFault]) -> list[FieldFault]:
    return list(dict.fromkeys(faults))


def _schema_faults(
    definitions: Definitions, schema: Schema, value: Any, path: str, struct: str
) -> Iterator[FieldFault]:
    known = definitions.resolve(schema)
    struct = reference(schema).rpartition(".")[2] or struct
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _schema_faults(definitions, known.get("items", {}), entry, f"{path}[{index}]", struct)
    elif isinstance(value, dict):
        for name, known_field in known.get("properties", {}).items():
            field = f"{path}.{name}" if path else name
            if not path and name in _NOT_AUTHORED:
                continue
            if name in known.get("required", ()) and value.get(name) in (None, "", []):
                if (struct, name) not in _TOLD_ELSEWHERE:
                    yield required(field, _DETAILS.get((struct, name), ""))
            elif value.get(name) is not None:
                yield from _schema_faults(definitions, known_field, value[name], field, struct)
    elif path and value not in known.get("enum", (value,)):
        yield not_supported(path, value, known["enum"])
