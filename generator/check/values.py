"""A Kubernetes object in; values in it that cannot be, though no schema says so, out."""

import ipaddress
from collections.abc import Iterator
from typing import Any

from generator.model import FieldPath, KubeObject, Library
from generator.problems import Problem

_PORTS = frozenset({"port", "endPort", "containerPort", "hostPort", "targetPort", "nodePort", "number"})
_BLOCKS = frozenset({"cidr", "cidrs", "except", "podCIDR", "podCIDRs", "loadBalancerSourceRanges"})
_NODE_PORTS = range(30000, 32768)


def check_object_port(kube_object: KubeObject, library: Library) -> Iterator[Problem]:
    """Un puerto va de 1 a 65535, y un nodePort, de 30000 a 32767.

    Mal:  containerPort: 80800
    Bien: containerPort: 8080
    """
    for path, name, value in _scalars(kube_object.value, (), ""):
        allowed = _NODE_PORTS if name == "nodePort" else range(1, 65536)
        if name in _PORTS and isinstance(value, int) and value not in allowed:
            message = f"{name}: {value} está fuera de lo que se admite"
            hint = f"va de {allowed[0]} a {allowed[-1]}"
            yield Problem(kube_object.place(*path), "object-port", message, hint)


def check_object_cidr(kube_object: KubeObject, library: Library) -> Iterator[Problem]:
    """Un bloque de direcciones es un CIDR: una dirección de red y un prefijo que existen.

    Mal:  cidr: 10.244.0.0/33
    Bien: cidr: 10.244.0.0/16
    """
    for path, name, value in _scalars(kube_object.value, (), ""):
        if name in _BLOCKS and isinstance(value, str):
            try:
                ipaddress.ip_network(value)
            except ValueError:
                message = f"«{value}» no es un CIDR válido"
                hint = "revisa la dirección, el prefijo y que no sobren bits de host"
                yield Problem(kube_object.place(*path), "object-cidr", message, hint)


def check_field_empty(kube_object: KubeObject, library: Library) -> Iterator[Problem]:
    """Un campo de un objeto tiene valor: si no, lo que sigue perdió la sangría, o kubectl lo quita sin avisar.

    Mal:  «- http:» y debajo, a la misma altura, «paths:»
    Bien: «paths:» con más sangría que «http:»; un mapa vacío se escribe {}
    """
    for path, name, value in (
        _scalars(kube_object.value, (), "") if kube_object.api_version and kube_object.kind else ()
    ):
        if value is None and name != "creationTimestamp":
            hint = 'da más sangría a lo que sigue, o escribe {}, [] o ""'
            yield Problem(kube_object.place(*path), "field-empty", f"«{name}» está vacío", hint)


def _scalars(value: Any, path: FieldPath, name: str) -> Iterator[tuple[FieldPath, str, Any]]:
    """Every scalar with its path and the nearest name above it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _scalars(item, (*path, key), str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, (*path, index), name)
    else:
        yield path, name, value
