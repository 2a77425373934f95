"""A request for a part of an object goes in: its status, its scale, its eviction; the answer's body comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .cluster import Cluster, Options
from .decoding import decode_body
from .failures import ApiError
from .objects import Object, name_of, part
from .patches import merge
from .requests import Request
from .resources import Resource
from .selectors import shown_selector

Method = Callable[[Cluster, Request, Resource, Object], tuple[Object, int]]


def _scale(cluster: Cluster, request: Request, resource: Resource, found: Object) -> tuple[Object, int]:
    if "replicas" not in part(found, "spec", {}):
        raise ApiError(404, "the server could not find the requested resource")
    if request.method in ("PUT", "PATCH"):
        wanted = part(merge(_scale_of(found), decode_body(request.body)), "spec.replicas", 0)
        body = merge(found, {"spec": {"replicas": wanted}, "metadata": {"resourceVersion": None}})
        namespace = part(found, "metadata.namespace", "")
        found = cluster.replace(resource, namespace, name_of(found), body, Options())
    return _scale_of(found), 200


def _scale_of(item: Object) -> Object:
    metadata = {key: value for key, value in item["metadata"].items() if key in _SCALE_METADATA}
    return {
        "kind": "Scale",
        "apiVersion": "autoscaling/v1",
        "metadata": metadata,
        "spec": {"replicas": part(item, "spec.replicas", 0)},
        "status": {
            "replicas": part(item, "status.replicas", 0),
            "selector": shown_selector(part(item, "spec.selector")),
        },
    }


_SCALE_METADATA = ("name", "namespace", "uid", "resourceVersion", "creationTimestamp")


def _status(cluster: Cluster, request: Request, resource: Resource, found: Object) -> tuple[Object, int]:
    if request.method == "GET":
        return found, 200
    body = decode_body(request.body)
    new = merge(found, body) if request.method == "PATCH" else body
    return cluster.set_status(resource, found, new), 200


def _eviction(cluster: Cluster, _: Request, resource: Resource, found: Object) -> tuple[Object, int]:
    cluster.delete(resource, part(found, "metadata.namespace", ""), name_of(found))
    return {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success"}, 201


SUBRESOURCE_METHODS: Mapping[str, Method] = {"scale": _scale, "status": _status, "eviction": _eviction}
