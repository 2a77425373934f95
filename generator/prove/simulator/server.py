"""Objects go in; a simulated API server on a free loopback port, to which real kubectl talks, comes out."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import yaml

from .api import answer
from .cluster import Cluster
from .controllers import reconcile
from .gateway_definitions import JsonSchemas, gateway_definitions
from .objects import EPOCH, Object
from .requests import Response, read_request
from .seed import seed_stages
from .seed_names import INSTALLED
from .store import Store

# What kubectl shows as the address of the cluster; it reaches the real one as if through a proxy, so that no output
# depends on the free port and nothing can leave the machine.
SHOWN_ADDRESS = "http://controlplane:6443"
# Nobody else changes the cluster, so a watch has told everything at once; a real one would stay open.
_WATCH_SECONDS = 0.2


class Simulator:
    """A cluster in memory behind an HTTP server; use it as `with Simulator.up(...) as simulator`."""

    def __init__(self, objects: Sequence[Object], schemas: JsonSchemas) -> None:
        self._initial = _furnished(objects, schemas)
        self._cluster = Cluster(self._initial.clone())
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.simulator = self

    @classmethod
    @contextmanager
    def up(cls, objects: Sequence[Object] = (), schemas: JsonSchemas | None = None) -> Iterator[Simulator]:
        """Serve the seed, `objects` and the Gateway API kinds of `schemas` until the block ends.

        An object that the API refuses raises ApiError with the server's words.
        """
        simulator = cls(objects, schemas or {})
        thread = threading.Thread(target=simulator._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield simulator
        finally:
            simulator._server.shutdown()
            simulator._server.server_close()
            thread.join()

    @property
    def port(self) -> int:
        """The loopback port that is served."""
        return int(self._server.server_address[1])

    def reset(self, objects: Sequence[Object] = ()) -> None:
        """Go back to the beginning, with some more objects; a refused one raises ApiError."""
        with self._lock:
            self._cluster = Cluster(self._initial.clone())
            for item in objects:
                self._cluster.seed(item)
            reconcile(self._cluster.store)

    def kubeconfig(self, path: Path) -> Path:
        """Write a kubeconfig that leads here, and nowhere else, and return its path."""
        cluster = {"server": SHOWN_ADDRESS, "proxy-url": f"http://127.0.0.1:{self.port}"}
        context = {"cluster": "kubernetes", "user": "kubernetes-admin"}
        told = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "kubernetes", "cluster": cluster}],
            "contexts": [{"name": "kubernetes-admin@kubernetes", "context": context}],
            "current-context": "kubernetes-admin@kubernetes",
            "users": [{"name": "kubernetes-admin", "user": {}}],
        }
        path.write_text(yaml.safe_dump(told, sort_keys=False), "utf-8")
        return path

    def handle(self, method: str, address: str, headers: Mapping[str, str], body: bytes) -> Response:
        """Answer one request; requests are answered one after the other."""
        request = read_request(method, address, headers, body)
        with self._lock:
            return answer(self._cluster, request)


def _furnished(objects: Sequence[Object], schemas: JsonSchemas) -> Store:
    cluster = Cluster(_seeded().clone())
    for item in [*gateway_definitions(schemas), *objects]:
        cluster.seed(item)
    reconcile(cluster.store)
    cluster.store.wait_until(EPOCH)
    return cluster.store


@cache
def _seeded() -> Store:
    cluster = Cluster(Store(INSTALLED))
    for stage in seed_stages():
        for item in stage:
            cluster.seed(item)
        reconcile(cluster.store)
    return cluster.store


class _Server(socketserver.ThreadingTCPServer):
    """A TCP server: the HTTP one of the library looks its own name up in the DNS when it starts."""

    daemon_threads = True
    allow_reuse_address = True
    simulator: Simulator


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    # Without it each answer waits for the client's delayed acknowledgement.
    disable_nagle_algorithm = True

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        headers = dict(self.headers.items())
        response = self.server.simulator.handle(self.command, self.path, headers, body)
        if response.events is None:
            self._send(response)
        else:
            self._send_events(response.events)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - the library's names

    def do_CONNECT(self) -> None:
        """Open the tunnel that kubectl exec and port-forward ask of a proxy: its other end is here too."""
        self.send_response(200)
        self.end_headers()

    def _send(self, response: Response) -> None:
        payload = response.body if isinstance(response.body, bytes) else json.dumps(response.body).encode()
        self.send_response(response.code)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(payload)))
        for warning in response.warnings:
            self.send_header("Warning", f"299 - {json.dumps(warning)}")
        self.end_headers()
        self.wfile.write(payload)

    def _send_events(self, events: Sequence[Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        for event in events:
            self.wfile.write(json.dumps(event).encode() + b"\n")
        self.wfile.flush()
        time.sleep(_WATCH_SECONDS)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing: what kubectl prints is all that matters."""
