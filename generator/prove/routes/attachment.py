"""Gateway API objects go in; the rules of each Gateway's port come out, by host and in the order of the specification.

This is the specification in our words, for a proxy that knows no Gateway API. The controller of `gateway` decides all
of this by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.prove.routes.cluster import Object, Objects, name_of, namespace_of, namespaces, of_kind
from generator.prove.routes.gateway_defaults import Fields, with_defaults
from generator.prove.routes.labels import matches

ANY_HOST = "*"
_GROUP = "gateway.networking.k8s.io"


@dataclass(frozen=True, slots=True)
class Entry:
    """One match of one rule of a route: `match` and `rule` are fields of the HTTPRoute, with defaults."""

    namespace: str
    match: Mapping[str, Any]
    rule: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Host:
    """A host name, `*.` before a suffix or `*` alone, and what holds for it: the first entry that matches wins."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Attached:
    route: Fields
    hosts: tuple[str, ...]


def hosts_of(objects: Objects, gateway: Object, port: int) -> tuple[Host, ...]:
    """The hosts of one port of a Gateway; none if its class does not exist. Requests belong to one listener only."""
    if not _has_class(objects, gateway):
        return ()
    filled = with_defaults("Gateway", gateway)
    listeners = _distinct([listener for listener in filled["spec"]["listeners"] if listener["port"] == port])
    attached = {_host(listener): tuple(_attached(objects, filled, listener)) for listener in listeners}
    names = set(attached) | {host for routes in attached.values() for route in routes for host in route.hosts}
    return tuple(Host(name, tuple(_entries(attached, name))) for name in sorted(names))


def _has_class(objects: Objects, gateway: Object) -> bool:
    classes = {name_of(thing) for thing in of_kind(objects, "GatewayClass")}
    return not classes or gateway.get("spec", {}).get("gatewayClassName") in classes


def _host(listener: Fields) -> str:
    return listener.get("hostname") or ANY_HOST


def _distinct(listeners: Sequence[Fields]) -> list[Fields]:
    """Of listeners that want the same host none is served."""
    hosts = [_host(listener) for listener in listeners]
    return [listener for listener, host in zip(listeners, hosts, strict=True) if hosts.count(host) == 1]


def _attached(objects: Objects, gateway: Object, listener: Fields) -> Iterator[_Attached]:
    for thing in of_kind(objects, "HTTPRoute"):
        route = _permitted(objects, with_defaults("HTTPRoute", thing))
        named = any(_names(parent, route, gateway, listener) for parent in route["spec"]["parentRefs"])
        if named and _allows(objects, gateway, listener, namespace_of(route)):
            wanted = route["spec"].get("hostnames") or [ANY_HOST]
            met = [host for host in (_intersection(_host(listener), each) for each in wanted) if host]
            if met:
                yield _Attached(route, tuple(met))


def _permitted(objects: Objects, route: Fields) -> Fields:
    """The route with weight, but nowhere to go, for backends of other namespaces that do not grant it."""
    rules = [
        {**rule, "backendRefs": [_or_nowhere(objects, namespace_of(route), each) for each in rule["backendRefs"]]}
        for rule in route["spec"]["rules"]
    ]
    return {**route, "spec": {**route["spec"], "rules": rules}}


def _or_nowhere(objects: Objects, namespace: str, backend: Fields) -> Fields:
    return backend if _granted(objects, namespace, backend) else {**backend, "kind": "NotGranted"}


def _names(parent: Fields, route: Object, gateway: Object, listener: Fields) -> bool:
    return (
        parent["kind"] == "Gateway"
        and parent["name"] == name_of(gateway)
        and (parent.get("namespace") or namespace_of(route)) == namespace_of(gateway)
        and parent.get("sectionName", listener["name"]) == listener["name"]
        and parent.get("port", listener["port"]) == listener["port"]
    )


def _allows(objects: Objects, gateway: Object, listener: Fields, namespace: str) -> bool:
    allowed = listener["allowedRoutes"]
    if "kinds" in allowed and all(kind["kind"] != "HTTPRoute" for kind in allowed["kinds"]):
        return False
    match allowed["namespaces"]["from"]:
        case "All":
            return True
        case "Selector":
            return matches(allowed["namespaces"].get("selector") or {}, namespaces(objects)[namespace])
    return namespace == namespace_of(gateway)


def _covers(pattern: str, host: str) -> bool:
    """Whether every host of the second name is one of the first: a wildcard stands for one label or more."""
    return pattern in (ANY_HOST, host) or (pattern.startswith("*.") and host.endswith(pattern[1:]))


def _intersection(one: str, other: str) -> str | None:
    if _covers(one, other):
        return other
    return one if _covers(other, one) else None


def _specificity(host: str) -> tuple[bool, int]:
    """Without wildcard before with one, then the longer name."""
    return not host.startswith("*"), len(host) if host != ANY_HOST else 0


def _entries(attached: Mapping[str, Sequence[_Attached]], host: str) -> Iterator[Entry]:
    listener = max((name for name in attached if _covers(name, host)), key=_specificity)
    found = []
    for route in attached[listener]:
        covering = [name for name in route.hosts if _covers(name, host)]
        if covering:
            best = max(_specificity(name) for name in covering)
            found += [(_order(best, route.route, entry, place), entry) for place, entry in _written(route.route)]
    yield from (entry for _, entry in sorted(found, key=lambda each: each[0]))


def _written(route: Fields) -> Iterator[tuple[tuple[int, int], Entry]]:
    for number, rule in enumerate(route["spec"]["rules"]):
        for index, match in enumerate(rule["matches"]):
            yield (number, index), Entry(namespace_of(route), match, rule)


def _order(best: tuple[bool, int], route: Object, entry: Entry, place: tuple[int, int]) -> tuple[object, ...]:
    """Small comes first: host, path, method, headers, query, age, name, place in the list."""
    match = entry.match
    kind, path = match["path"]["type"], match["path"]["value"]
    return (
        not best[0],
        -best[1],
        kind != "Exact",
        -len(path.rstrip("/")),
        "method" not in match,
        -len(match.get("headers") or ()),
        -len(match.get("queryParams") or ()),
        str(route.get("metadata", {}).get("creationTimestamp") or ""),
        f"{namespace_of(route)}/{name_of(route)}",
        place,
    )


def _grants(spec: Fields, namespace: str, service: str) -> bool:
    origins = [each for each in spec.get("from") or () if each["kind"] == "HTTPRoute" and each["group"] == _GROUP]
    targets = [each for each in spec.get("to") or () if each["kind"] == "Service" and not each.get("group")]
    return any(each["namespace"] == namespace for each in origins) and any(
        each.get("name", service) == service for each in targets
    )


def _granted(objects: Objects, namespace: str, backend: Fields) -> bool:
    """Whether an HTTPRoute of that namespace may send requests to the Service of a backendRef."""
    target = backend.get("namespace") or namespace
    return target == namespace or any(
        namespace_of(grant) == target and _grants(grant["spec"], namespace, str(backend["name"]))
        for grant in of_kind(objects, "ReferenceGrant")
    )
