"""Gateway API objects as authors write them go in; the objects that the controller of a proof gets to see come out.

They differ in three things: defaults are filled in, the controller is the one that runs, and each port of a Gateway is
the free loopback port that stands for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from generator.prove.routes.cluster import (
    Object,
    Objects,
    Reference,
    Service,
    name_of,
    namespace_of,
    namespaces,
    of_kind,
)
from generator.prove.routes.exchange import Request
from generator.prove.routes.gateway_defaults import Fields, with_defaults

T = TypeVar("T")

CONTROLLER = "traefik.io/gateway-controller"
READY = "ready-when-this-answers"

GatewayPort = tuple[str, int]
"""A Gateway as `namespace/name`, and the port of a listener of it."""

READY_PORT: GatewayPort = (f"{READY}/{READY}", 80)
READY_STATUS = ("GRPCRoute", f"{READY}/{READY}")
_ROUTES = ("HTTPRoute", "GRPCRoute", "TLSRoute")


def gateway_ports(objects: Objects) -> tuple[GatewayPort, ...]:
    """Every port of every Gateway, in order."""
    found = (
        (_key(gateway), int(listener["port"]))
        for gateway in of_kind(objects, "Gateway")
        for listener in gateway.get("spec", {}).get("listeners") or ()
    )
    return tuple(dict.fromkeys(found))


def addressed(doors: Mapping[GatewayPort, T], request: Request) -> T | None:
    """The door of the Gateway that a request names, else of the first one that has its port; None if there is none."""
    for (gateway, port), door in doors.items():
        if port == request.port and request.gateway in (None, gateway) and (gateway, port) != READY_PORT:
            return door
    return None


def references(objects: Objects) -> tuple[Reference, ...]:
    """Every Service and port that an HTTPRoute names."""
    return tuple(
        Reference(str(backend.get("namespace") or namespace_of(route)), str(backend["name"]), int(backend["port"]))
        for route in of_kind(objects, "HTTPRoute")
        for rule in route.get("spec", {}).get("rules") or ()
        for backend in rule.get("backendRefs") or ()
        if backend.get("kind", "Service") == "Service" and "port" in backend
    )


def as_served(
    objects: Objects, there: Sequence[Service], ports: Mapping[GatewayPort, int], backends: Mapping[str, int]
) -> tuple[Fields, ...]:
    """The objects, the Services with their endpoints on loopback, and what is needed to see that all is ready."""
    taken = {"Namespace", "Service", "GatewayClass", "EndpointSlice", "Endpoints"}
    written = [_placed(thing, ports) for thing in objects if thing.get("kind") not in taken]
    spaces: list[Fields] = [
        {"kind": "Namespace", "metadata": {"name": name, "labels": dict(labels)}}
        for name, labels in namespaces(objects).items()
    ]
    served = [part for service in there for part in _service(service, backends)]
    return (*spaces, *_classes(objects), *written, *served, *_ready(ports))


def _key(thing: Object) -> str:
    return f"{namespace_of(thing)}/{name_of(thing)}"


def _placed(thing: Object, ports: Mapping[GatewayPort, int]) -> Fields:
    """The object with defaults, and loopback ports in place of its own."""
    kind = str(thing.get("kind"))
    filled = with_defaults(kind, thing)
    spec = filled.get("spec") or {}
    if kind == "Gateway":
        listeners = [{**item, "port": ports[_key(thing), int(item["port"])]} for item in spec["listeners"]]
        return {**filled, "spec": {**spec, "listeners": listeners}}
    if kind in _ROUTES:
        parents = [_parent(parent, namespace_of(thing), ports) for parent in spec.get("parentRefs") or ()]
        return {**filled, "spec": {**spec, "parentRefs": parents}}
    return filled


def _parent(parent: Fields, namespace: str, ports: Mapping[GatewayPort, int]) -> Fields:
    if "port" not in parent:
        return parent
    key = f"{parent.get('namespace') or namespace}/{parent['name']}"
    return {**parent, "port": ports.get((key, int(parent["port"])), parent["port"])}


def _classes(objects: Objects) -> list[Fields]:
    """The GatewayClasses, or, where there are none, those that Gateways name; all are of the controller that runs."""
    names = {name_of(thing) for thing in of_kind(objects, "GatewayClass")} or {
        str(gateway.get("spec", {}).get("gatewayClassName")) for gateway in of_kind(objects, "Gateway")
    }
    return [
        {"kind": "GatewayClass", "metadata": {"name": name}, "spec": {"controllerName": CONTROLLER}}
        for name in sorted(names | {READY})
    ]


def _service(service: Service, backends: Mapping[str, int]) -> Iterator[Fields]:
    place = {"namespace": service.namespace, "name": service.name}
    named = [(port, port.name or f"port-{port.number}") for port in service.ports]
    listed = [{"name": name, "port": port.number, "protocol": "TCP", "appProtocol": "http"} for port, name in named]
    yield {"kind": "Service", "metadata": place, "spec": {"clusterIP": "10.96.0.1", "ports": listed}}
    for port, name in named:
        ready: list[dict[str, Any]] = [{"addresses": ["127.0.0.1"], "conditions": {"ready": True}}]
        yield {
            "kind": "EndpointSlice",
            "metadata": {
                "namespace": service.namespace,
                "name": f"{service.name}-{port.number}",
                "labels": {"kubernetes.io/service-name": service.name},
            },
            "addressType": "IPv4",
            "endpoints": ready if port.ready else [],
            "ports": [{"name": name, "port": backends[service.backend(port)], "protocol": "TCP"}],
        }


def _ready(ports: Mapping[GatewayPort, int]) -> Iterator[Fields]:
    """An HTTPRoute that answers once the routes are in use, a GRPCRoute whose status is written after all others."""
    place = {"namespace": READY, "name": READY}
    listener = {"name": "http", "protocol": "HTTP", "port": ports[READY_PORT]}
    redirect = {"type": "RequestRedirect", "requestRedirect": {"hostname": READY}}
    yield {"kind": "Namespace", "metadata": {"name": READY}}
    for kind, spec in (
        ("Gateway", {"gatewayClassName": READY, "listeners": [listener]}),
        ("HTTPRoute", {"parentRefs": [{"name": READY}], "rules": [{"filters": [redirect]}]}),
        ("GRPCRoute", {"parentRefs": [{"name": READY}], "hostnames": [READY]}),
    ):
        yield with_defaults(kind, {"kind": kind, "metadata": place, "spec": spec})
