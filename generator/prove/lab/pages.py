"""A TCP connection in, one small HTTP page after another out."""

import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

_PATIENCE = 5.0


class Page(BaseHTTPRequestHandler):
    """Serves one connection when it is made; what `tell` makes of a request is the page."""

    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE

    def __init__(self, client: socket.socket, address: str, tell: Callable[[BaseHTTPRequestHandler], str]) -> None:
        self._tell = tell
        super().__init__(client, (address, 0), None)  # type: ignore[arg-type]  # no server object is needed

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = self._tell(self).encode()
        self.send_response_only(200)  # without a date, so that outputs repeat
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    # The base class looks for a method of this name for each HTTP method.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


def introduction(name: str, request: BaseHTTPRequestHandler) -> str:
    """Who answers, and what reached them."""
    return (
        f"pod: {name}\n"
        f"method: {request.command}\n"
        f"path: {request.path}\n"
        f"host: {request.headers.get('Host', '')}\n"
        f"client: {request.client_address[0]}\n"
    )
