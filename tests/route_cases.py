"""A seed goes in; Ingress or Gateway API objects with requests come out, made to hit the corners of routing."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from generator.prove.routes.exchange import Request

Object = dict[str, Any]

PREFIX = "nginx.ingress.kubernetes.io/"


@dataclass(frozen=True, slots=True)
class Case:
    """Objects, and what is asked of whoever serves them."""

    objects: tuple[Object, ...]
    requests: tuple[Request, ...]


HOSTS = ("shop.example.com", "*.example.com", "a.example.com", "api.shop.example.com", None)
PLAIN = ("/", "/a", "/a/", "/a/b", "/a/b/", "/a/bc", "/A", "/ab", "/a.b", "/item", "/a-b/c", "/healthz")
EXPRESSIONS = (
    "/a(/|$)(.*)",
    "/(.*)",
    "/a/.*",
    "/(a|ab)/(.+)",
    "/a$",
    "/[a-c]+/x",
    "/a\\.b",
    "/item/\\d+",
    "/()(a.*)",
    "/A(.*)",
    "/ab?/([^/]+)/?(.*)",
    "/ñ",
)
TARGETS = ("/", "/$1", "/$2", "/new/$1", "$1", "/$1/$2", "/x", "/a", "/$2$1")
ASKED_HOSTS = (
    "shop.example.com",
    "shop.example.com",
    "a.example.com",
    "b.example.com",
    "api.shop.example.com",
    "x.y.example.com",
    "example.com",
    "other.test",
    "SHOP.Example.com",
    "shop.example.com.",
    "alias.test",
)
ASKED_PATHS = (
    *("/", "/a", "/a/", "/a/b", "/a/b/", "/a/b/c", "/a/bc", "/a/bcd", "/A", "/A/B", "/ab", "/ab/x/y", "/ab/x/", "/abc"),
    *("/a.b", "/axb", "/item/42", "/item/42x", "/item/", "/a-b/c/d", "/x", "/b/x", "/cab/x", "/healthz", "/healthz/x"),
    *("//a", "/a//b", "/a/../ab", "/a/./b", "/a/..", "/../a", "/%61", "/a%2Fb", "/a/%2e%2e/ab", "/a%20b", "/a/%zz"),
    *(
        "/ñ",
        "/%C3%B1/x",
        "/%c3%b1",
        '/a/"b"',
        "/a/b|c",
        "/a/%25x",
        "/a/%3Fx",
        "/a+b",
        "/a;b",
        "/nginx_status",
        "/a/%5B",
    ),
)
QUERIES = ("", "", "", "?q=1", "?", "?next=/a/b/&x=%20")


def ingress_case(seed: int) -> Case:
    """Up to four Ingress objects, now and then with Services, pods and classes, and fifteen requests."""
    chance = Random(f"ingress {seed}")
    kind = chance.choice(("plain", "plain", "regex", "rewrite", "mixed"))
    made = [_ingress(chance, f"i{number}", kind) for number in range(chance.randint(1, 4))]
    objects = [*(_distinct(made) if chance.random() < 0.9 else made), *_services(chance), *_classes(chance)]
    requests = [_ingress_request(chance) for _ in range(15)]
    return Case(tuple(objects), tuple(requests))


def _ingress(chance: Random, name: str, kind: str) -> Object:
    by_regex = kind in ("regex", "rewrite") or (kind == "mixed" and chance.random() < 0.5)
    rules = [_rule(chance, by_regex=by_regex) for _ in range(chance.choice((0, 1, 1, 1, 2)))]
    spec: Object = {"rules": rules} if rules else {}
    if not rules or chance.random() < 0.2:
        spec["defaultBackend"] = _backend(chance)
    if chance.random() < 0.15:
        spec["tls"] = [{"secretName": "cert"}]
    if chance.random() < 0.5:
        spec["ingressClassName"] = chance.choice(("nginx", "nginx", "other"))
    metadata: Object = {"name": name, "namespace": chance.choice(("default", "default", "front"))}
    if chance.random() < 0.6:
        metadata["creationTimestamp"] = f"2026-01-0{chance.randint(1, 3)}T00:00:00Z"
    metadata["annotations"] = {PREFIX + key: value for key, value in _annotations(chance, kind).items()}
    return {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata, "spec": spec}


def _rule(chance: Random, *, by_regex: bool) -> Object:
    paths: list[Object] = []
    for _ in range(chance.randint(1, 4)):
        backend = _backend(chance)
        if by_regex and chance.random() < 0.7:
            path = chance.choice(EXPRESSIONS)
            paths.append({"path": path, "pathType": "ImplementationSpecific", "backend": backend})
        else:
            kind = chance.choice(("Prefix", "Prefix", "Exact", "ImplementationSpecific"))
            paths.append({"path": chance.choice(PLAIN), "pathType": kind, "backend": backend})
    host = chance.choice(HOSTS)
    return {"http": {"paths": paths}} | ({"host": host} if host else {})


def _backend(chance: Random) -> Object:
    port: Object = {"name": "http"} if chance.random() < 0.1 else {"number": chance.choice((80, 80, 8080))}
    return {"service": {"name": chance.choice(("web", "api", "pay", "blog", "old")), "port": port}}


def _annotations(chance: Random, kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if kind == "rewrite" or (kind == "mixed" and chance.random() < 0.4):
        found["rewrite-target"] = chance.choice(TARGETS)
    if kind == "regex" or (kind != "plain" and chance.random() < 0.4):
        found["use-regex"] = chance.choice(("true", "true", "false", "yes"))
    rare = {
        "ssl-redirect": ("false", "true"),
        "force-ssl-redirect": ("true",),
        "preserve-trailing-slash": ("true",),
        "app-root": ("/a", "a", "/home"),
        "permanent-redirect": ("https://new.test/x", "ftp://no.test"),
        "temporal-redirect": ("http://soon.test$request_uri",),
        "permanent-redirect-code": ("308", "309", "300"),
        "upstream-vhost": ("inner.test",),
        "server-alias": ("alias.test", "alias.test, a.example.com"),
    }
    for name, values in rare.items():
        if chance.random() < 0.06:
            found[name] = chance.choice(values)
    return found


def _distinct(ingresses: Sequence[Object]) -> list[Object]:
    """Without most of what admission refuses: the same host and path in two of them."""
    taken: dict[tuple[object, object], str] = {}
    for ingress in ingresses:
        name = ingress["metadata"]["name"]
        for rule in ingress["spec"].get("rules", ()):
            host, paths = rule.get("host"), rule["http"]["paths"]
            kept = [path for path in paths if taken.setdefault((host, path["path"]), name) == name]
            once = {(path["path"].rstrip("/"), path["pathType"] == "Exact"): path for path in kept}
            rule["http"]["paths"] = list(once.values()) or paths[:1]
    return list(ingresses)


def _services(chance: Random) -> list[Object]:
    """None, which means all; or some, in some cases with pods."""
    if chance.random() < 0.6:
        return []
    found = [_service(name, chance) for name in ("web", "api", "pay", "blog") if chance.random() < 0.8]
    if chance.random() < 0.5:
        ports = [{"name": "web-port", "containerPort": 8000}]
        spec = {"containers": [{"name": "main", "ports": ports}]}
        found += [
            {"kind": "Pod", "metadata": {"name": name, "labels": {"app": name}}, "spec": spec}
            for name in ("web", "api")
        ]
    return found


def _service(name: str, chance: Random) -> Object:
    target: Object = {"targetPort": chance.choice(("web-port", "nowhere", 8000))} if chance.random() < 0.5 else {}
    ports = [{"name": "http", "port": 80, **target}, {"name": "alt", "port": 8080}]
    return {"kind": "Service", "metadata": {"name": name}, "spec": {"selector": {"app": name}, "ports": ports}}


def _classes(chance: Random) -> list[Object]:
    if chance.random() < 0.7:
        return []
    usual = {"annotations": {"ingressclass.kubernetes.io/is-default-class": "true"}} if chance.random() < 0.7 else {}
    controllers = {"nginx": "k8s.io/ingress-nginx", "other": "example.com/other"}
    return [
        {"kind": "IngressClass", "metadata": {"name": name, **(usual if name == "nginx" else {})}, "spec": spec}
        for name, spec in ((name, {"controller": controller}) for name, controller in controllers.items())
    ]


def _ingress_request(chance: Random) -> Request:
    path = chance.choice(ASKED_PATHS) + chance.choice(QUERIES)
    headers = (("X-Version", "2"), ("x_under", "1")) if chance.random() < 0.2 else ()
    return Request(chance.choice(("GET", "GET", "POST")), chance.choice(ASKED_HOSTS), path, headers)
