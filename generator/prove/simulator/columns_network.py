"""Nothing goes in; the columns of Services, Ingresses, network policies and what belongs to them come out."""

from __future__ import annotations

from collections.abc import Mapping

from .cells import AGE, NAME, NONE, Column, at, column, few, pairs
from .objects import Object, part
from .selectors import shown_selector


def _external(service: Object) -> str:
    spec = service["spec"]
    given = list(spec.get("externalIPs", ()))
    if spec.get("type") == "ExternalName":
        return str(spec["externalName"])
    if spec.get("type") == "LoadBalancer":
        given = _balancer(service) + given
        return ",".join(given) or "<pending>"
    return ",".join(given) or NONE


def _balancer(item: Object) -> list[str]:
    entries = part(item, "status.loadBalancer.ingress", [])
    return [str(entry.get("ip") or entry.get("hostname")) for entry in entries]


def _service_ports(service: Object) -> str:
    texts = []
    for port in part(service, "spec.ports", []):
        node_port = f":{port['nodePort']}" if port.get("nodePort") else ""
        texts.append(f"{port['port']}{node_port}/{port['protocol']}")
    return ",".join(texts) or NONE


def _cluster_address(service: Object) -> str:
    return str(part(service, "spec.clusterIP") or NONE)


def _hosts(ingress: Object) -> str:
    return few((rule["host"] for rule in part(ingress, "spec.rules", []) if rule.get("host")), "*")


def _ingress_ports(ingress: Object) -> str:
    return "80, 443" if part(ingress, "spec.tls") else "80"


def _parameters(ingress_class: Object) -> str:
    parameters = part(ingress_class, "spec.parameters")
    if not parameters:
        return NONE
    group = f".{parameters['apiGroup']}" if parameters.get("apiGroup") else ""
    return f"{parameters['kind']}{group}/{parameters['name']}"


def _slice_ports(item: Object) -> str:
    ports = part(item, "ports", [])
    return few((str(port.get("port") or port.get("name") or "*") for port in ports), "<unset>")


def _slice_addresses(item: Object) -> str:
    endpoints = part(item, "endpoints", [])
    return few((address for one in endpoints for address in one["addresses"]), "<unset>")


def _endpoints(item: Object) -> str:
    texts = []
    for subset in part(item, "subsets", []):
        addresses = [address["ip"] for address in subset.get("addresses", ())]
        for port in subset.get("ports", ()):
            texts += [f"{address}:{port['port']}" for address in addresses]
        if not subset.get("ports"):
            texts += addresses
    return few(texts, "" if part(item, "subsets") else NONE)


def _parent(item: Object) -> str:
    parent = part(item, "spec.parentRef", {})
    group = f".{parent['group']}" if parent.get("group") else ""
    return f"{parent.get('resource')}{group}/{parent.get('namespace')}/{parent.get('name')}"


NETWORK_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "services": (
        NAME,
        column("Type", at("spec.type")),
        column("Cluster-IP", _cluster_address),
        column("External-IP", _external),
        column("Port(s)", _service_ports),
        AGE,
        column("Selector", lambda item: pairs(part(item, "spec.selector")), wide=True),
    ),
    "endpoints": (NAME, column("Endpoints", _endpoints), AGE),
    "endpointslices": (
        NAME,
        column("AddressType", at("addressType")),
        column("Ports", _slice_ports),
        column("Endpoints", _slice_addresses),
        AGE,
    ),
    "ingresses": (
        NAME,
        column("Class", at("spec.ingressClassName")),
        column("Hosts", _hosts),
        column("Address", lambda item: ",".join(_balancer(item))),
        column("Ports", _ingress_ports),
        AGE,
    ),
    "ingressclasses": (
        NAME,
        column("Controller", at("spec.controller", "")),
        column("Parameters", _parameters),
        AGE,
    ),
    "networkpolicies": (
        NAME,
        column("Pod-Selector", lambda item: shown_selector(part(item, "spec.podSelector"))),
        AGE,
    ),
    "servicecidrs": (NAME, column("CIDRs", lambda item: ",".join(part(item, "spec.cidrs", []))), AGE),
    "ipaddresses": (NAME, column("ParentRef", _parent), AGE),
}
