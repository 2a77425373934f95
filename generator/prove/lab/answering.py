"""A pod or an outside host in; the calling process then answers on its ports, in threads, and says who it is."""

import socket
from collections.abc import Callable, Sequence
from functools import partial
from threading import Thread

from generator.prove.lab.dns import Records, reply
from generator.prove.lab.kernel import Title
from generator.prove.lab.pages import Page, introduction
from generator.prove.lab.sockets import bound, listening
from generator.prove.lab.topology import Port, Topology

_ANYWHERE = "0.0.0.0"
_PATIENCE = 5.0


def answer_as(name: str, ports: Sequence[Port], title: Title) -> None:
    """Requests by HTTP, and datagrams, are answered with the name."""
    title.write("http-echo", ("/http-echo", f"--name={name}"))
    for port in ports:
        if port.protocol == "UDP":
            _in_thread(_answer_datagrams, bound(port.number), lambda _: f"{name}\n".encode())
        else:
            _in_thread(_accept, listening(_ANYWHERE, port.number), partial(Page, tell=partial(introduction, name)))


def answer_names(topology: Topology, title: Title) -> None:
    """DNS queries are answered as CoreDNS would."""
    title.write("coredns", ("/coredns", "-conf", "/etc/coredns/Corefile"))
    answer = partial(reply, Records.of(topology))
    _in_thread(_answer_datagrams, bound(53), answer)
    _in_thread(_accept, listening(_ANYWHERE, 53), partial(_answer_stream, answer))


def _accept(server: socket.socket, handle: Callable[[socket.socket, str], object]) -> None:
    while True:
        client, address = server.accept()
        _in_thread(handle, client, address[0])


def _answer_datagrams(server: socket.socket, answer: Callable[[bytes], bytes]) -> None:
    while True:
        question, sender = server.recvfrom(4096)
        server.sendto(answer(question), sender)


def _answer_stream(answer: Callable[[bytes], bytes], client: socket.socket, _: str) -> None:
    client.settimeout(_PATIENCE)
    with client, client.makefile("rwb") as stream:
        while size := stream.read(2):
            text = answer(stream.read(int.from_bytes(size, "big")))
            stream.write(len(text).to_bytes(2, "big") + text)
            stream.flush()


def _in_thread(action: Callable[..., object], *args: object) -> None:
    Thread(target=action, args=args, daemon=True).start()
