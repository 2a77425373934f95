"""Kubernetes objects go in; while the context lasts a loopback server shows them as an API server would.

It is a stand-in, not an API server: a controller can list and watch a few kinds, nothing ever changes, and the status
that the controller writes is kept for reading.
"""

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generator.prove.routes.loopback import Handler, serving

Shown = dict[str, Any]

_GATEWAY_API = "gateway.networking.k8s.io"
KINDS = {
    "Namespace": ("v1", "namespaces"),
    "Service": ("v1", "services"),
    "Secret": ("v1", "secrets"),
    "ConfigMap": ("v1", "configmaps"),
    "EndpointSlice": ("discovery.k8s.io/v1", "endpointslices"),
    "GatewayClass": (f"{_GATEWAY_API}/v1", "gatewayclasses"),
    "Gateway": (f"{_GATEWAY_API}/v1", "gateways"),
    "HTTPRoute": (f"{_GATEWAY_API}/v1", "httproutes"),
    "GRPCRoute": (f"{_GATEWAY_API}/v1", "grpcroutes"),
    "TLSRoute": (f"{_GATEWAY_API}/v1", "tlsroutes"),
    "BackendTLSPolicy": (f"{_GATEWAY_API}/v1", "backendtlspolicies"),
    "ReferenceGrant": (f"{_GATEWAY_API}/v1beta1", "referencegrants"),
}
_CLUSTER_WIDE = frozenset({"Namespace", "GatewayClass"})
_VERSION = "1"


@dataclass(slots=True)
class Statuses:
    """What the controller wrote, by kind and `namespace/name`."""

    written: dict[tuple[str, str], Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ApiServer:
    """Where the stand-in listens, and the statuses so far."""

    port: int
    statuses: Statuses


@contextmanager
def api_server(objects: Iterable[Mapping[str, Any]]) -> Iterator[ApiServer]:
    """Shows the objects of the kinds it knows; the others are left out."""
    shown: dict[str, list[Shown]] = {kind: [] for kind in KINDS}
    for thing in objects:
        if thing.get("kind") in shown:
            shown[thing["kind"]].append(_shown(thing))
    statuses = Statuses()
    with serving({"api": _handler(shown, statuses)}) as ports:
        yield ApiServer(ports["api"], statuses)


def _shown(thing: Mapping[str, Any]) -> Shown:
    """The object with the metadata that an API server adds."""
    kind = thing["kind"]
    metadata = {"creationTimestamp": "2026-01-01T00:00:00Z", **(thing.get("metadata") or {})}
    if kind not in _CLUSTER_WIDE:
        metadata["namespace"] = metadata.get("namespace") or "default"
    key = f"{metadata.get('namespace', '')}/{metadata.get('name', '')}"
    metadata |= {"uid": f"{kind}/{key}", "resourceVersion": _VERSION, "generation": 1}
    return {**thing, "apiVersion": KINDS[kind][0], "metadata": metadata}


def _handler(shown: Mapping[str, list[Shown]], statuses: Statuses) -> Handler:
    by_path = {_collection(*KINDS[kind]): kind for kind in KINDS}

    async def handle(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, target = head.decode("latin-1").split(" ")[:2]
        url = urlsplit(target)
        if method == "PUT":
            body = json.loads(await reader.readexactly(_length(head)))
            metadata = body["metadata"]
            statuses.written[body["kind"], f"{metadata.get('namespace', '')}/{metadata['name']}"] = body["status"]
            writer.write(_response(200, body))
            return
        kind = by_path.get(url.path)
        query = parse_qs(url.query)
        if kind is None:
            writer.write(_response(404, {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 404}))
        elif query.get("watch", ["false"])[0] in ("true", "1"):
            await _watch(writer, shown[kind] if "sendInitialEvents" in query else [], KINDS[kind][0], kind)
        else:
            items = {"kind": f"{kind}List", "apiVersion": KINDS[kind][0], "items": shown[kind]}
            writer.write(_response(200, {**items, "metadata": {"resourceVersion": _VERSION}}))

    return handle


def _collection(group_version: str, plural: str) -> str:
    return f"/{'apis' if '/' in group_version else 'api'}/{group_version}/{plural}"


async def _watch(writer: asyncio.StreamWriter, first: list[Shown], group_version: str, kind: str) -> None:
    """The objects, a mark that these were all, and then silence until the controller ends."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
    mark = {"resourceVersion": _VERSION, "annotations": {"k8s.io/initial-events-end": "true"}}
    events = [{"type": "ADDED", "object": thing} for thing in first]
    events.append({"type": "BOOKMARK", "object": {"kind": kind, "apiVersion": group_version, "metadata": mark}})
    writer.write(b"".join(json.dumps(event).encode() + b"\n" for event in events))
    await writer.drain()
    await asyncio.Event().wait()


def _length(head: bytes) -> int:
    lines = head.decode("latin-1").lower().split("\r\n")
    return int(next(line.split(":")[1] for line in lines if line.startswith("content-length:")))


def _response(status: int, body: Shown) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"HTTP/1.1 {status} \r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\nConnection: close"
    )
    return head.encode() + b"\r\n\r\n" + content
