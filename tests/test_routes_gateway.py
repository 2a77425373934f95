"""What a Gateway does to requests and reports: each table is what real proxies answered, compared whole.

Two of them must agree: a controller that reads the objects, and Envoy with our reading of the specification.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest

from generator.prove.routes.envoy import envoy_answers, envoy_program
from generator.prove.routes.exchange import Answer, Request
from generator.prove.routes.gateway import Condition, gateway_answers, gateway_program, gateway_status

Object = dict[str, Any]
Answers = Callable[[Sequence[Object], Sequence[Request]], tuple[Answer, ...]]
Table = dict[str, str | int | tuple[str, str]]
"""What was asked, and the backend with the path that it received, or the status where none answered."""


def gateway(*listeners: Object, name: str = "web", **listener: Any) -> Object:
    spec = {"gatewayClassName": "example", "listeners": listeners or [on(80, **listener)]}
    return {"kind": "Gateway", "metadata": {"name": name}, "spec": spec}


def on(port: int, name: str = "http", **more: Any) -> Object:
    return {"name": name, "protocol": "HTTP", "port": port, **more}


def route(
    *rules: Object,
    name: str = "route",
    namespace: str = "default",
    hosts: tuple[str, ...] = (),
    parent: str = "web",
    **reference: Any,
) -> Object:
    parents = [{"name": parent, "namespace": "default", **reference}]
    spec = {"parentRefs": parents, "hostnames": list(hosts), "rules": list(rules)}
    return {"kind": "HTTPRoute", "metadata": {"name": name, "namespace": namespace}, "spec": spec}


def to(service: str | None, prefix: str = "/", *filters: Object, **match: Any) -> Object:
    """A rule that sends a prefix to a Service; `match` adds method, headers or another path."""
    rule: Object = {"matches": [{"path": {"type": "PathPrefix", "value": prefix}, **match}], "filters": list(filters)}
    return rule | ({"backendRefs": [{"name": service, "port": 80}]} if service else {})


def exactly(path: str) -> Object:
    return {"type": "Exact", "value": path}


def redirect(**how: Any) -> Object:
    return {"type": "RequestRedirect", "requestRedirect": how}


def rewrite(**how: Any) -> Object:
    return {"type": "URLRewrite", "urlRewrite": how}


def prefix_becomes(path: str) -> Object:
    return {"type": "ReplacePrefixMatch", "replacePrefixMatch": path}


def namespace(name: str, **labels: str) -> Object:
    return {"kind": "Namespace", "metadata": {"name": name, "labels": labels}}


def answers(objects: Sequence[Object], requests: Sequence[Request]) -> tuple[Answer, ...]:
    """What both proxies answer."""
    controller, envoy = gateway_answers(objects, requests), envoy_answers(objects, requests)
    assert controller == envoy
    return controller


def asked(
    objects: list[Object],
    *urls: str,
    method: str = "GET",
    headers: tuple[tuple[str, str], ...] = (),
) -> Table:
    """The answers to `host/path`, or to `/path` on example.com."""
    split = [url.partition("/") for url in urls]
    requests = [Request(method, host or "example.com", f"/{rest}", headers) for host, _, rest in split]
    return {url: told(answer) for url, answer in zip(urls, answers(objects, requests), strict=True)}


def told(answer: Answer) -> str | int | tuple[str, str]:
    if answer.backend:
        return answer.backend, answer.path_received or ""
    return f"{answer.status} {answer.location}" if answer.location else answer.status


def test_prefixes_go_by_whole_elements_and_exact_wins() -> None:
    objects = [
        gateway(),
        route(
            to("short", "/foo"), to("long", "/foo/bar"), to("exact", path=exactly("/foo/bar")), to("slash", "/slash/")
        ),
    ]
    assert asked(objects, "/foo", "/foo/", "/foox", "/foo/bar", "/foo/bar/", "/foo/bar?q=1", "/FOO", "/slash", "/") == {
        "/foo": ("short:80", "/foo"),
        "/foo/": ("short:80", "/foo/"),
        "/foox": 404,
        "/foo/bar": ("exact:80", "/foo/bar"),
        "/foo/bar/": ("long:80", "/foo/bar/"),
        "/foo/bar?q=1": ("exact:80", "/foo/bar?q=1"),
        "/FOO": 404,
        "/slash": ("slash:80", "/slash"),
        "/": 404,
    }


def test_headers_methods_and_query_choose_among_equal_paths() -> None:
    version = [{"name": "version", "value": "2"}]
    objects = [
        gateway(),
        route(
            to("any"),
            to("query", queryParams=[{"name": "beta", "value": "yes"}]),
            to("header", headers=version),
            to("both", headers=[*version, {"name": "color", "value": "red"}]),
            to("method", method="POST"),
        ),
    ]
    two, red = ("Version", "2"), ("Color", "red")
    assert asked(objects, "/", "/?beta=yes", "/?beta=no") == {
        "/": ("any:80", "/"),
        "/?beta=yes": ("query:80", "/?beta=yes"),
        "/?beta=no": ("any:80", "/?beta=no"),
    }
    assert asked(objects, "/", "/?beta=yes", headers=(two,)) == {
        "/": ("header:80", "/"),
        "/?beta=yes": ("header:80", "/?beta=yes"),
    }
    assert asked(objects, "/", headers=(two, red)) == {"/": ("both:80", "/")}
    assert asked(objects, "/", headers=(red,)) == {"/": ("any:80", "/")}
    assert asked(objects, "/", method="POST", headers=(two, red)) == {"/": ("method:80", "/")}


def test_several_matches_of_a_rule_are_alternatives() -> None:
    either = to("a", "/one") | {"matches": [{"path": exactly("/one")}, {"path": exactly("/two")}]}
    assert asked([gateway(), route(either)], "/one", "/two", "/three") == {
        "/one": ("a:80", "/one"),
        "/two": ("a:80", "/two"),
        "/three": 404,
    }


def test_weights_share_out_and_zero_gets_nothing() -> None:
    shares = [{"name": name, "port": 80, "weight": weight} for name, weight in (("a", 3), ("b", 1), ("c", 0))]
    objects = [gateway(), route({"backendRefs": shares})]
    by_turns = gateway_answers(objects, [Request()] * 40)
    assert sorted(str(answer.backend) for answer in by_turns) == ["a:80"] * 30 + ["b:80"] * 10
    at_random = envoy_answers(objects, [Request()] * 200)
    assert {answer.backend for answer in at_random} == {"a:80", "b:80"}


def test_rules_without_a_working_backend() -> None:
    objects = [
        gateway(),
        route(to(None, "/none"), to("missing", "/missing"), to("empty", "/empty"), to("ready", "/ready")),
        *(
            {"kind": "Service", "metadata": {"name": n}, "spec": {"selector": {"app": n}, "ports": [{"port": 80}]}}
            for n in ("empty", "ready")
        ),
        {"kind": "Pod", "metadata": {"name": "p", "labels": {"app": "ready"}}},
    ]
    assert asked(objects, "/none", "/missing", "/empty", "/ready") == {
        "/none": 500,
        "/missing": 500,
        "/empty": 503,
        "/ready": ("ready:80", "/ready"),
    }


@pytest.mark.parametrize("answers", [gateway_answers, envoy_answers])
def test_the_share_of_a_backend_that_is_missing_fails(answers: Answers) -> None:
    shares = [{"name": "app", "port": 80}, {"name": "gone", "namespace": "elsewhere", "port": 80}]
    found = answers([gateway(), route({"backendRefs": shares})], [Request()] * 60)
    assert {told(answer) for answer in found} == {("app:80", "/"), 500}


def test_redirects() -> None:
    full = {"type": "ReplaceFullPath", "replaceFullPath": "/all"}
    objects = [
        gateway(),
        route(
            to(None, "/https", redirect(scheme="https", statusCode=301)),
            to(None, "/host", redirect(hostname="new.example.com")),
            to(None, "/old", redirect(path=prefix_becomes("/new"))),
            to(None, "/full", redirect(path=full, port=8443, scheme="https")),
        ),
    ]
    assert asked(objects, "/https/a?q=1", "/host/a", "/old/a?q=1", "/old", "/full/a") == {
        "/https/a?q=1": "301 https://example.com/https/a?q=1",
        "/host/a": "302 http://new.example.com/host/a",
        "/old/a?q=1": "302 http://example.com/new/a?q=1",
        "/old": "302 http://example.com/new",
        "/full/a": "302 https://example.com:8443/all",
    }


def test_a_redirect_to_another_scheme_leaves_the_port_behind() -> None:
    objects = [gateway(on(8080)), route(to(None, "/", redirect(scheme="https")))]
    assert [told(answer) for answer in answers(objects, [Request(port=8080, path="/a")])] == [
        "302 https://example.com/a"
    ]


def test_names_of_parameters_are_told_apart_by_case_and_those_of_headers_are_not() -> None:
    both = [{"name": name, "value": "1"} for name in ("q", "Q")]
    objects = [gateway(), route(to("query", queryParams=both), to("header", "/h", headers=both[:1]))]
    assert asked(objects, "/?q=1", "/?q=1&Q=1", "/h", headers=(("Q", "1"),)) == {
        "/?q=1": 404,
        "/?q=1&Q=1": ("query:80", "/?q=1&Q=1"),
        "/h": ("header:80", "/h"),
    }


def test_prefixes_are_replaced() -> None:
    objects = [
        gateway(),
        *(
            route(to("app", before, rewrite(path=prefix_becomes(after))), name=f"r{number}", hosts=(f"{number}.test",))
            for number, (before, after) in enumerate([("/app", "/"), ("/app", "/v2"), ("/app/", "/v2/")])
        ),
    ]
    paths = ("/app", "/app/", "/app/login?x=1", "/application")
    assert asked(objects, *(f"{number}.test{path}" for number in range(3) for path in paths)) == {
        "0.test/app": ("app:80", "/"),
        "0.test/app/": ("app:80", "/"),
        "0.test/app/login?x=1": ("app:80", "/login?x=1"),
        "0.test/application": 404,
        "1.test/app": ("app:80", "/v2"),
        "1.test/app/": ("app:80", "/v2/"),
        "1.test/app/login?x=1": ("app:80", "/v2/login?x=1"),
        "1.test/application": 404,
        "2.test/app": ("app:80", "/v2"),
        "2.test/app/": ("app:80", "/v2/"),
        "2.test/app/login?x=1": ("app:80", "/v2/login?x=1"),
        "2.test/application": 404,
    }


def test_filters_change_what_the_backend_receives() -> None:
    change = {
        "set": [{"name": "x-set", "value": "100% new"}],
        "add": [{"name": "x-add", "value": "2"}],
        "remove": ["x-gone"],
    }
    whole = {"type": "ReplaceFullPath", "replaceFullPath": "/one"}
    filters = (
        {"type": "RequestHeaderModifier", "requestHeaderModifier": change},
        rewrite(hostname="inner.test", path=whole),
    )
    sent = Request(path="/a/b?q=1", headers=(("X-Set", "old"), ("X-Add", "1"), ("X-Gone", "?")))
    assert answers([gateway(), route(to("app", "/a", *filters))], [sent]) == (
        Answer(200, "app:80", "/one?q=1", "inner.test", (("x-add", "1"), ("x-add", "2"), ("x-set", "100% new"))),
    )


def test_hostnames_of_listener_and_route_must_meet() -> None:
    objects = [
        gateway(hostname="*.example.com"),
        route(to("app"), hosts=("www.example.com", "www.example.org")),
        route(to("deep"), name="deep", hosts=("*.deep.example.com",)),
        route(to("lost"), name="lost", hosts=("example.org",)),
    ]
    hosts = ("www.example.com/", "a.deep.example.com/", "a.b.deep.example.com/", "www.example.org/", "example.org/")
    assert asked(objects, *hosts) == {
        "www.example.com/": ("app:80", "/"),
        "a.deep.example.com/": ("deep:80", "/"),
        "a.b.deep.example.com/": ("deep:80", "/"),
        "www.example.org/": 404,
        "example.org/": 404,
    }


def test_a_route_attaches_to_the_listener_and_gateway_that_it_names() -> None:
    objects = [
        gateway(on(80), on(8080, "alt")),
        gateway(name="other"),
        route(to("alt"), name="alt", sectionName="alt"),
        route(to("other"), name="other", parent="other"),
        route(to("port", "/port"), name="port", port=80),
    ]
    requests = (
        Request(),
        Request(port=8080),
        Request(path="/port"),
        Request(path="/port", port=8080),
        Request(gateway="default/other"),
        Request(port=81),
    )
    assert [told(answer) for answer in answers(objects, requests)] == [
        404,
        ("alt:80", "/"),
        ("port:80", "/port"),
        ("alt:80", "/port"),
        ("other:80", "/"),
        0,
    ]


def test_which_namespaces_may_attach_routes() -> None:
    routes = [
        route(to("shop", "/shop"), namespace="shop"),
        route(to("blog", "/blog"), namespace="blog"),
        route(to("own", "/own")),
    ]
    labelled = [namespace("shop", team="shop"), namespace("blog")]
    chosen = {"from": "Selector", "selector": {"matchLabels": {"team": "shop"}}}

    def reached(**listener: Any) -> list[str | int | tuple[str, str]]:
        return list(asked([gateway(**listener), *routes, *labelled], "/shop", "/blog", "/own").values())

    shop, blog, own = ("shop/shop:80", "/shop"), ("blog/blog:80", "/blog"), ("own:80", "/own")
    assert reached() == [404, 404, own]
    assert reached(allowedRoutes={"namespaces": {"from": "All"}}) == [shop, blog, own]
    assert reached(allowedRoutes={"namespaces": chosen}) == [shop, 404, 404]
    assert reached(allowedRoutes={"kinds": [{"kind": "GRPCRoute"}]}) == [404, 404, 404]
    assert reached(allowedRoutes={"kinds": [{"kind": "HTTPRoute"}]}) == [404, 404, own]


def test_a_backend_elsewhere_needs_a_grant() -> None:
    abroad = {"backendRefs": [{"name": "db", "namespace": "data", "port": 80}]}
    grant = {
        "kind": "ReferenceGrant",
        "metadata": {"name": "grant", "namespace": "data"},
        "spec": {
            "from": [{"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "namespace": "default"}],
            "to": [{"group": "", "kind": "Service"}],
        },
    }
    assert asked([gateway(), route(abroad)], "/") == {"/": 500}
    assert asked([gateway(), route(abroad), grant], "/") == {"/": ("data/db:80", "/")}


def test_only_gateways_of_a_class_that_exists_are_served() -> None:
    other = {"kind": "GatewayClass", "metadata": {"name": "other"}, "spec": {"controllerName": "example.com/other"}}
    assert asked([gateway(), other, route(to("app"))], "/") == {"/": 404}


def test_changing_one_path_changes_the_answer() -> None:
    assert asked([gateway(), route(to("app", "/login"))], "/login") != asked(
        [gateway(), route(to("app", "/logn"))], "/login"
    )


def reasons(objects: list[Object]) -> list[tuple[str, str, str, str, str]]:
    found = gateway_status(objects)
    assert all(isinstance(each, Condition) for each in found)
    return [(each.about, each.part, each.type, each.status, each.reason) for each in found]


def test_what_the_controller_reports() -> None:
    assert reasons([gateway(), route(to("app"))]) == [
        ("Gateway default/web", "", "Accepted", "True", "Accepted"),
        ("Gateway default/web", "", "Programmed", "True", "Programmed"),
        ("Gateway default/web", "listener http", "Accepted", "True", "Accepted"),
        ("Gateway default/web", "listener http", "Programmed", "True", "Programmed"),
        ("Gateway default/web", "listener http", "ResolvedRefs", "True", "ResolvedRefs"),
        ("GatewayClass example", "", "Accepted", "True", "Handled"),
        ("HTTPRoute default/route", "parent default/web", "Accepted", "True", "Accepted"),
        ("HTTPRoute default/route", "parent default/web", "ResolvedRefs", "True", "ResolvedRefs"),
    ]


def test_what_the_controller_reports_of_faults() -> None:
    service = {"kind": "Service", "metadata": {"name": "app"}, "spec": {"ports": [{"port": 80}]}}
    objects = [
        gateway(hostname="www.example.com"),
        service,
        route(to("missing"), name="missing"),
        route(to("app"), name="host", hosts=("example.org",)),
        route(to("app"), name="section", sectionName="nowhere"),
        route({"backendRefs": [{"name": "db", "namespace": "data", "port": 80}]}, name="abroad"),
        route(to("app"), name="far", namespace="far"),
    ]
    parent = "parent default/web"
    assert [each for each in reasons(objects) if each[0].startswith("HTTPRoute") and each[3] == "False"] == [
        ("HTTPRoute default/abroad", parent, "ResolvedRefs", "False", "RefNotPermitted"),
        ("HTTPRoute default/host", parent, "Accepted", "False", "NoMatchingListenerHostname"),
        ("HTTPRoute default/missing", parent, "ResolvedRefs", "False", "BackendNotFound"),
        ("HTTPRoute default/section", "parent default/web nowhere", "Accepted", "False", "NoMatchingParent"),
        ("HTTPRoute far/far", parent, "Accepted", "False", "NotAllowedByListeners"),
        ("HTTPRoute far/far", parent, "ResolvedRefs", "False", "BackendNotFound"),
    ]


def test_what_the_controller_reports_of_a_listener_without_certificate() -> None:
    secure = on(443, "https", protocol="HTTPS", tls={"certificateRefs": [{"name": "missing"}]})
    assert [each[1:] for each in reasons([gateway(secure)]) if each[3] == "False"] == [
        ("", "Accepted", "False", "ListenersNotValid"),
        ("", "Programmed", "False", "Invalid"),
        ("listener https", "Programmed", "False", "Invalid"),
        ("listener https", "ResolvedRefs", "False", "InvalidCertificateRef"),
    ]


HEADERS = tuple((f"x-{number}", "1") for number in range(5))
SPECIFIC = (
    route(to("any", "/foo/bar/baz"), name="any"),
    route(to("wildcard", "/foo/bar"), name="wildcard", hosts=("*.example.com",)),
    route(to("exact"), name="exact", hosts=("www.example.com",)),
)
ISOLATED = gateway(on(80, "all", hostname="*.example.com"), on(80, "one", hostname="one.example.com"))


@pytest.mark.parametrize(
    ("objects", "request_", "controller", "specification"),
    [
        (
            [gateway(), route(to("method", "/foo", method="GET"), to("longer", "/foo/bar"))],
            Request(path="/foo/bar"),
            ("method:80", "/foo/bar"),
            ("longer:80", "/foo/bar"),
        ),
        (
            [
                gateway(),
                route(to("headers", "/a", headers=[{"name": n, "value": v} for n, v in HEADERS]), to("longer", "/a/b")),
            ],
            Request(path="/a/b", headers=HEADERS),
            ("headers:80", "/a/b"),
            ("longer:80", "/a/b"),
        ),
        (
            [gateway(), *SPECIFIC],
            Request(host="www.example.com", path="/foo/bar"),
            ("wildcard:80", "/foo/bar"),
            ("exact:80", "/foo/bar"),
        ),
        (
            [ISOLATED, route(to("app"), sectionName="all")],
            Request(host="one.example.com"),
            ("app:80", "/"),
            404,
        ),
        (
            [gateway(), route(to("app", "/old", rewrite(path=prefix_becomes(""))))],
            Request(path="/old/page"),
            ("app:80", "page"),
            ("app:80", "/page"),
        ),
        (
            [gateway(), route({"backendRefs": [{"name": "app", "port": 80, "weight": 0}]})],
            Request(),
            503,
            500,
        ),
    ],
)
def test_where_the_controller_departs_from_the_specification(
    objects: list[Object],
    request_: Request,
    controller: int | tuple[str, str],
    specification: int | tuple[str, str],
) -> None:
    assert told(gateway_answers(objects, [request_])[0]) == controller
    assert told(envoy_answers(objects, [request_])[0]) == specification


PREFIXES = ("/", "/one", "/one/two", "/one/two/three", "/four")
HOSTS = ("www.example.com", "*.shop.example.com", "example.org")


def some_rules(chance: Random, host: str) -> list[Object]:
    """Rules for a host, without what is known to be weighed differently."""
    rules = []
    for number in range(chance.randint(1, 6)):
        match: Object = {}
        prefix = chance.choice(PREFIXES)
        if chance.random() < 0.3:
            match["path"] = exactly(prefix)
        elif prefix == "/" and chance.random() < 0.5:
            match["method"] = chance.choice(("GET", "POST"))
        if chance.random() < 0.4:
            match["headers"] = [{"name": "version", "value": chance.choice("12")}]
        if chance.random() < 0.3:
            match["queryParams"] = [{"name": "beta", "value": "yes"}]
        rules.append(to(f"{host.strip('*.').replace('.', '-')}-{number}", prefix, **match))
    return rules


def some_requests(chance: Random) -> list[Request]:
    hosts = ("www.example.com", "a.shop.example.com", "a.b.shop.example.com", "shop.example.com", "example.org")
    paths = (*PREFIXES, "/one/", "/onetwo", "/one/two/", "/one/two/threefour", "/four/five")
    return [
        Request(
            chance.choice(("GET", "GET", "POST")),
            chance.choice(hosts),
            chance.choice(paths) + chance.choice(("", "", "?beta=yes", "?beta=no")),
            ((("Version", chance.choice("123")),) if chance.random() < 0.6 else ()),
        )
        for _ in range(60)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_both_proxies_agree_on_rules_made_at_random(seed: int) -> None:
    chance = Random(seed)
    routes = [route(*some_rules(chance, host), name=f"r{number}", hosts=(host,)) for number, host in enumerate(HOSTS)]
    requests = some_requests(chance)
    assert {answer.status for answer in answers([gateway(), *routes], requests)} == {200, 404}


def test_the_programs_have_names_and_versions() -> None:
    programs = (gateway_program(), envoy_program())
    assert [(each.name, each.version.count(".")) for each in programs] == [("traefik", 2), ("envoy", 2)]
