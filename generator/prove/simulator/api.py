"""A request goes in; the response of the simulated API server comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .cluster import Cluster, Options
from .columns import table
from .decoding import decode_body
from .discovery import aggregated, core_versions, group_list, resource_list, version_document
from .failures import ApiError, unknown_path, unsupported
from .objects import WRITING_TIME, Object, name_of, part
from .openapi import openapi_document, openapi_index
from .requests import Request, Response, Target
from .resources import Resource
from .reviews import REVIEWS, review
from .subresources import SUBRESOURCE_METHODS

_AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
# An empty document in protobuf: kubectl asks for it before it says that a kind is unknown.
_OPENAPI_V2 = b"\n\x032.0"
_OPENAPI_V2_TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
_HEALTH = ("/healthz", "/livez", "/readyz")
_WRITING = ("POST", "PUT", "PATCH", "DELETE")
_INSIDE_CONTAINERS = ("attach", "ephemeralcontainers", "exec", "log", "portforward", "proxy")
_DEPRECATED: Mapping[str, str] = {
    "endpoints": "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
    "componentstatuses": "v1 ComponentStatus is deprecated in v1.19+",
}


def answer(cluster: Cluster, request: Request) -> Response:
    """Return the response; whatever the client did wrong is told in a Status."""
    try:
        target = request.target()
        if target is None:
            return _document(cluster, request)
        # A dry run does everything, on a cluster that is thrown away.
        chosen = Cluster(cluster.store.clone(dry=True)) if _is_dry_run(request) else cluster
        if request.method in _WRITING:
            chosen.store.wait_until(chosen.store.now + WRITING_TIME)
        return _on_resource(chosen, request, target)
    except ApiError as failure:
        return Response(failure.status(), failure.code)


def _is_dry_run(request: Request) -> bool:
    return request.method in _WRITING and request.asks("dryRun")


def _document(cluster: Cluster, request: Request) -> Response:
    path, resources = request.path, cluster.resources
    if path in _HEALTH:
        return Response(b"ok", content_type="text/plain")
    if path == "/version":
        return Response(version_document())
    if path in ("/api", "/apis"):
        if "as=APIGroupDiscoveryList" in request.accept:
            return Response(aggregated(resources, core=path == "/api"), content_type=_AGGREGATED)
        return Response(core_versions() if path == "/api" else group_list(resources))
    if path == "/openapi/v2":
        return Response(_OPENAPI_V2, content_type=_OPENAPI_V2_TYPE)
    if path == "/openapi/v3":
        return Response(openapi_index(resources))
    prefix, _, rest = path.partition("/openapi/v3")
    wanted = [resource for resource in resources if resource.path == (rest if not prefix and rest else path)]
    if not wanted:
        raise unknown_path()
    if rest:
        return Response(openapi_document(cluster.definitions, wanted))
    return Response(resource_list(wanted[0].api_version, wanted))


def _on_resource(cluster: Cluster, request: Request, target: Target) -> Response:
    resource = cluster.resource(target.api_version, target.plural)
    warnings = tuple(filter(None, [_DEPRECATED.get(resource.plural)]))
    if resource.kind in REVIEWS and request.method == "POST":
        return Response(review(request, resource, decode_body(request.body)), 201)
    if target.subresource:
        return _subresource(cluster, request, resource, target)
    method = _METHODS.get(request.method)
    if method is None:
        raise ApiError(405, "the server does not allow this method on the requested resource")
    response = method(cluster, request, resource, target)
    return Response(response.body, response.code, response.content_type, warnings + response.warnings, response.events)


def _subresource(cluster: Cluster, request: Request, resource: Resource, target: Target) -> Response:
    name = target.subresource.partition("/")[0]
    method = SUBRESOURCE_METHODS.get(name)
    found = cluster.get(resource, target.namespace, target.name)
    if name in _INSIDE_CONTAINERS:
        raise unsupported(f"ningún contenedor se ejecuta de verdad, así que «{name}» no está disponible")
    if method is None:
        raise unsupported(f"«{resource.plural}/{name}» no está disponible")
    return Response(*method(cluster, request, resource, found))


def _read(cluster: Cluster, request: Request, resource: Resource, target: Target) -> Response:
    if request.asks("watch"):
        return _watch(cluster, request, resource, target)
    if target.name:
        found = cluster.get(resource, target.namespace, target.name)
        return Response(_shown(cluster, request, resource, [found]) if request.wants_table else found)
    items = _selected(cluster, request, resource, target)
    metadata = {"resourceVersion": cluster.store.version}
    if request.wants_table:
        return Response({**_shown(cluster, request, resource, items), "metadata": metadata})
    told = {"kind": f"{resource.kind}List", "apiVersion": resource.api_version}
    return Response({**told, "metadata": metadata, "items": items})


def _selected(cluster: Cluster, request: Request, resource: Resource, target: Target) -> list[Object]:
    labels, fields = request.query.get("labelSelector", ""), request.query.get("fieldSelector", "")
    return cluster.items(resource, target.namespace, labels, fields)


def _shown(cluster: Cluster, request: Request, resource: Resource, items: list[Object]) -> Object:
    whole = request.query.get("includeObject") == "Object"
    definition = cluster.definition(resource)
    return table(resource, definition, items, cluster.store.reading_time, whole=whole)


def _watch(cluster: Cluster, request: Request, resource: Resource, target: Target) -> Response:
    """Return what is there, when the client asks for it, and nothing more: nobody else changes the cluster."""
    items = _selected(cluster, request, resource, target)
    if target.name:
        items = [item for item in items if name_of(item) == target.name]
    initial = request.asks("sendInitialEvents") or request.query.get("resourceVersion", "") in ("", "0")
    events: list[Any] = []
    for item in items if initial else []:
        told = _shown(cluster, request, resource, [item]) if request.wants_table else item
        events.append({"type": "ADDED", "object": told})
    if request.asks("sendInitialEvents"):
        events.append({"type": "BOOKMARK", "object": _bookmark(cluster, resource)})
    return Response(None, events=tuple(events))


def _bookmark(cluster: Cluster, resource: Resource) -> Object:
    end = {"k8s.io/initial-events-end": "true"}
    metadata = {"resourceVersion": cluster.store.version, "annotations": end, "creationTimestamp": None}
    return {"kind": resource.kind, "apiVersion": resource.api_version, "metadata": metadata}


def _options(request: Request) -> Options:
    return Options(request.query.get("fieldManager", ""), request.query.get("fieldValidation", "Strict"))


def _create(cluster: Cluster, request: Request, resource: Resource, target: Target) -> Response:
    options = _options(request)
    made = cluster.create(resource, target.namespace, decode_body(request.body), options)
    return Response(made, 201, warnings=tuple(options.warnings))


def _replace(cluster: Cluster, request: Request, resource: Resource, target: Target) -> Response:
    options, body = _options(request), decode_body(request.body)
    made = cluster.replace(resource, target.namespace, target.name, body, options)
    return Response(made, warnings=tuple(options.warnings))


def _patch(cluster: Cluster, request: Request, resource: Resource, target: Target) -> Response:
    options, body = _options(request), decode_body(request.body)
    made, new = cluster.patch(resource, target.namespace, target.name, request.content_type, body, options)
    return Response(made, 201 if new else 200, warnings=tuple(options.warnings))


def _delete(cluster: Cluster, request: Request, resource: Resource, target: Target) -> Response:
    body = decode_body(request.body) if request.body.startswith(b"{") else {}
    orphan = body.get("propagationPolicy", request.query.get("propagationPolicy")) == "Orphan"
    if not target.name:
        items = _selected(cluster, request, resource, target)
        for item in items:
            cluster.delete(resource, part(item, "metadata.namespace", ""), name_of(item), orphan=orphan)
        return Response({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success"})
    found = cluster.delete(resource, target.namespace, target.name, orphan=orphan)
    details = {"name": target.name, "group": resource.group, "kind": resource.plural}
    details["uid"] = part(found, "metadata.uid")
    status = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "details": details}
    return Response(status)


_METHODS: Mapping[str, Callable[[Cluster, Request, Resource, Target], Response]] = {
    "GET": _read,
    "POST": _create,
    "PUT": _replace,
    "PATCH": _patch,
    "DELETE": _delete,
}
