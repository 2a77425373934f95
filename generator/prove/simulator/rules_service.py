"""A Service goes in; the fields that the API rules refuse come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .failures import FieldFault, bad_value, forbidden, required
from .names import is_address, is_port_name, label_fault, label_faults, subdomain_fault
from .objects import Object, part

PORT_RANGE = "must be between 1 and 65535, inclusive"
PORT_NAME = (
    "must contain only alphanumeric characters (a-z, 0-9), and hyphens (-), at least one letter, no more than 15 "
    "characters, and no hyphens at the ends or side by side"
)
NODE_PORTS = range(30000, 32768)
_OUTSIDE = ("NodePort", "LoadBalancer")


def is_port(value: Any) -> bool:
    """Return whether the value is a port number that can be used."""
    return isinstance(value, int) and 1 <= value <= 65535


def service_faults(item: Object, old: Object | None) -> Iterator[FieldFault]:
    """Yield the faults of the spec of a Service."""
    spec = item.get("spec", {})
    yield from label_faults("spec.selector", spec.get("selector", {}))
    if spec.get("type") == "ExternalName":
        yield from _external_name_faults(spec)
        return
    if not spec.get("ports") and spec.get("clusterIP") != "None":
        yield required("spec.ports")
    yield from _port_list_faults(spec.get("ports", []))
    for index, port in enumerate(spec.get("ports", ())):
        yield from _port_faults(f"spec.ports[{index}]", port, spec)
    if spec.get("clusterIP") not in (None, "", "None") and not is_address(spec["clusterIP"]):
        told = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
        yield bad_value("spec.clusterIPs[0]", spec["clusterIP"], told)
    if spec.get("externalTrafficPolicy") and spec.get("type") not in _OUTSIDE:
        told = "may only be set for externally-accessible services"
        yield bad_value("spec.externalTrafficPolicy", spec["externalTrafficPolicy"], told)
    yield from _change_faults(spec, part(old or {}, "spec", {}))


def _external_name_faults(spec: Object) -> Iterator[FieldFault]:
    name = str(spec.get("externalName", "")).removesuffix(".")
    if not name:
        yield required("spec.externalName")
    elif fault := subdomain_fault(name):
        yield bad_value("spec.externalName", name, fault)


def _port_list_faults(ports: list[Object]) -> Iterator[FieldFault]:
    names: set[str] = set()
    numbers: set[tuple[Any, Any]] = set()
    for index, port in enumerate(ports):
        name = port.get("name", "")
        if not name and len(ports) > 1:
            yield required(f"spec.ports[{index}].name")
        elif name and name in names:
            yield _doubled(f"spec.ports[{index}].name", f'"{name}"')
        names.add(name)
        number = (port.get("protocol"), port.get("port"))
        if number in numbers:
            yield _doubled(f"spec.ports[{index}]", f'{{"protocol":"{number[0]}","port":{number[1]}}}')
        numbers.add(number)


def _doubled(field: str, shown: str) -> FieldFault:
    return FieldFault(field, "FieldValueDuplicate", f"Duplicate value: {shown}")


def _port_faults(field: str, port: Object, spec: Object) -> Iterator[FieldFault]:
    if port.get("name") and (fault := label_fault(port["name"])):
        yield bad_value(f"{field}.name", port["name"], fault)
    if not is_port(port.get("port", 0)):
        yield bad_value(f"{field}.port", port.get("port", 0), PORT_RANGE)
    target = port.get("targetPort")
    if isinstance(target, int) and not is_port(target):
        yield bad_value(f"{field}.targetPort", target, PORT_RANGE)
    if isinstance(target, str) and not is_port_name(target):
        yield bad_value(f"{field}.targetPort", target, PORT_NAME)
    node_port = port.get("nodePort")
    if node_port and spec.get("type") not in _OUTSIDE:
        yield forbidden(f"{field}.nodePort", f"may not be used when `type` is '{spec.get('type')}'")
    elif node_port and node_port not in NODE_PORTS:
        told = "provided port is not in the valid range. The range of valid ports is 30000-32767"
        yield bad_value(f"{field}.nodePort", node_port, told)


def _change_faults(spec: Object, old: Object) -> Iterator[FieldFault]:
    before, now = old.get("clusterIP"), spec.get("clusterIP")
    if before and now and before != now and old.get("type") != "ExternalName":
        yield bad_value("spec.clusterIPs[0]", [now], "may not change once set")
