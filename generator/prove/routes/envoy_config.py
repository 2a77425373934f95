"""Hosts with their rules go in; the configuration comes out that makes Envoy route as they say."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.prove.routes.attachment import Entry, Host
from generator.prove.routes.cluster import Reference

Config = dict[str, Any]

INVALID = "invalid"
"""The cluster for a backendRef that leads nowhere."""

_CODES = {
    301: "MOVED_PERMANENTLY",
    302: "FOUND",
    303: "SEE_OTHER",
    307: "TEMPORARY_REDIRECT",
    308: "PERMANENT_REDIRECT",
}
_USUAL_PORTS = {"http": 80, "https": 443}
_MANAGER = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
_ROUTER = "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"


def listener(name: str, pipe: Path, hosts: Sequence[Host], clusters: Mapping[Reference, str]) -> Config:
    """A socket for requests with its hosts; `clusters` has the cluster of each Service that may be reached."""
    manager = {
        "@type": _MANAGER,
        "stat_prefix": name,
        "generate_request_id": False,
        # What the specification leaves open is done as controllers do it: `//` and `..` are resolved first.
        "normalize_path": True,
        "merge_slashes": True,
        "route_config": {
            "ignore_port_in_host_matching": True,
            "virtual_hosts": [
                {
                    "name": host.name,
                    "domains": [host.name],
                    "routes": [_route(entry, clusters) for entry in host.entries],
                }
                for host in hosts
            ],
        },
        "http_filters": [
            {"name": "router", "typed_config": {"@type": _ROUTER, "suppress_envoy_headers": True}},
        ],
    }
    filters = [{"name": "http", "typed_config": manager}]
    return {"name": name, "address": {"pipe": {"path": str(pipe)}}, "filter_chains": [{"filters": filters}]}


def cluster(name: str, port: int | None) -> Config:
    """A Service whose pods are on a loopback port; without one it has no pods."""
    address = {"socket_address": {"address": "127.0.0.1", "port_value": port}}
    endpoints = [{"endpoint": {"address": address}}] if port else []
    return {
        "name": name,
        "type": "STATIC",
        "load_assignment": {"cluster_name": name, "endpoints": [{"lb_endpoints": endpoints}]},
    }


def _route(entry: Entry, clusters: Mapping[Reference, str]) -> Config:
    filters = entry.rule["filters"]
    route: Config = {"match": _match(entry.match), **_headers(filters, "request"), **_headers(filters, "response")}
    redirect = next((each["requestRedirect"] for each in filters if each["type"] == "RequestRedirect"), None)
    if redirect is not None:
        return {**route, "redirect": _redirect(redirect, entry.match)}
    weighted = _weighted(entry, clusters)
    if not weighted or all(each["name"] == INVALID for each in weighted):
        return {**route, "direct_response": {"status": 500}}
    return {**route, "route": {"weighted_clusters": {"clusters": weighted}, **_rewrite(filters, entry.match)}}


def _weighted(entry: Entry, clusters: Mapping[Reference, str]) -> list[Config]:
    found = []
    for backend in entry.rule["backendRefs"]:
        key = Reference(str(backend.get("namespace") or entry.namespace), str(backend["name"]), backend.get("port", 0))
        name = clusters.get(key, INVALID) if backend["kind"] == "Service" else INVALID
        found.append({"name": name, "weight": backend["weight"]})
    return [each for each in found if each["weight"]]


def _match(match: Mapping[str, Any]) -> Config:
    path, kind = str(match["path"]["value"]), match["path"]["type"]
    config: Config = {"path": path} if kind == "Exact" else {"safe_regex": {"regex": path}}
    if kind == "PathPrefix":
        config = {"prefix": "/"} if path == "/" else {"path_separated_prefix": path.rstrip("/")}
    method = [{"name": ":method", "string_match": {"exact": match["method"]}}] if "method" in match else []
    headers = _first_of_each(match.get("headers") or (), str.lower)
    config["headers"] = method + [_value(each) for each in headers]
    config["query_parameters"] = [_value(each) for each in _first_of_each(match.get("queryParams") or (), str)]
    return config


def _first_of_each(items: Iterable[Mapping[str, Any]], same: Callable[[str], str]) -> list[Mapping[str, Any]]:
    """A name that comes again counts only the first time; those of headers are the same whatever their case."""
    first: dict[str, Mapping[str, Any]] = {}
    for item in items:
        first.setdefault(same(str(item["name"])), item)
    return list(first.values())


def _value(item: Mapping[str, Any]) -> Config:
    how = {"exact": item["value"]} if item["type"] == "Exact" else {"safe_regex": {"regex": item["value"]}}
    return {"name": item["name"], "string_match": how}


def _redirect(wanted: Mapping[str, Any], match: Mapping[str, Any]) -> Config:
    config: Config = {"response_code": _CODES[wanted["statusCode"]]}
    names = {"hostname": "host_redirect", "scheme": "scheme_redirect", "port": "port_redirect"}
    # Where the scheme is told and the port is not, it is that of the scheme.
    told = {"port": _USUAL_PORTS[wanted["scheme"]], **wanted} if "scheme" in wanted else wanted
    config |= {ours: told[theirs] for theirs, ours in names.items() if theirs in told}
    change = wanted.get("path") or {}
    if change.get("type") == "ReplaceFullPath":
        config["path_redirect"] = change["replaceFullPath"]
    return config | (_new_prefix(change, match) if change.get("type") == "ReplacePrefixMatch" else {})


def _rewrite(filters: Sequence[Mapping[str, Any]], match: Mapping[str, Any]) -> Config:
    wanted: Config = next((each["urlRewrite"] for each in filters if each["type"] == "URLRewrite"), {})
    config: Config = {"host_rewrite_literal": wanted["hostname"]} if "hostname" in wanted else {}
    change = wanted.get("path") or {}
    if change.get("type") == "ReplaceFullPath":
        return config | _regex_rewrite("^/.*$", change["replaceFullPath"])
    return config | (_new_prefix(change, match) if change.get("type") == "ReplacePrefixMatch" else {})


def _new_prefix(change: Mapping[str, Any], match: Mapping[str, Any]) -> Config:
    """The prefix goes by whole elements, so that no slash is lost or doubled."""
    old, new = str(match["path"]["value"]).rstrip("/"), str(change["replacePrefixMatch"]).rstrip("/")
    if not new:
        return _regex_rewrite(f"^{re.escape(old)}/*", "/")
    return {"prefix_rewrite": new if old else f"{new}/"}


def _regex_rewrite(pattern: str, text: str) -> Config:
    return {"regex_rewrite": {"pattern": {"regex": pattern}, "substitution": text.replace("\\", "\\\\")}}


def _headers(filters: Sequence[Mapping[str, Any]], kind: str) -> Config:
    field = f"{kind}HeaderModifier"
    wanted: Config = next((each[field] for each in filters if field in each), {})
    actions = {"set": "OVERWRITE_IF_EXISTS_OR_ADD", "add": "APPEND_IF_EXISTS_OR_ADD"}
    # For Envoy a single `%` begins a variable.
    added = [
        {"header": {"key": each["name"], "value": str(each["value"]).replace("%", "%%")}, "append_action": action}
        for verb, action in actions.items()
        for each in wanted.get(verb) or ()
    ]
    removed = list(wanted.get("remove") or ())
    return {
        key: value
        for key, value in ((f"{kind}_headers_to_add", added), (f"{kind}_headers_to_remove", removed))
        if value
    }
