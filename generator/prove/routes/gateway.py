"""Gateway API objects and requests go in; what a real controller, Traefik, answered and reported comes out.

No rule of routing is implemented here: the controller reads the objects from a stand-in for the API server, whose
listeners have free loopback ports in place of their own. It passes the conformance tests of Gateway API 1.5, and yet
departs from the specification where its sum of points for a match misleads it (`tests/test_routes_gateway.py` has a
table): a method or many headers beat a prefix that is a little longer, a longer path beats a better host name,
listeners of a Gateway are not isolated from each other, an empty replacement of a prefix loses the slash. Where that
matters, `envoy` has the specification's answer.
"""

import socket
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

from generator.prove.routes.backends import backends
from generator.prove.routes.cluster import Objects, services
from generator.prove.routes.exchange import NOBODY_LISTENS, TIME_LIMIT, Answer, Request, ask
from generator.prove.routes.gateway_api import ApiServer, Shown, api_server
from generator.prove.routes.gateway_objects import (
    READY,
    READY_PORT,
    READY_STATUS,
    GatewayPort,
    addressed,
    as_served,
    gateway_ports,
    references,
)
from generator.prove.routes.program import Program, found, running, version_of

_START_LIMIT = 15.0
# The controller gives its entry points their routes one after the other, the one that tells may be the first of them.
_SETTLING = 0.01


@dataclass(frozen=True, slots=True, order=True)
class Condition:
    """What the controller reports: `about` is the object, `part` its listener or the parent that a route asked for."""

    about: str
    part: str
    type: str
    status: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class _Controller:
    api: ApiServer
    ports: Mapping[GatewayPort, int]


def gateway_answers(objects: Objects, requests: Sequence[Request]) -> tuple[Answer, ...]:
    """One answer a request, in order. A request that names no Gateway goes to the first one that has its port.

    NotStartedError if the controller does not come up.
    """
    with _controller(objects) as controller:
        return tuple(_sent(addressed(controller.ports, request), request) for request in requests)


def gateway_status(objects: Objects) -> tuple[Condition, ...]:
    """All conditions that the controller reports of these objects, sorted. NotStartedError if it does not come up."""
    with _controller(objects) as controller:
        written = controller.api.statuses.written
        return tuple(
            sorted(found for (kind, key), status in written.items() for found in _conditions(kind, key, status))
        )


def gateway_program() -> Program:
    """The controller that answers."""
    return Program("traefik", version_of([found("traefik"), "version"]))


@contextmanager
def _controller(objects: Objects) -> Iterator[_Controller]:
    there = services(objects, references(objects))
    names = {service.backend(port) for service in there for port in service.ports}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gateway-")))
        ports = {wanted: stack.enter_context(_reserved()) for wanted in (*gateway_ports(objects), READY_PORT)}
        reached = stack.enter_context(backends(sorted(names)))
        api = stack.enter_context(api_server(as_served(objects, there, ports, reached)))
        command = [found("traefik"), *_options(ports.values(), api.port)]
        traefik = stack.enter_context(running(command, folder, {"HOME": str(folder)}))
        traefik.until(lambda: _ready(ports[READY_PORT], api), _START_LIMIT)
        time.sleep(_SETTLING)
        yield _Controller(api, ports)


def _options(ports: Iterable[int], api: int) -> list[str]:
    entry_points = (
        option
        for port in ports
        for option in (f"--entrypoints.p{port}.address=127.0.0.1:{port}", f"--entrypoints.p{port}.reuseport=true")
    )
    return [
        "--global.checknewversion=false",
        "--global.sendanonymoususage=false",
        "--providers.providersthrottleduration=0",
        f"--providers.kubernetesgateway.endpoint=http://127.0.0.1:{api}",
        *entry_points,
    ]


@contextmanager
def _reserved() -> Iterator[int]:
    """A free port that nobody else gets while the context lasts, but that a program may share."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def _ready(port: int, api: ApiServer) -> bool:
    if READY_STATUS not in api.statuses.written:
        return False
    try:
        return ask(lambda: _connect(port), Request(host=READY)).location is not None
    except (OSError, HTTPException):
        return False


def _sent(port: int | None, request: Request) -> Answer:
    return NOBODY_LISTENS if port is None else ask(lambda: _connect(port), request)


def _connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), TIME_LIMIT)


def _conditions(kind: str, key: str, status: Shown) -> Iterator[Condition]:
    about = f"{kind} {key.removeprefix('/')}"
    if READY in about:
        return
    parts: list[tuple[str, Mapping[str, Any]]] = [("", status)]
    parts += [(f"listener {item['name']}", item) for item in status.get("listeners") or ()]
    parts += [(f"parent {_parent(item['parentRef'])}", item) for item in status.get("parents") or ()]
    for part, holder in parts:
        for item in holder.get("conditions") or ():
            yield Condition(about, part, item["type"], item["status"], item["reason"], item.get("message", ""))


def _parent(reference: Mapping[str, Any]) -> str:
    name = f"{reference['namespace']}/{reference['name']}" if "namespace" in reference else str(reference["name"])
    return f"{name} {reference['sectionName']}" if "sectionName" in reference else name
