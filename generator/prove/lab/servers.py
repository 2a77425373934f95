"""Processes, pods and outside hosts in, their stand-ins out: sockets under the real names, and pods that say who they are."""

import os
import signal
import socket
from collections.abc import Callable, Sequence
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread
from typing import NoReturn

from generator.prove.lab.dns import Records, reply
from generator.prove.lab.kernel import Title
from generator.prove.lab.processes import EVERYWHERE, Dial, Listener, Process
from generator.prove.lab.topology import Port, Topology

_BACKLOG = 4096  # as Go's: `ss` shows it
_PATIENCE = 5.0

Handler = Callable[[socket.socket, str], object]


def start_processes(processes: Sequence[Process], title: Title) -> None:
    """Every process runs with its name, number and sockets. Runs on the node."""
    for process in processes:
        sockets = [_listening(item.address, item.port) for item in process.listens]
        dialled = [_dialled(item) for item in process.dials]
        Path("/proc/sys/kernel/ns_last_pid").write_text(str(process.pid - 1))
        if os.fork() == 0:
            _become(process, title, [*sockets, *dialled])
        for item in (*sockets, *dialled):
            item.close()


def answer_as(name: str, ports: Sequence[Port], title: Title) -> None:
    """The calling process answers on the ports with the name of the pod, in threads."""
    title.write("http-echo", ("/http-echo", f"--name={name}"))
    for port in ports:
        if port.protocol == "UDP":
            _in_thread(_answer_datagrams, _bound(port.number), lambda _: f"{name}\n".encode())
        else:
            _in_thread(_accept, _listening("0.0.0.0", port.number), partial(_Page, tell=partial(_introduction, name)))


def answer_names(topology: Topology, title: Title) -> None:
    """The calling process is the cluster's DNS server, in threads."""
    title.write("coredns", ("/coredns", "-conf", "/etc/coredns/Corefile"))
    records = Records.of(topology)
    _in_thread(_answer_datagrams, _bound(53), partial(reply, records))
    _in_thread(_accept, _listening("0.0.0.0", 53), partial(_answer_stream, partial(reply, records)))


class _Page(BaseHTTPRequestHandler):
    """One connection of HTTP; without a date, so that answers repeat."""

    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE

    def __init__(self, client: socket.socket, address: str, tell: Callable[[BaseHTTPRequestHandler], str]) -> None:
        self._tell = tell
        super().__init__(client, (address, 0), None)  # type: ignore[arg-type]  # no server object is needed

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = self._tell(self).encode()
        self.send_response_only(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


def _introduction(name: str, request: BaseHTTPRequestHandler) -> str:
    return (
        f"pod: {name}\n"
        f"method: {request.command}\n"
        f"path: {request.path}\n"
        f"host: {request.headers.get('Host', '')}\n"
        f"client: {request.client_address[0]}\n"
    )


def _become(process: Process, title: Title, sockets: Sequence[socket.socket]) -> NoReturn:
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    spare = [os.dup(item.fileno()) for item in sockets]
    for place, file in enumerate((nothing, nothing, nothing, *spare)):
        os.dup2(file, place)
    os.closerange(3 + len(spare), 1024)
    for place, listener in enumerate(process.listens, start=3):
        handler = partial(_Page, tell=lambda _, text=listener.answer: text) if listener.answer else _hold
        _in_thread(_accept, socket.socket(fileno=place), handler)
    title.write(process.name[:15], process.arguments)
    while True:
        signal.pause()


def _hold(client: socket.socket, _: str) -> None:
    while client.recv(4096):
        pass
    client.close()


def _accept(listening: socket.socket, handler: Handler) -> None:
    while True:
        client, address = listening.accept()
        _in_thread(handler, client, address[0].removeprefix("::ffff:"))


def _answer_datagrams(bound: socket.socket, answer: Callable[[bytes], bytes]) -> None:
    while True:
        question, sender = bound.recvfrom(4096)
        bound.sendto(answer(question), sender)


def _answer_stream(answer: Callable[[bytes], bytes], client: socket.socket, _: str) -> None:
    client.settimeout(_PATIENCE)
    with client, client.makefile("rwb") as stream:
        while size := stream.read(2):
            text = answer(stream.read(int.from_bytes(size, "big")))
            stream.write(len(text).to_bytes(2, "big") + text)
            stream.flush()


def _in_thread(action: Callable[..., object], *args: object) -> None:
    Thread(target=action, args=args, daemon=True).start()


def _listening(address: str, port: int) -> socket.socket:
    """A listening socket; `EVERYWHERE` takes IPv4 too, as Go does it, and only that where the kernel lacks IPv6."""
    everywhere = address == EVERYWHERE
    if everywhere and socket.has_dualstack_ipv6():
        return socket.create_server(
            (address, port), family=socket.AF_INET6, backlog=_BACKLOG, dualstack_ipv6=True
        )
    return socket.create_server(("0.0.0.0" if everywhere else address, port), backlog=_BACKLOG)


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    bound.bind(("0.0.0.0", port))
    return bound


def _dialled(dial: Dial) -> socket.socket:
    dialled = socket.socket()
    dialled.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    dialled.bind(("", dial.source_port))
    dialled.connect((dial.address, dial.port))
    return dialled
