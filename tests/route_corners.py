"""Nothing goes in; the cases that chance rarely makes come out: odd paths, ties, what Traefik does otherwise."""

from random import Random

from generator.prove.routes.exchange import Request
from tests.route_cases import PREFIX, QUERIES, Case, Object

PIECES = (
    *("/", "/", "/", "a", "b", "ab", ".", "..", "%2e", "%2F", "%61", "%20", "//", "A", "%5c", "\\", "x", "+", "%3F"),
    *("%25", "é", "%C3%A9", "~", ";", "%00", "%", '"', "|", "%7B", "-"),
)


def odd_paths(count: int) -> list[str]:
    """Paths as only attackers and careless programs write them."""
    chance = Random(count)
    queries = (*QUERIES, "?/../x", "?a?b")
    return [f"/{''.join(chance.choices(PIECES, k=chance.randint(0, 7)))}{chance.choice(queries)}" for _ in range(count)]


def odd_ingress_case() -> Case:
    """Prefixes on one host, expressions with a rewrite on another, and odd paths for both."""
    prefixes = ("Prefix /", "Prefix /a", "Exact /a/b", "Prefix /ab/", "Exact /b/a/", "ImplementationSpecific /A")
    expressions = [f"ImplementationSpecific {path}" for path in ("/(a|b)/(.*)", "/a([^/]*)/?(.*)", "/(.+)")]
    rewrite = {"rewrite-target": "/$2/$1", "use-regex": "true"}
    objects = (
        _written("shop.example.com", *prefixes, "Prefix /a/a"),
        _written("a.example.com", "Prefix /", *expressions, **rewrite),
    )
    hosts = ("shop.example.com", "a.example.com")
    return Case(objects, tuple(Request(host=host, path=path) for host in hosts for path in odd_paths(300)))


def tied_ingress_case() -> Case:
    """Ingress objects where only the last thing that the controller looks at decides."""
    services = [(name, {"service": {"name": f"for-{name}", "port": {"number": 80}}}) for name in "abc"]
    alone = [{"kind": "Ingress", "metadata": {"name": n}, "spec": {"defaultBackend": one}} for n, one in services]
    directions = {"temporal-redirect": "http://t.test", "permanent-redirect": "http://p.test"}
    objects = (
        *alone,
        _written(
            "length.test", *(f"ImplementationSpecific {path}" for path in ("/a.+", "/ab+")), **{"use-regex": "true"}
        ),
        _written("twice.test", "Prefix /a", "Prefix /b", "Prefix /a"),
        _written("both.test", "Prefix /", **directions),
    )
    urls = ("length.test/abc", "length.test/acb", "twice.test/a", "both.test/", "other.test/x")
    return Case(
        objects, tuple(Request(host=host, path=f"/{path}") for host, _, path in (url.partition("/") for url in urls))
    )


def _written(host: str, *paths: str, **annotations: str) -> Object:
    """An Ingress for a host; each path has a Service of its own."""
    split = [path.partition(" ") for path in paths]
    rules = [
        {"path": path, "pathType": kind, "backend": {"service": {"name": f"s{number}", "port": {"number": 80}}}}
        for number, (kind, _, path) in enumerate(split)
    ]
    metadata = {"name": host, "annotations": {PREFIX + key: value for key, value in annotations.items()}}
    return {"kind": "Ingress", "metadata": metadata, "spec": {"rules": [{"host": host, "http": {"paths": rules}}]}}


def slash_and_weight_case() -> Case:
    """A prefix that becomes nothing, and a backend without weight."""
    listeners = [{"name": "http", "protocol": "HTTP", "port": 80}]
    path = {"type": "ReplacePrefixMatch", "replacePrefixMatch": ""}
    backends = [{"name": "app", "port": 80}]
    old = {"matches": [{"path": {"value": "/old"}}], "filters": [{"type": "URLRewrite", "urlRewrite": {"path": path}}]}
    zero = {"matches": [{"path": {"value": "/zero"}}], "backendRefs": [{**backends[0], "weight": 0}]}
    spec = {"parentRefs": [{"name": "web"}], "rules": [{**old, "backendRefs": backends}, zero]}
    objects = (
        {"kind": "Gateway", "metadata": {"name": "web"}, "spec": {"gatewayClassName": "some", "listeners": listeners}},
        {"kind": "HTTPRoute", "metadata": {"name": "r"}, "spec": spec},
    )
    return Case(objects, (Request(path="/old/page"), Request(path="/zero")))


def odd_gateway_case() -> Case:
    """Prefixes, an expression and rewrites, and odd paths for them."""
    new = {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/n/m"}
    root = {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/"}
    matches: tuple[tuple[str, str, Object | None], ...] = (
        ("Exact", "/", None),
        ("PathPrefix", "/a", None),
        ("Exact", "/a/b", None),
        ("PathPrefix", "/ab", root),
        ("PathPrefix", "/x", new),
        ("RegularExpression", "/[bA][^/]*/.*", None),
    )
    rules = [
        {
            "matches": [{"path": {"type": kind, "value": value}}],
            "filters": [{"type": "URLRewrite", "urlRewrite": {"path": change}}] if change else [],
            "backendRefs": [{"name": f"s{number}", "port": 80}],
        }
        for number, (kind, value, change) in enumerate(matches)
    ]
    aside = {"type": "RequestRedirect", "requestRedirect": {"path": new}}
    rules.append({"matches": [{"path": {"value": "/b"}}], "filters": [aside]})
    listeners = [{"name": "http", "protocol": "HTTP", "port": 80}]
    spec = {"parentRefs": [{"name": "web"}], "rules": rules}
    objects = (
        {"kind": "Gateway", "metadata": {"name": "web"}, "spec": {"gatewayClassName": "some", "listeners": listeners}},
        {"kind": "HTTPRoute", "metadata": {"name": "r"}, "spec": spec},
    )
    return Case(objects, tuple(Request(path=path) for path in odd_paths(500)))


def tied_gateway_case() -> Case:
    """Rules of which only one thing decides."""
    value = [{"name": "v", "value": "1"}]
    path = {"value": "/a"}
    slash = {"value": "/a/"}
    rivals: dict[str, tuple[Object, Object]] = {
        "method.test": ({"path": path, "headers": value}, {"path": path, "method": "GET"}),
        "headers.test": ({"path": path, "queryParams": value}, {"path": path, "headers": value}),
        "slash.test": ({"path": path}, {"path": slash}),
        "first.test": ({"path": path}, {"path": path, "queryParams": [{"name": "v", "value": "2"}]}),
    }
    routes = [
        {
            "kind": "HTTPRoute",
            "metadata": {"name": f"{place}-{host}"},
            "spec": {
                "parentRefs": [{"name": "web"}],
                "hostnames": [host],
                "rules": [{"matches": [match], "backendRefs": [{"name": f"s{place}", "port": 80}]}],
            },
        }
        for host, matches in rivals.items()
        for place, match in enumerate(matches)
    ]
    listeners = [{"name": "http", "protocol": "HTTP", "port": 80}]
    gateway = {
        "kind": "Gateway",
        "metadata": {"name": "web"},
        "spec": {"gatewayClassName": "c", "listeners": listeners},
    }
    requests = [Request(host=host, path="/a/b?v=1&v=2", headers=(("V", "1"),)) for host in rivals]
    return Case((gateway, *routes), tuple(requests))
