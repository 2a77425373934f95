"""Facts in; what each diagram draws out: one small function a diagram, its shapes are in the template of its name."""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.model import CniPlugin, Range
from generator.model.network import Network
from generator.render import labels
from generator.render.lookup import MISSING, Lookup

Values = dict[str, Any]
_WIDTH = 360
_NO_PODS = f"{MISSING} range/flannel-pods"
_CONTROL_PLANE = ("kube-apiserver", "etcd-client", "etcd-peer", "kube-controller-manager", "kube-scheduler")
_EVERY_NODE = ("kubelet", "kube-proxy-healthz", "nodeport-tcp")
_ALLOWED = ("spec", "listeners", 0, "allowedRoutes", "namespaces")
_REWRITE = ("metadata", "annotations", "nginx.ingress.kubernetes.io/rewrite-target")
_TRANSPORTS = {"vxlan": "VXLAN", "geneve": "Geneve", "bgp": "BGP", "data": "datos"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a drawing: where it stands, what it says."""

    y: int
    name: str
    code: str
    remarks: tuple[str, ...] = ()
    x: int = 0
    width: int = 0
    mark: str = ""


def _port_map(lookup: Lookup) -> Values:
    control, middle = _port_rows(lookup, _CONTROL_PLANE, 92)
    nodes, bottom = _port_rows(lookup, _EVERY_NODE, middle + 60)
    return {"control": control, "nodes": nodes, "middle": middle, "height": bottom + 4}


def _port_rows(lookup: Lookup, slugs: tuple[str, ...], y: int) -> tuple[list[Row], int]:
    rows: list[Row] = []
    for slug in slugs:
        key = f"port/{slug}"
        port = lookup.port(key)
        who = lookup.lines(lookup.plain(port.used_by), 50) if port else ()
        loopback = (labels.LISTENS["loopback"],) if port and port.listens == "loopback" else ()
        component = lookup.value(port.component) if port else key
        rows.append(Row(y, component, lookup.value(key), who, mark="".join(loopback)))
        y += 26 + 14 * len(who)
    return rows, y


def _cni_comparison(lookup: Lookup) -> Values:
    rows = []
    for index, plugin in enumerate(lookup.course.of(CniPlugin)):
        ports = [port for key in plugin.ports if (port := lookup.port(key)) and port.use in _TRANSPORTS]
        transports = tuple(f"{_TRANSPORTS[port.use]} {port.label}" for port in ports)
        pods = lookup.value(plugin.pod_range) if plugin.pod_range else "el podCIDR del nodo"
        retired = " (retirado)" if plugin.status == "retired" else ""
        rows.append(Row(44 + 58 * index, plugin.name + retired, pods, transports, mark=plugin.network_policy))
    return {"rows": rows, "height": 48 + 58 * len(rows)}


def _ingress_flow(lookup: Lookup) -> Values:
    backends: dict[str, str] = {}
    for one in lookup.requests("manifest/ingress-fanout"):
        if not one.reaches.isdigit():
            backends.setdefault(one.reaches, one.path)
    pairs = list(backends.items())[:2] or [(f"{MISSING} manifest/ingress-fanout", "")]
    return {
        "host": lookup.field("manifest/ingress-fanout", "Ingress", "spec", "rules", 0, "host"),
        "ingress": lookup.field("manifest/ingress-fanout", "Ingress", "metadata", "name"),
        "class_name": lookup.field("manifest/ingress-fanout", "Ingress", "spec", "ingressClassName"),
        "backends": [Row(0, path, service, x=index * 184) for index, (service, path) in enumerate(pairs)],
    }


def _gateway_kinds(lookup: Lookup) -> Values:
    return {
        "class_name": lookup.field("manifest/gatewayclass-example", "GatewayClass", "metadata", "name"),
        "controller": lookup.field("manifest/gatewayclass-example", "GatewayClass", "spec", "controllerName"),
        **_example_route(lookup),
    }


def _example_route(lookup: Lookup) -> Values:
    gateway, route = "manifest/gateway-example", "manifest/httproute-example"
    listener = ("spec", "listeners", 0)
    backend = ("spec", "rules", 0, "backendRefs", 0)
    match = ("spec", "rules", 0, "matches", 0, "path")
    return {
        "gateway": lookup.field(gateway, "Gateway", "metadata", "name"),
        "protocol": lookup.field(gateway, "Gateway", *listener, "protocol"),
        "port": lookup.field(gateway, "Gateway", *listener, "port"),
        "route": lookup.field(route, "HTTPRoute", "metadata", "name"),
        "host": lookup.field(route, "HTTPRoute", "spec", "hostnames", 0),
        "match": lookup.field(route, "HTTPRoute", *match, "type"),
        "path": lookup.field(route, "HTTPRoute", *match, "value"),
        "backend": lookup.field(route, "HTTPRoute", *backend, "name"),
        "backend_port": lookup.field(route, "HTTPRoute", *backend, "port"),
    }


def _node_network(lookup: Lookup) -> Values:
    """The first two nodes of a cluster, each with its piece of the pod network: bridge first, then pods."""
    pods = lookup.range("range/flannel-pods")
    nodes = []
    for number in (0, 1):
        subnet = nth_subnet(pods, number) if pods else None
        values = (f"{subnet[1]}/{subnet.prefixlen}", str(subnet[2]), str(subnet[3])) if subnet else (_NO_PODS,) * 3
        shown = str(subnet) if subnet else _NO_PODS
        nodes.append(Row(0, f"nodo {number + 1}", values[0], values[1:], 184 * number, mark=shown))
    return {"nodes": nodes, "pods": lookup.value("range/flannel-pods")}


def nth_subnet(pods: Range, number: int) -> Network:
    """The /24 that the controller manager gives to the node of that number, from 0."""
    return ipaddress.ip_network((int(pods.network.network_address) + (number << 8), 24))


def _rewrite(lookup: Lookup) -> Values:
    lanes = []
    for index, slug in enumerate(("ingress-app-plain", "ingress-app-root", "ingress-app-capture")):
        key = f"manifest/{slug}"
        target = lookup.field(key, "Ingress", *_REWRITE)
        path = lookup.field(key, "Ingress", "spec", "rules", 0, "http", "paths", 0, "path")
        asked = next((one for one in lookup.requests(key) if one.path == "/app/login"), None)
        sent, received = (asked.path, asked.receives or asked.reaches) if asked else (f"{MISSING} {key}", "")
        title = "sin anotación" if target.startswith(MISSING) else f"rewrite-target: {target}"
        lanes.append(Row(4 + 90 * index, title, path, (sent, received)))
    return {"lanes": lanes}


def _private_ranges(lookup: Lookup) -> Values:
    """Each private block as a bar; what lies inside it as shorter bars below, in its place."""
    ranges = sorted((one for one in lookup.course.of(Range) if one.network.version == 4), key=_first)
    blocks, y = [], 6
    for block in (one for one in ranges if not one.component and one.network.is_private):
        inside = [one for one in ranges if one.component and one.network.prefixlen < 30 and _within(one, block)]
        rows = [_inside(lookup, one, block, y + 50 + 34 * index) for index, one in enumerate(inside)]
        blocks.append(Row(y, f"{block.first} – {block.last}", block.cidr, width=len(rows)))
        blocks += rows
        y += 70 + 34 * len(rows)
    return {"blocks": blocks, "height": max(y - 14, 40)}


def _first(one: Range) -> int:
    return int(one.network.network_address)


def _within(one: Range, block: Range) -> bool:
    return one.network.prefixlen >= block.network.prefixlen and one.network.overlaps(block.network)


def _inside(lookup: Lookup, one: Range, block: Range, y: int) -> Row:
    scale = _WIDTH / block.network.num_addresses
    x = round((_first(one) - _first(block)) * scale)
    width = max(round(one.network.num_addresses * scale), 4)
    return Row(y, lookup.plain(one.name), one.cidr, x=min(x, _WIDTH - width), width=width, mark="inside")


def _allowed_routes(lookup: Lookup) -> Values:
    panels = []
    for index, slug in enumerate(("same", "selector", "all")):
        key = f"manifest/gateway-shared-{slug}"
        mode = lookup.field(key, "Gateway", *_ALLOWED, "from")
        home = lookup.field(key, "Gateway", "metadata", "namespace")
        admitted = {name: _admits(lookup, key, mode, home, name) for name in (home, "store", "lab")}
        marks = tuple(f"{'✓' if yes else '✗'} {name}" for name, yes in admitted.items())
        panels.append(Row(52 + 84 * index, mode, home, marks))
    wanted = lookup.mapping("manifest/gateway-shared-selector", "Gateway", *_ALLOWED, "selector", "matchLabels")
    return {
        "panels": panels,
        "gateway": lookup.field("manifest/gateway-shared-all", "Gateway", "metadata", "name"),
        "label": ", ".join(f"{name}: {value}" for name, value in wanted.items()) or f"{MISSING} matchLabels",
    }


def _admits(lookup: Lookup, key: str, mode: str, home: str, namespace: str) -> bool:
    if mode != "Selector":
        return mode == "All" or namespace == home
    wanted = lookup.mapping(key, "Gateway", *_ALLOWED, "selector", "matchLabels")
    return wanted.items() <= lookup.labels(key, namespace).items()


def _nothing(lookup: Lookup) -> Values:
    return {}


DRAWINGS: Mapping[str, Callable[[Lookup], Values]] = {
    "allowed-routes": _allowed_routes,
    "cni-comparison": _cni_comparison,
    "gateway-kinds": _gateway_kinds,
    "ingress-flow": _ingress_flow,
    "kubeadm-steps": _nothing,
    "node-network": _node_network,
    "port-map": _port_map,
    "private-ranges": _private_ranges,
    "request-flow": _example_route,
    "rewrite": _rewrite,
}
"""The values of the diagrams of model.embeds.DIAGRAMS that show what there is."""
