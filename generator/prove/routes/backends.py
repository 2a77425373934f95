"""Names of backends go in; while the context lasts each one is a real HTTP server that tells what it got."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager

from generator.prove.routes.exchange import NAME_HEADER, SEEN_HEADER
from generator.prove.routes.loopback import Handler, serving


def backends(names: Iterable[str]) -> AbstractContextManager[Mapping[str, int]]:
    """Gives the loopback port of each name; all of them stop when the context ends."""
    return serving({name: _teller(name) for name in names})


def _teller(name: str) -> Handler:
    async def tell(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(_reply(name, head))

    return tell


def _reply(name: str, head: bytes) -> bytes:
    request_line, *lines = head.decode("latin-1").split("\r\n")[:-2]
    headers = [[key, value.strip()] for key, value in (line.split(":", 1) for line in lines)]
    host = next((value for key, value in headers if key.lower() == "host"), "")
    seen = json.dumps({"target": request_line.split(" ")[1], "host": host, "headers": headers})
    reply = [
        "HTTP/1.1 200 OK",
        "Content-Length: 0",
        "Connection: close",
        f"{NAME_HEADER}: {name}",
        f"{SEEN_HEADER}: {seen}",
    ]
    return ("\r\n".join(reply) + "\r\n\r\n").encode("latin-1")
