"""Handlers go in; while the context lasts each one answers HTTP on its own loopback port, all in one thread."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager

from generator.prove.routes.exchange import TIME_LIMIT

Handler = Callable[[bytes, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Port = int


@contextmanager
def serving(handlers: Mapping[str, Handler]) -> Iterator[Mapping[str, Port]]:
    """Gives the port of each name. A handler gets the head of a request, the rest to read and where to write."""
    listening = {name: socket.create_server(("127.0.0.1", 0)) for name in handlers}
    loop, ready = asyncio.new_event_loop(), threading.Event()
    thread = threading.Thread(target=_serve, args=(loop, ready, listening, handlers), daemon=True)
    thread.start()
    ready.wait(TIME_LIMIT)
    try:
        yield {name: server.getsockname()[1] for name, server in listening.items()}
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(TIME_LIMIT)
        for server in listening.values():
            server.close()


def _serve(
    loop: asyncio.AbstractEventLoop,
    ready: threading.Event,
    listening: Mapping[str, socket.socket],
    handlers: Mapping[str, Handler],
) -> None:
    asyncio.set_event_loop(loop)
    servers = [loop.run_until_complete(_listen(listening[name], handlers[name])) for name in listening]
    loop.call_soon(ready.set)
    loop.run_forever()
    for server in servers:
        server.close()
    under_way = asyncio.all_tasks(loop)
    for task in under_way:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*under_way, return_exceptions=True))
    loop.close()


async def _listen(server: socket.socket, handler: Handler) -> asyncio.Server:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), TIME_LIMIT)
            await handler(head, reader, writer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError, TimeoutError, asyncio.CancelledError):
            pass  # the other side gave up, which its own answer will show, or the context ends
        finally:
            writer.close()

    return await asyncio.start_server(handle, sock=server)
