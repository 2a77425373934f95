"""A request goes in as plain data, travels over a real connection, and comes out as what answered it."""

import json
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote

NAME_HEADER = "Reached-Backend"
SEEN_HEADER = "Reached-Request"
TIME_LIMIT = 5.0

_PRINTABLE = "".join(chr(code) for code in range(0x21, 0x7F))
_ADDED_ON_THE_WAY = frozenset({"host", "connection", "accept-encoding", "user-agent", "content-length"})


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sends; `gateway` (namespace/name) tells which one is addressed where there are several."""

    method: str = "GET"
    host: str = "example.com"
    path: str = "/"
    headers: tuple[tuple[str, str], ...] = ()
    port: int = 80
    gateway: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What really happened: status 0 means that nothing listened on the port.

    `backend` is `service:port`, with `namespace/` before it outside of namespace default, or None when the proxy
    itself answered. `…_received` is what the backend got: the query is part of the path, headers are without those
    that every proxy adds. `location` is where a redirect points.
    """

    status: int
    backend: str | None = None
    path_received: str | None = None
    host_received: str | None = None
    headers_received: tuple[tuple[str, str], ...] = ()
    location: str | None = None


NOBODY_LISTENS = Answer(status=0)


def connected(door: Path) -> socket.socket:
    """A connection to the Unix socket of that path; OSError if nobody listens."""
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(TIME_LIMIT)
    try:
        connection.connect(str(door))
    except OSError:
        connection.close()
        raise
    return connection


def listens(door: Path) -> bool:
    """Whether somebody listens on the Unix socket of that path."""
    try:
        connected(door).close()
    except OSError:
        return False
    return True


def ask(connect: Callable[[], socket.socket], request: Request) -> Answer:
    """What answered the request sent over a new connection; OSError if the connection breaks."""
    connection = HTTPConnection("localhost")
    connection.sock = connect()
    connection.sock.settimeout(TIME_LIMIT)
    try:
        path = quote(request.path, safe=_PRINTABLE)
        connection.putrequest(request.method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", request.host if request.port == 80 else f"{request.host}:{request.port}")
        for name, value in request.headers:
            connection.putheader(name, value)
        connection.endheaders()
        return _answer(connection.getresponse())
    finally:
        connection.close()


def _answer(response: HTTPResponse) -> Answer:
    backend, location = response.getheader(NAME_HEADER), response.getheader("Location")
    if backend is None:
        return Answer(response.status, location=location)
    seen = json.loads(response.getheader(SEEN_HEADER, "{}"))
    return Answer(
        response.status,
        backend,
        seen["target"],
        seen["host"],
        _own_headers((name, value) for name, value in seen["headers"]),
        location,
    )


def _own_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    lowered = ((name.lower(), value) for name, value in headers)
    return tuple(
        sorted(
            (n, v) for n, v in lowered if n not in _ADDED_ON_THE_WAY and not n.startswith(("x-forwarded-", "x-real-"))
        )
    )
