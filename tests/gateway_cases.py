"""A seed goes in; Gateway API objects with requests come out, made to hit the corners of the specification."""

from random import Random
from typing import Any

from generator.prove.routes.exchange import Request
from tests.route_cases import Case, Object

LISTENER_HOSTS = (None, "*.example.com", "www.example.com", "*.shop.example.com")
ROUTE_HOSTS = ("www.example.com", "*.example.com", "*.shop.example.com", "a.shop.example.com", "example.org", "*.org")
PATHS = ("/", "/", "/one", "/one/", "/one/two", "/one/two/", "/One", "/onetwo", "/one/two/three", "/four", "/a%20b")
PATTERNS = ("/one/.*", "/o.*", "/(one|four)/\\d+", "/one", "/.*/two", "(?i)/ONE", "/one/t[a-z]+")
HEADERS = (("version", "1"), ("version", "2"), ("color", "red"), ("x-long", "a,b"))
PARAMETERS = (("beta", "yes"), ("beta", "no"), ("Beta", "yes"), ("q", "a%20b"), ("empty", ""))
ASKED_HOSTS = (
    *(
        "www.example.com",
        "www.example.com",
        "www.example.com",
        "a.shop.example.com",
        "b.shop.example.com",
        "a.b.shop.example.com",
    ),
    *("shop.example.com", "example.com", "example.org", "www.example.org", "WWW.Example.com", "other.test"),
)
ASKED_PATHS = (
    *("/", "/one", "/one/", "/one/two", "/one/two/", "/one/two/three", "/one/two/threefour", "/onetwo", "/onetwo/x"),
    *("/One", "/ONE/two", "/one/42", "/four", "/four/42", "/four/five", "/five", "/one/tx", "/x/two"),
    *("//one", "/one//two", "/one/../four", "/one/./two", "/one/two/..", "/../one", "/%6fne", "/one%2Ftwo"),
    *("/one/%2e%2e/four", "/a%20b/c", "/one\\two", '/one/"x"', "/ñ/one", "/one/%zz", "/one/%C3%B1", "//", "/one;x=1"),
)
QUERIES = ("", "", "", "?beta=yes", "?beta=no&beta=yes", "?Beta=yes", "?q=a%20b", "?beta", "?empty=&x=/..//", "?")


def gateway_case(seed: int) -> Case:
    """One or two Gateways, up to four HTTPRoutes, now and then what they depend on, and fifteen requests."""
    chance = Random(f"gateway {seed}")
    gateways = [_gateway(chance, name) for name in ("web", "alt")[: chance.choice((1, 1, 2))]]
    routes = [_route(chance, f"r{number}") for number in range(chance.randint(1, 4))]
    objects = [*gateways, *routes, *_around(chance)]
    return Case(tuple(objects), tuple(_request(chance) for _ in range(15)))


def _gateway(chance: Random, name: str) -> Object:
    """Most often a listener for all hosts, and others whose names differ from it."""
    count = chance.choice((1, 1, 2, 3))
    hosts = list(LISTENER_HOSTS[:1] + LISTENER_HOSTS) if chance.random() < 0.1 else list(LISTENER_HOSTS)
    chosen = hosts[:1] * (chance.random() < 0.8) + chance.sample(hosts[1:], 3)
    listeners = []
    for number, host in enumerate(chosen[:count]):
        listener: Object = {"name": f"l{number}", "protocol": "HTTP", "port": 80 if chance.random() < 0.9 else 8080}
        listener |= {"hostname": host} if host else {}
        if chance.random() < 0.3:
            listener["allowedRoutes"] = _allowed(chance)
        listeners.append(listener)
    return {"kind": "Gateway", "metadata": {"name": name}, "spec": {"gatewayClassName": "some", "listeners": listeners}}


def _allowed(chance: Random) -> Object:
    labels = {"matchLabels": {"team": "shop"}}
    listed = {"matchExpressions": [{"key": "team", "operator": "In", "values": ["shop", "blog"]}]}
    named = {"matchLabels": {"kubernetes.io/metadata.name": "far"}}
    none = {"matchExpressions": [{"key": "team", "operator": "DoesNotExist"}]}
    choices: tuple[Object, ...] = (
        {"namespaces": {"from": "All"}},
        {"namespaces": {"from": "All"}},
        {"namespaces": {"from": "Same"}},
        *({"namespaces": {"from": "Selector", "selector": each}} for each in (labels, listed, named, none)),
        {"namespaces": {"from": "All"}, "kinds": [{"kind": "GRPCRoute"}]},
        {"kinds": [{"kind": "GRPCRoute"}, {"kind": "HTTPRoute"}]},
    )
    return chance.choice(choices)


def _route(chance: Random, name: str) -> Object:
    parents = [_parent(chance) for _ in range(chance.choice((1, 1, 1, 2)))]
    spec: Object = {"parentRefs": parents}
    if chance.random() < 0.45:
        spec["hostnames"] = chance.sample(ROUTE_HOSTS, chance.randint(1, 3))
    if chance.random() < 0.95:
        spec["rules"] = [_rule(chance) for _ in range(chance.randint(1, 4))]
    metadata: Object = {"name": name, "namespace": "default" if chance.random() < 0.85 else "far"}
    if chance.random() < 0.5:
        metadata["creationTimestamp"] = f"2026-01-0{chance.randint(1, 2)}T00:00:00Z"
    return {"kind": "HTTPRoute", "metadata": metadata, "spec": spec}


def _parent(chance: Random) -> Object:
    parent: Object = {"name": "web" if chance.random() < 0.9 else "alt", "namespace": "default"}
    if chance.random() < 0.15:
        parent["sectionName"] = chance.choice(("l0", "l1"))
    if chance.random() < 0.05:
        parent["port"] = chance.choice((80, 8080))
    return parent


def _rule(chance: Random) -> Object:
    rule: Object = {}
    filters = _filters(chance)
    if chance.random() < 0.9:
        count = 1 if "Prefix" in str(filters) else chance.choice((1, 1, 2))
        rule["matches"] = [_match(chance, prefix="Prefix" in str(filters)) for _ in range(count)]
    if filters:
        rule["filters"] = filters
    if "RequestRedirect" not in str(filters):
        rule["backendRefs"] = [_backend(chance, weight=1)] if chance.random() < 0.97 else []
        if chance.random() < 0.15:
            rule["backendRefs"].append(_backend(chance, weight=0))
    return rule


def _match(chance: Random, *, prefix: bool) -> Object:
    match: Object = {}
    easy = chance.random() < 0.4
    kind = (
        "PathPrefix"
        if prefix
        else chance.choice(("PathPrefix", "PathPrefix", "PathPrefix", "Exact", "RegularExpression"))
    )
    if prefix or chance.random() < 0.85:
        value = chance.choice(PATTERNS if kind == "RegularExpression" else PATHS)
        match["path"] = {"type": kind, "value": value}
    if easy:
        return match
    if chance.random() < 0.3:
        match["method"] = chance.choice(("GET", "POST"))
    if chance.random() < 0.4:
        match["headers"] = [_value(each, chance) for each in _distinct(chance, HEADERS)]
    if chance.random() < 0.25:
        match["queryParams"] = [_value(each, chance) for each in _distinct(chance, PARAMETERS)]
    return match


def _distinct(chance: Random, pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return list(dict(chance.sample(pairs, chance.choice((1, 1, 2)))).items())


def _value(pair: tuple[str, str], chance: Random) -> Object:
    name, value = pair
    if chance.random() < 0.2:
        return {"name": name, "type": "RegularExpression", "value": chance.choice(("[12]", "y.*", "r?ed", "\\d"))}
    return {"name": name.title() if chance.random() < 0.3 and name == "version" else name, "value": value}


def _filters(chance: Random) -> list[Object]:
    change = {
        "set": [{"name": "X-Set", "value": "100% new"}],
        "add": [{"name": "color", "value": "2"}],
        "remove": ["version"],
    }
    prefix = {"type": "ReplacePrefixMatch", "replacePrefixMatch": chance.choice(("/", "/new", "/new/", ""))}
    whole = {"type": "ReplaceFullPath", "replaceFullPath": chance.choice(("/all", "/a/b/"))}
    path = chance.choice((prefix, prefix, whole))
    host = chance.choice(({}, {}, {"hostname": "inner.test"}))
    aim: Object = dict(
        chance.choice(((), (("scheme", "https"),), (("port", 8443),), (("scheme", "https"), ("port", 443))))
    )
    code: Object = {"statusCode": 301} if chance.random() < 0.5 else {}
    choices: tuple[list[Object], ...] = (
        [{"type": "RequestHeaderModifier", "requestHeaderModifier": change}],
        [{"type": "URLRewrite", "urlRewrite": {"path": path, **host}}],
        [{"type": "URLRewrite", "urlRewrite": {"hostname": "inner.test"}}],
        [{"type": "RequestRedirect", "requestRedirect": {**aim, **code, **host, "path": path}}],
        [{"type": "RequestRedirect", "requestRedirect": {"scheme": "https", **code}}],
        [{"type": "RequestRedirect", "requestRedirect": {**host, **code, "port": 8080}}],
    )
    return chance.choice(choices) if chance.random() < 0.3 else []


def _backend(chance: Random, *, weight: int) -> Object:
    backend: Object = {"name": chance.choice(("app", "api", "web", "old")), "port": chance.choice((80, 80, 80, 8080))}
    if chance.random() < 0.1:
        backend["namespace"] = chance.choice(("far", "data"))
    if weight != 1 or chance.random() < 0.1:
        backend["weight"] = weight
    if chance.random() < 0.03:
        backend |= {"kind": "Other", "group": "example.com"}
    return backend


def _around(chance: Random) -> list[Object]:
    """Namespaces, a grant, classes, Services and pods: each in some cases."""
    found: list[Object] = []
    if chance.random() < 0.6:
        label = {"team": chance.choice(("shop", "blog", "none"))}
        found.append({"kind": "Namespace", "metadata": {"name": "far", "labels": label}})
    if chance.random() < 0.5:
        found.append(_grant(chance))
    if chance.random() < 0.1:
        name = chance.choice(("some", "some", "another"))
        found.append({"kind": "GatewayClass", "metadata": {"name": name}, "spec": {"controllerName": "example.com/c"}})
    if chance.random() < 0.3:
        found += [_service(name, space) for name in ("app", "api", "web") for space in ("default", "far")]
        if chance.random() < 0.5:
            found.append({"kind": "Pod", "metadata": {"name": "p", "labels": {"app": "app"}}, "spec": {}})
    return found


def _grant(chance: Random) -> Object:
    origin = {"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "namespace": chance.choice(("default", "far"))}
    target: dict[str, Any] = {"group": "", "kind": "Service"}
    if chance.random() < 0.4:
        target["name"] = chance.choice(("app", "api"))
    spec = {"from": [origin], "to": [target]}
    return {
        "kind": "ReferenceGrant",
        "metadata": {"name": "grant", "namespace": chance.choice(("data", "far"))},
        "spec": spec,
    }


def _service(name: str, namespace: str) -> Object:
    spec = {"selector": {"app": name}, "ports": [{"name": "http", "port": 80}]}
    return {"kind": "Service", "metadata": {"name": name, "namespace": namespace}, "spec": spec}


def _request(chance: Random) -> Request:
    headers = tuple(pair for pair in HEADERS if chance.random() < 0.25)
    return Request(
        chance.choice(("GET", "GET", "POST")),
        chance.choice(ASKED_HOSTS),
        chance.choice(ASKED_PATHS) + chance.choice(QUERIES),
        headers,
        80 if chance.random() < 0.95 else 8080,
        None if chance.random() < 0.9 else chance.choice(("default/web", "default/alt")),
    )
