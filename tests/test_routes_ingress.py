"""What an Ingress does to requests: each table is what a real nginx answered, compared whole."""

from typing import Any

import pytest

from generator.prove.routes.annotations import NotCoveredError
from generator.prove.routes.exchange import Answer, Request
from generator.prove.routes.ingress import RefusedError, ingress_answers, ingress_refusals, nginx_program

Table = dict[str, str | int | tuple[str, str]]
"""What was asked, and the backend with the path that it received, or the status where none answered."""

PREFIX = "nginx.ingress.kubernetes.io/"


def ingress(
    *paths: tuple[str, str, str],
    host: str | None = "shop.example.com",
    name: str = "shop",
    namespace: str = "default",
    **more: Any,
) -> dict[str, Any]:
    """An Ingress of (path, pathType, service); `more` has annotations (with `_` for `-`) and parts of the spec."""
    rule = {"http": {"paths": [path(*each) for each in paths]}} | ({"host": host} if host else {})
    spec = {key: more.pop(key) for key in ("tls", "defaultBackend", "ingressClassName") if key in more}
    annotations = {PREFIX + key.replace("_", "-"): value for key, value in more.items()}
    metadata = {"name": name, "namespace": namespace, "annotations": annotations}
    return {"kind": "Ingress", "metadata": metadata, "spec": spec | ({"rules": [rule]} if paths else {})}


def path(where: str, kind: str, service: str) -> dict[str, Any]:
    return {"path": where, "pathType": kind, "backend": {"service": {"name": service, "port": {"number": 80}}}}


def service(name: str, **labels: str) -> dict[str, Any]:
    return {"kind": "Service", "metadata": {"name": name}, "spec": {"selector": labels, "ports": [{"port": 80}]}}


def pod(name: str, **labels: str) -> dict[str, Any]:
    return {"kind": "Pod", "metadata": {"name": name, "labels": labels}, "spec": {"containers": [{"name": "main"}]}}


def asked(objects: list[dict[str, Any]], *urls: str) -> Table:
    """The answers to `host/path`, or to `/path` on shop.example.com."""
    split = [url.partition("/") for url in urls]
    requests = [Request(host=host or "shop.example.com", path=f"/{rest}") for host, _, rest in split]
    return {url: told(answer) for url, answer in zip(urls, ingress_answers(objects, requests), strict=True)}


def told(answer: Answer) -> str | int | tuple[str, str]:
    if answer.backend:
        return answer.backend, answer.path_received or ""
    return answer.location or answer.status


APP = ("/app", "/app/login", "/app/a/b/c", "/app/login?x=1", "/APP/login", "/application", "/")


def test_rewrite_target_replaces_the_whole_path() -> None:
    assert asked([ingress(("/app", "Prefix", "web"), rewrite_target="/")], *APP) == {
        "/app": ("web:80", "/"),
        "/app/login": ("web:80", "/"),
        "/app/a/b/c": ("web:80", "/"),
        "/app/login?x=1": ("web:80", "/?x=1"),
        "/APP/login": ("web:80", "/"),
        "/application": ("web:80", "/"),
        "/": 404,
    }


def test_rewrite_target_with_a_group_keeps_the_rest() -> None:
    rewritten = ingress(("/app(/|$)(.*)", "ImplementationSpecific", "web"), rewrite_target="/$2", use_regex="true")
    assert asked([rewritten], *APP) == {
        "/app": ("web:80", "/"),
        "/app/login": ("web:80", "/login"),
        "/app/a/b/c": ("web:80", "/a/b/c"),
        "/app/login?x=1": ("web:80", "/login?x=1"),
        "/APP/login": ("web:80", "/login"),
        "/application": 404,
        "/": 404,
    }


def test_without_rewrite_the_backend_receives_the_path_as_it_came() -> None:
    assert asked([ingress(("/app", "Prefix", "web"))], *APP) == {
        "/app": ("web:80", "/app"),
        "/app/login": ("web:80", "/app/login"),
        "/app/a/b/c": ("web:80", "/app/a/b/c"),
        "/app/login?x=1": ("web:80", "/app/login?x=1"),
        "/APP/login": 404,
        "/application": 404,
        "/": 404,
    }


def test_a_target_without_its_group_is_empty() -> None:
    assert asked([ingress(("/old", "Prefix", "web"), rewrite_target="/$2")], "/old/new") == {
        "/old/new": ("web:80", "/")
    }


def test_a_rewrite_makes_every_path_of_the_host_a_regular_expression() -> None:
    objects = [
        ingress(("/app", "Prefix", "web"), rewrite_target="/"),
        ingress(("/pay", "Exact", "pay"), name="pay"),
        ingress(("/pay", "Exact", "pay"), name="other", host="other.example.com"),
    ]
    assert asked(objects, "/PAY/x", "/payments", "other.example.com/pay/x") == {
        "/PAY/x": ("pay:80", "/PAY/x"),
        "/payments": ("pay:80", "/payments"),
        "other.example.com/pay/x": 404,
    }


def test_of_expressions_of_the_same_length_the_later_in_the_alphabet_is_tried_first() -> None:
    paths = [("/a.+", "ImplementationSpecific", "any"), ("/ab+", "ImplementationSpecific", "b")]
    assert asked([ingress(*paths, use_regex="true")], "/abc", "/acb") == {
        "/abc": ("b:80", "/abc"),
        "/acb": ("any:80", "/acb"),
    }


def test_path_types_go_by_whole_elements() -> None:
    objects = [
        ingress(
            ("/prefix", "Prefix", "prefix"),
            ("/prefix/deep", "Prefix", "deep"),
            ("/prefix/deep", "Exact", "exact"),
            ("/slash/", "Prefix", "slash"),  # here the controller differs from the API, where /slash matches too
            ("/exact", "Exact", "exact"),
            ("/", "Exact", "root"),
        )
    ]
    assert asked(
        objects,
        *("/prefix", "/prefix/", "/prefix/a", "/prefixa", "/prefix/deep", "/prefix/deep/", "/prefix/deeper"),
        *("/slash", "/slash/a", "/exact", "/exact/", "/exact?q=1", "/", "/other"),
    ) == {
        "/prefix": ("prefix:80", "/prefix"),
        "/prefix/": ("prefix:80", "/prefix/"),
        "/prefix/a": ("prefix:80", "/prefix/a"),
        "/prefixa": 404,
        "/prefix/deep": ("exact:80", "/prefix/deep"),
        "/prefix/deep/": ("deep:80", "/prefix/deep/"),
        "/prefix/deeper": ("prefix:80", "/prefix/deeper"),
        "/slash": "http://shop.example.com/slash/",
        "/slash/a": ("slash:80", "/slash/a"),
        "/exact": ("exact:80", "/exact"),
        "/exact/": 404,
        "/exact?q=1": ("exact:80", "/exact?q=1"),
        "/": ("root:80", "/"),
        "/other": 404,
    }


def test_a_host_wildcard_stands_for_one_label() -> None:
    objects = [
        ingress(("/", "Prefix", "any"), host="*.example.com", name="any"),
        ingress(("/", "Prefix", "www"), host="www.example.com", name="www"),
    ]
    hosts = ("a.example.com/", "www.example.com/", "a.b.example.com/", "example.com/", "example.org/")
    assert asked(objects, *hosts) == {
        "a.example.com/": ("any:80", "/"),
        "www.example.com/": ("www:80", "/"),
        "a.b.example.com/": 404,
        "example.com/": 404,
        "example.org/": 404,
    }


def test_default_backends_take_what_no_rule_takes() -> None:
    default = {"service": {"name": "fallback", "port": {"number": 8080}}}
    objects = [
        ingress(("/shop", "Prefix", "shop"), defaultBackend=default),
        ingress(("/blog", "Prefix", "blog"), name="blog", host="blog.example.com"),
    ]
    urls = ("/shop", "/other", "blog.example.com/other", "unknown.example.com/")
    assert asked(objects, *urls) == {
        "/shop": ("shop:80", "/shop"),
        "/other": ("fallback:8080", "/other"),
        "blog.example.com/other": 404,
        "unknown.example.com/": 404,
    }
    assert asked([*objects, ingress(name="all", defaultBackend=default)], *urls) == {
        "/shop": ("shop:80", "/shop"),
        "/other": ("fallback:8080", "/other"),
        "blog.example.com/other": 404,
        "unknown.example.com/": ("fallback:8080", "/"),
    }


def test_rules_without_host_hold_for_hosts_without_rules() -> None:
    objects = [
        ingress(("/", "Prefix", "all"), host=None, name="all", namespace="front"),
        ingress(("/shop", "Prefix", "shop"), name="shop"),
    ]
    assert asked(objects, "anything.test/x", "/shop", "/x") == {
        "anything.test/x": ("front/all:80", "/x"),
        "/shop": ("shop:80", "/shop"),
        "/x": 404,
    }


def test_several_ingresses_share_a_host() -> None:
    objects = [ingress(("/a", "Prefix", "a"), name="one"), ingress(("/a/b", "Prefix", "b"), name="two")]
    assert asked(objects, "/a/x", "/a/b/x") == {"/a/x": ("a:80", "/a/x"), "/a/b/x": ("b:80", "/a/b/x")}


def test_a_host_with_tls_sends_plain_requests_to_https() -> None:
    tls = [{"hosts": ["shop.example.com"], "secretName": "shop"}]
    secure = ingress(("/", "Prefix", "web"), tls=tls)
    assert asked([secure], "/a/?q=1", "/a/") == {
        "/a/?q=1": "https://shop.example.com/a/?q=1",
        "/a/": "https://shop.example.com/a",
    }
    assert asked([ingress(("/", "Prefix", "web"), tls=tls, ssl_redirect="false")], "/a") == {"/a": ("web:80", "/a")}
    assert asked([ingress(("/", "Prefix", "web"), force_ssl_redirect="true")], "/a") == {
        "/a": "https://shop.example.com/a"
    }


def test_redirects_and_app_root() -> None:
    assert asked([ingress(("/", "Prefix", "web"), permanent_redirect="https://new.example.com/x")], "/a") == {
        "/a": "https://new.example.com/x"
    }
    assert asked([ingress(("/", "Prefix", "web"), app_root="/home")], "/", "/a") == {
        "/": "http://shop.example.com/home",
        "/a": ("web:80", "/a"),
    }


def test_a_service_that_is_not_there_or_has_no_pods_is_unavailable() -> None:
    paths = [(f"/{name}", "Prefix", name) for name in ("ready", "empty", "missing")]
    objects = [ingress(*paths), service("ready", app="ready"), service("empty", app="typo"), pod("p", app="ready")]
    assert asked(objects, "/ready", "/empty", "/missing") == {
        "/ready": ("ready:80", "/ready"),
        "/empty": 503,
        "/missing": 503,
    }


def test_a_port_may_go_by_name() -> None:
    named = ingress(("/", "Prefix", "web"))
    named["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]["port"] = {"name": "http"}
    ports = [{"name": "http", "port": 8080, "targetPort": "web"}]
    there = {"kind": "Service", "metadata": {"name": "web"}, "spec": {"ports": ports}}
    assert asked([named], "/") == {"/": ("web:http", "/")}
    assert asked([named, there], "/") == {"/": ("web:8080", "/")}
    assert asked([named, service("web")], "/") == {"/": 503}


def test_only_ingresses_of_its_class_are_served() -> None:
    def ingress_class(name: str, controller: str) -> dict[str, Any]:
        return {"kind": "IngressClass", "metadata": {"name": name}, "spec": {"controller": controller}}

    objects = [
        ingress_class("nginx", "k8s.io/ingress-nginx"),
        ingress_class("other", "example.com/other"),
        ingress(("/a", "Prefix", "a"), name="a", ingressClassName="nginx"),
        ingress(("/b", "Prefix", "b"), name="b", ingressClassName="other"),
        ingress(("/c", "Prefix", "c"), name="c"),
    ]
    assert asked(objects, "/a", "/b", "/c") == {"/a": ("a:80", "/a"), "/b": 404, "/c": 404}


def test_changing_one_path_changes_the_answer() -> None:
    assert asked([ingress(("/wear", "Prefix", "wear"))], "/wear") != asked(
        [ingress(("/wera", "Prefix", "wear"))], "/wear"
    )


def test_the_backend_tells_host_and_headers() -> None:
    sent = Request("POST", "shop.example.com", "/a?b=ñ", (("X-Version", "2"),))
    rewritten = ingress(("/a", "Prefix", "web"), upstream_vhost="inner.test")
    assert ingress_answers([rewritten], [sent, Request(port=8080)]) == (
        Answer(200, "web:80", "/a?b=%C3%B1", "inner.test", (("x-version", "2"),)),
        Answer(0),
    )


@pytest.mark.parametrize(
    ("objects", "messages"),
    [
        (
            [ingress(("/app(/|$)(.*)", "Prefix", "web"), ("/a*", "Exact", "web"), ("/fine", "Exact", "web"))],
            (
                "ingress contains invalid paths: path /app(/|$)(.*) cannot be used with pathType Prefix\n"
                "path /a* cannot be used with pathType Exact",
            ),
        ),
        (
            [ingress(("/a", "Prefix", "a"), name="one"), ingress(("/a", "Exact", "b"), name="two")],
            ('host "shop.example.com" and path "/a" is already defined in ingress default/one',),
        ),
        (
            [ingress(("/", "Prefix", "a"), server_snippet="return 200;")],
            (
                f"{PREFIX}server-snippet annotation cannot be used. "
                "Snippet directives are disabled by the Ingress administrator",
            ),
        ),
        ([ingress(("/app(/|$)(.*)", "ImplementationSpecific", "web"))], ()),
    ],
)
def test_what_the_controller_refuses(objects: list[dict[str, Any]], messages: tuple[str, ...]) -> None:
    assert ingress_refusals(objects) == messages


def test_refused_objects_answer_nothing() -> None:
    with pytest.raises(RefusedError, match="cannot be used with pathType Prefix"):
        asked([ingress(("/a.*(b)", "Prefix", "web"))], "/a")
    with pytest.raises(RefusedError) as refused:
        asked([ingress(("/a(", "ImplementationSpecific", "web"), use_regex="true")], "/a")
    assert refused.value.messages == ('pcre_compile() failed: missing ) in "^/a("',)
    with pytest.raises(NotCoveredError, match="canary"):
        asked([ingress(("/", "Prefix", "web"), canary="true")], "/a")


def test_the_program_has_a_name_and_a_version() -> None:
    assert (nginx_program().name, nginx_program().version.count(".")) == ("nginx", 2)
