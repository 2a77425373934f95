"""A Service that passed the rules goes in; the same with its cluster address and node ports comes out."""

from __future__ import annotations

import ipaddress

from .failures import FieldFault, bad_value, invalid
from .objects import Object, digest, name_of, namespace_of, part
from .rules_service import NODE_PORTS
from .store import Store

SERVICE_RANGE = ipaddress.ip_network("10.96.0.0/12")
# A real cluster draws a random port; here the first free one from this number on is taken.
_FIRST_NODE_PORT = 30080
_IP_ADDRESSES = "ipaddresses.networking.k8s.io"
_OUTSIDE = ("NodePort", "LoadBalancer")


def release(item: Object, old: Object | None) -> None:
    """Take from a changed Service what its new type no longer has, unless the author asks for it."""
    spec = item.get("spec", {})
    before = part(old or {}, "spec", {})
    if spec.get("type") not in _OUTSIDE:
        kept = {port.get("nodePort") for port in before.get("ports", ())}
        for port in spec.get("ports", ()):
            if port.get("nodePort") in kept:
                port.pop("nodePort", None)
        if spec.get("externalTrafficPolicy") == before.get("externalTrafficPolicy"):
            spec.pop("externalTrafficPolicy", None)
        spec.pop("allocateLoadBalancerNodePorts", None)
    if spec.get("type") == "ExternalName":
        for name in ("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"):
            spec.pop(name, None)


def allocate(store: Store, item: Object, old: Object | None) -> None:
    """Give the Service its address and ports; one that is taken or out of range is an invalid value."""
    spec = item["spec"]
    if spec["type"] == "ExternalName":
        return
    _allocate_address(store, item, str(part(old or {}, "spec.clusterIP", "")))
    spec.setdefault("ipFamilies", ["IPv4"])
    spec.setdefault("ipFamilyPolicy", "SingleStack")
    if spec["type"] in _OUTSIDE:
        _allocate_ports(store, item, part(old or {}, "spec.ports", []))


def _allocate_address(store: Store, item: Object, before: str) -> None:
    spec = item["spec"]
    taken = {part(other, "spec.clusterIP") for other in _others(store, item)}
    wanted = spec.get("clusterIP") or before or _free_address(item, taken)
    if wanted not in (before, "None"):
        if ipaddress.ip_address(wanted) not in SERVICE_RANGE:
            told = f"the provided IP ({wanted}) is not in the valid range. "
            raise _refused(item, wanted, f"{told}The range of valid IPs is {SERVICE_RANGE}")
        if wanted in taken:
            raise _refused(item, wanted, "provided IP is already allocated")
    spec["clusterIP"], spec["clusterIPs"] = wanted, [wanted]


def _refused(item: Object, wanted: str, told: str) -> Exception:
    fault = bad_value("spec.clusterIPs", [wanted], f"failed to allocate IP {wanted}: {told}")
    return invalid("Service", "", name_of(item), [fault])


def _others(store: Store, item: Object) -> list[Object]:
    own = (namespace_of(item), name_of(item))
    return store.items("services", wanted=lambda other: (namespace_of(other), name_of(other)) != own)


def _free_address(item: Object, taken: set[str | None]) -> str:
    # Where the search starts depends on the name, so that other Services do not change the address.
    start = int.from_bytes(digest(namespace_of(item), name_of(item))[:4], "big")
    size = SERVICE_RANGE.num_addresses
    for step in range(size):
        address = SERVICE_RANGE[(start + step) % size]
        if str(address) not in taken and 0 < int(address) & 0xFF < 255:
            return str(address)
    raise RuntimeError("the range of Service addresses is used up")


def publish_addresses(store: Store) -> None:
    """Keep an IPAddress for each address of a Service, as the allocator of a real server does."""
    used = {str(part(service, "spec.clusterIP", "")): service for service in store.items("services")}
    for known in store.items(_IP_ADDRESSES):
        if name_of(known) not in used:
            store.remove(_IP_ADDRESSES, known)
    for address, service in used.items():
        if address not in ("None", "") and store.get(_IP_ADDRESSES, "", address) is None:
            store.create(_IP_ADDRESSES, _ip_address(address, service))


def _ip_address(address: str, service: Object) -> Object:
    labels = {"ipaddress.kubernetes.io/ip-family": "IPv4", "ipaddress.kubernetes.io/managed-by": "ipallocator.k8s.io"}
    parent = {"group": "", "name": name_of(service), "namespace": namespace_of(service), "resource": "services"}
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "IPAddress",
        "metadata": {"name": address, "labels": labels},
        "spec": {"parentRef": parent},
    }


def _allocate_ports(store: Store, item: Object, before: list[Object]) -> None:
    if not part(item, "spec.allocateLoadBalancerNodePorts", True):
        return
    taken = {port.get("nodePort") for other in _others(store, item) for port in part(other, "spec.ports", [])}
    ports = item["spec"].get("ports", [])
    faults = [fault for index, port in enumerate(ports) if (fault := _taken_fault(index, port, taken))]
    if faults:
        raise invalid("Service", "", name_of(item), faults)
    kept = {(port["protocol"], port["port"]): port.get("nodePort") for port in before}
    taken |= {port.get("nodePort") for port in ports}
    for port in ports:
        if not port.get("nodePort"):
            number = kept.get((port["protocol"], port["port"])) or _free_port(taken)
            port["nodePort"] = number
            taken.add(number)


def _taken_fault(index: int, port: Object, taken: set[int | None]) -> FieldFault | None:
    number = port.get("nodePort")
    if not number or number not in taken:
        return None
    return bad_value(f"spec.ports[{index}].nodePort", number, "provided port is already allocated")


def _free_port(taken: set[int | None]) -> int:
    numbers: list[int] = [*range(_FIRST_NODE_PORT, NODE_PORTS.stop), *range(NODE_PORTS.start, _FIRST_NODE_PORT)]
    return next(number for number in numbers if number not in taken)
