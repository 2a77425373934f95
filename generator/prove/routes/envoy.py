"""Gateway API objects and requests go in; what a real Envoy, configured after the specification, answered comes out.

A second opinion beside the controller: where the two differ, the controller departs from the specification, or our
reading of it is wrong.
"""

import asyncio
import json
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from generator.prove.routes.attachment import hosts_of
from generator.prove.routes.backends import backends
from generator.prove.routes.cluster import Objects, Reference, Service, name_of, namespace_of, of_kind, services
from generator.prove.routes.envoy_config import INVALID, Config, cluster, listener
from generator.prove.routes.exchange import NOBODY_LISTENS, Answer, Request, ask, connected, listens
from generator.prove.routes.gateway_objects import GatewayPort, addressed, gateway_ports, references
from generator.prove.routes.loopback import serving
from generator.prove.routes.program import Program, found, running, version_of

_START_LIMIT = 15.0


def envoy_answers(objects: Objects, requests: Sequence[Request]) -> tuple[Answer, ...]:
    """One answer a request, in order. A request that names no Gateway goes to the first one that has its port.

    NotStartedError if Envoy does not come up.
    """
    there = services(objects, references(objects))
    names = {service.backend(port) for service in there for port in service.ports if port.ready}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="envoy-")))
        ports = dict(stack.enter_context(backends(sorted(names))))
        ports |= stack.enter_context(serving({INVALID: _refuse}))
        pipes = {wanted: folder / f"{number}.sock" for number, wanted in enumerate(gateway_ports(objects))}
        config = folder / "envoy.json"
        config.write_text(json.dumps(_config(objects, there, pipes, ports)))
        command = [found("envoy"), "-c", str(config), "--use-dynamic-base-id", "--concurrency", "1", "-l", "warn"]
        envoy = stack.enter_context(running(command, folder, {"HOME": str(folder)}))
        envoy.until(lambda: all(listens(pipe) for pipe in pipes.values()), _START_LIMIT)
        return tuple(_sent(addressed(pipes, request), request) for request in requests)


def envoy_program() -> Program:
    """The Envoy that answers."""
    return Program("envoy", version_of([found("envoy"), "--version"]))


def _config(
    objects: Objects, there: Sequence[Service], pipes: Mapping[GatewayPort, Path], ports: Mapping[str, int]
) -> Config:
    reached = {
        Reference(service.namespace, service.name, port.number or port.name): service.backend(port)
        for service in there
        for port in service.ports
    }
    clusters = [cluster(name, ports.get(name)) for name in sorted({*reached.values(), INVALID})]
    gateways = {f"{namespace_of(thing)}/{name_of(thing)}": thing for thing in of_kind(objects, "Gateway")}
    listeners = [
        listener(f"{key}:{port}", pipe, hosts_of(objects, gateways[key], port), reached)
        for (key, port), pipe in pipes.items()
    ]
    return {"static_resources": {"listeners": listeners, "clusters": clusters}}


async def _refuse(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The share of requests that goes to an invalid backend."""
    writer.write(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def _sent(pipe: Path | None, request: Request) -> Answer:
    return _without_usual_port(ask(lambda: connected(pipe), request)) if pipe else NOBODY_LISTENS


def _without_usual_port(answer: Answer) -> Answer:
    """The specification leaves a port that is the scheme's own out of a redirect; Envoy writes what it is told."""
    location = answer.location or ""
    for scheme, port in (("http://", ":80"), ("https://", ":443")):
        if location.startswith(scheme):
            host, slash, rest = location.removeprefix(scheme).partition("/")
            return replace(answer, location=scheme + host.removesuffix(port) + slash + rest)
    return answer
