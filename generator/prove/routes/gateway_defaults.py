"""A Gateway API object as its author wrote it goes in; it comes out with the defaults that the schemas fill in."""

from collections.abc import Callable, Mapping
from typing import Any

Fields = dict[str, Any]

_GROUP = "gateway.networking.k8s.io"
_EVERY_PATH = {"type": "PathPrefix", "value": "/"}


def with_defaults(kind: str, thing: Mapping[str, Any]) -> Fields:
    """A copy with the defaults of its kind; other kinds unchanged."""
    spec = _SPECS.get(kind)
    return {**thing, "spec": spec(thing.get("spec") or {})} if spec else dict(thing)


def _gateway(spec: Fields) -> Fields:
    return {**spec, "listeners": [_listener(listener) for listener in spec.get("listeners") or ()]}


def _listener(listener: Fields) -> Fields:
    allowed = listener.get("allowedRoutes") or {}
    filled = {
        **listener,
        "allowedRoutes": {**allowed, "namespaces": {"from": "Same", **(allowed.get("namespaces") or {})}},
    }
    if "kinds" in allowed:
        filled["allowedRoutes"]["kinds"] = [{"group": _GROUP, **kind} for kind in allowed["kinds"]]
    if listener.get("tls"):
        references = [{"group": "", "kind": "Secret", **ref} for ref in listener["tls"].get("certificateRefs") or ()]
        filled["tls"] = {"mode": "Terminate", **listener["tls"], "certificateRefs": references}
    return filled


def _http_route(spec: Fields) -> Fields:
    parents = [{"group": _GROUP, "kind": "Gateway", **parent} for parent in spec.get("parentRefs") or ()]
    return {**spec, "parentRefs": parents, "rules": [_rule(rule) for rule in spec.get("rules", [{}])]}


def _rule(rule: Fields) -> Fields:
    matches = rule.get("matches") or [{}]
    return {
        **rule,
        "matches": [_match(match) for match in matches],
        "filters": [_filter(item) for item in rule.get("filters") or ()],
        "backendRefs": [_backend(backend) for backend in rule.get("backendRefs") or ()],
    }


def _match(match: Fields) -> Fields:
    filled = {**match, "path": {**_EVERY_PATH, **(match.get("path") or {})}}
    for name in ("headers", "queryParams"):
        if name in match:
            filled[name] = [{"type": "Exact", **item} for item in match[name] or ()]
    return filled


def _filter(item: Fields) -> Fields:
    if "requestRedirect" not in item:
        return dict(item)
    return {**item, "requestRedirect": {"statusCode": 302, **(item["requestRedirect"] or {})}}


def _backend(backend: Fields) -> Fields:
    filters = [_filter(item) for item in backend.get("filters") or ()]
    return {"group": "", "kind": "Service", "weight": 1, **backend, "filters": filters}


_SPECS: Mapping[str, Callable[[Fields], Fields]] = {"Gateway": _gateway, "HTTPRoute": _http_route}
