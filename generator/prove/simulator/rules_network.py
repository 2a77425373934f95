"""An Ingress, IngressClass or NetworkPolicy goes in; the fields that the API rules refuse come out."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any

from .failures import FieldFault, bad_value, forbidden, required
from .names import host_fault, is_address, is_port_name, label_fault, subdomain_fault
from .objects import Object, annotations_of, part
from .rules_service import PORT_NAME, PORT_RANGE, is_port

CLASS_ANNOTATION = "kubernetes.io/ingress.class"
_NOT_IN_PATHS = ("//", "/./", "/../", "%2f", "%2F")
_NOT_AT_END = ("/..", "/.")


def ingress_faults(item: Object, old: Object | None) -> Iterator[FieldFault]:
    """Yield the faults of the spec of an Ingress."""
    spec = item.get("spec", {})
    annotated = annotations_of(item).get(CLASS_ANNOTATION)
    if annotated and spec.get("ingressClassName") and old is None:
        told = "can not be set when the class field is also set"
        yield bad_value(f"annotations.{CLASS_ANNOTATION}", annotated, told)
    if not spec.get("rules") and not spec.get("defaultBackend"):
        yield bad_value("spec", None, "either `defaultBackend` or `rules` must be specified")
    if spec.get("defaultBackend"):
        yield from _backend_faults("spec.defaultBackend", spec["defaultBackend"])
    for index, rule in enumerate(spec.get("rules", ())):
        yield from _rule_faults(f"spec.rules[{index}]", rule)
    for index, tls in enumerate(spec.get("tls", ())):
        for at, host in enumerate(tls.get("hosts", ())):
            yield from _host_faults(f"spec.tls[{index}].hosts[{at}]", host)
    if spec.get("ingressClassName") and (fault := subdomain_fault(spec["ingressClassName"])):
        yield bad_value("spec.ingressClassName", spec["ingressClassName"], fault)


def _rule_faults(field: str, rule: Object) -> Iterator[FieldFault]:
    if rule.get("host"):
        yield from _host_faults(f"{field}.host", rule["host"])
    for index, path in enumerate(part(rule, "http.paths", [])):
        yield from _path_faults(f"{field}.http.paths[{index}]", path)


def _host_faults(field: str, host: str) -> Iterator[FieldFault]:
    if is_address(host):
        yield bad_value(field, host, "must be a DNS name, not an IP address")
    elif fault := host_fault(host):
        yield bad_value(field, host, fault)


def _path_faults(field: str, path: Object) -> Iterator[FieldFault]:
    text, kind = str(path.get("path", "")), path.get("pathType")
    if not text.startswith("/") and (text or kind != "ImplementationSpecific"):
        yield bad_value(f"{field}.path", text, "must be an absolute path")
    if kind in ("Exact", "Prefix"):
        for bad in _NOT_IN_PATHS:
            if bad in text:
                yield bad_value(f"{field}.path", text, f"must not contain '{bad}'")
        for bad in _NOT_AT_END:
            if text.endswith(bad):
                yield bad_value(f"{field}.path", text, f"cannot end with '{bad}'")
    yield from _backend_faults(f"{field}.backend", path.get("backend") or {})


def _backend_faults(field: str, backend: Object) -> Iterator[FieldFault]:
    service = backend.get("service")
    if service and backend.get("resource"):
        yield bad_value(field, "", "cannot set both resource and service backends")
    elif service:
        yield from _service_backend_faults(field, service)
    elif not backend.get("resource"):
        yield bad_value(field, "", "resource or service backend is required")


def _service_backend_faults(field: str, service: Object) -> Iterator[FieldFault]:
    name, port = str(service.get("name", "")), service.get("port") or {}
    if name and (fault := label_fault(name)):
        yield bad_value(f"{field}.service.name", name, fault)
    if port.get("name") and port.get("number"):
        yield bad_value(field, "", "cannot set both port name & port number")
    elif port.get("name"):
        if not is_port_name(port["name"]):
            yield bad_value(f"{field}.service.port.name", port["name"], PORT_NAME)
    elif port.get("number"):
        if not is_port(port["number"]):
            yield bad_value(f"{field}.service.port.number", port["number"], PORT_RANGE)
    else:
        yield required(field, "port name or number is required")


def ingress_class_faults(item: Object, old: Object | None) -> Iterator[FieldFault]:
    """Yield the faults of an IngressClass: its controller cannot be left out or changed."""
    controller = part(item, "spec.controller", "")
    if not controller:
        yield required("spec.controller")
    elif "/" not in controller:
        yield bad_value("spec.controller", controller, 'must be a domain-prefixed path (such as "acme.io/foo")')
    if old is not None and part(old, "spec.controller") != controller:
        yield bad_value("spec.controller", controller, "field is immutable")


def network_policy_faults(item: Object, _: Object | None) -> Iterator[FieldFault]:
    """Yield the faults of the spec of a NetworkPolicy."""
    spec = item.get("spec", {})
    if len(spec.get("policyTypes", ())) > 2:
        told = "may not specify more than two policyTypes"
        yield bad_value("spec.policyTypes", spec["policyTypes"], told)
    for direction, peers in (("ingress", "from"), ("egress", "to")):
        for index, rule in enumerate(spec.get(direction, ())):
            field = f"spec.{direction}[{index}]"
            for at, port in enumerate(rule.get("ports", ())):
                yield from _policy_port_faults(f"{field}.ports[{at}]", port)
            for at, peer in enumerate(rule.get(peers, ())):
                yield from _peer_faults(f"{field}.{peers}[{at}]", peer)


def _policy_port_faults(field: str, port: Object) -> Iterator[FieldFault]:
    number, end = port.get("port"), port.get("endPort")
    if isinstance(number, int) and not is_port(number):
        yield bad_value(f"{field}.port", number, PORT_RANGE)
    if isinstance(number, str) and not is_port_name(number):
        yield bad_value(f"{field}.port", number, PORT_NAME)
    if end is None:
        return
    if number is None or isinstance(number, str):
        yield bad_value(f"{field}.endPort", end, "may not be specified when `port` is non-numeric")
    elif end < number:
        yield bad_value(f"{field}.endPort", end, "must be greater than or equal to `port`")


def _peer_faults(field: str, peer: Object) -> Iterator[FieldFault]:
    kinds = [name for name in ("podSelector", "namespaceSelector", "ipBlock") if peer.get(name) is not None]
    if not kinds:
        yield required(field, "must specify a peer")
    elif "ipBlock" in kinds and len(kinds) > 1:
        yield forbidden(field, "may not specify both ipBlock and another peer")
    if "ipBlock" in kinds:
        yield from _block_faults(f"{field}.ipBlock", peer["ipBlock"])


def _block_faults(field: str, block: Object) -> Iterator[FieldFault]:
    told = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"
    whole = _network(block.get("cidr"))
    if whole is None and block.get("cidr"):
        yield bad_value(f"{field}.cidr", block["cidr"], told)
    for index, text in enumerate(block.get("except", ())):
        hole = _network(text)
        if hole is None:
            yield bad_value(f"{field}.except[{index}]", text, told)
        elif whole is not None and not _lies_within(hole, whole):
            yield bad_value(f"{field}.except[{index}]", text, "must be a strict subset of `cidr`")


def _network(text: Any) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        # Without a length the text is one address, which the API does not take for a block.
        return ipaddress.ip_network(text, strict=False) if "/" in text else None
    except (TypeError, ValueError):
        return None


def _lies_within(hole: Any, whole: Any) -> bool:
    return bool(hole.version == whole.version and hole != whole and hole.subnet_of(whole))
