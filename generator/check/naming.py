"""A Kubernetes object in; the names of other objects that stand in its fields out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.check.tree import field, items, mapping
from generator.model import FieldPath, KubeObject

ROUTES = frozenset({"HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"})


@dataclass(frozen=True, slots=True)
class Named:
    """A field of an object that names another object by kind, namespace and name."""

    path: FieldPath
    kind: str
    namespace: str
    name: str
    port: Any = None


def names(one: KubeObject) -> Iterator[Named]:
    """Every name of another object in an object."""
    if one.kind in ROUTES:
        yield from parents(one)
        yield from _backends(one)
    elif one.kind == "Gateway":
        name = field(one.value, "spec", "gatewayClassName")
        yield Named(("spec", "gatewayClassName"), "GatewayClass", "", str(name))
    elif one.kind == "Ingress":
        yield from _ingress_names(one)


def parents(one: KubeObject) -> Iterator[Named]:
    """The Gateways that a route names as its parents."""
    for path, parent in items(one.value, "spec", "parentRefs") if one.kind in ROUTES else ():
        if parent.get("kind", "Gateway") == "Gateway":
            yield Named((*path, "name"), "Gateway", _namespace(parent, one), str(parent.get("name")))


def _backends(one: KubeObject) -> Iterator[Named]:
    for rule, _ in items(one.value, "spec", "rules"):
        for path, backend in items(one.value, *rule, "backendRefs"):
            if backend.get("kind", "Service") == "Service":
                where, name, port = (*path, "name"), str(backend.get("name")), backend.get("port")
                yield Named(where, "Service", _namespace(backend, one), name, port)


def _ingress_names(one: KubeObject) -> Iterator[Named]:
    name = field(one.value, "spec", "ingressClassName")
    if name:
        yield Named(("spec", "ingressClassName"), "IngressClass", "", str(name))
    paths: list[FieldPath] = [("spec", "defaultBackend")]
    for rule, _ in items(one.value, "spec", "rules"):
        paths += [(*path, "backend") for path, _ in items(one.value, *rule, "http", "paths")]
    for path in paths:
        service = mapping(one.value, *path, "service")
        port = mapping(service, "port")
        if service:
            number_or_name = port.get("number") or port.get("name")
            where = (*path, "service", "name")
            yield Named(where, "Service", one.namespace, str(service.get("name")), number_or_name)


def _namespace(reference: Mapping[str, Any], one: KubeObject) -> str:
    return str(reference.get("namespace") or one.namespace)
