"""Addresses and ports in, open sockets out."""

import socket

from generator.prove.lab.processes import EVERYWHERE

_BACKLOG = 4096  # as Go's: `ss` shows it


def listening(address: str, port: int) -> socket.socket:
    """A TCP socket that listens; `EVERYWHERE` takes IPv4 too, as Go does it, and only that where there is no IPv6."""
    everywhere = address == EVERYWHERE
    if everywhere and socket.has_dualstack_ipv6():
        return socket.create_server((address, port), family=socket.AF_INET6, backlog=_BACKLOG, dualstack_ipv6=True)
    return socket.create_server(("0.0.0.0" if everywhere else address, port), backlog=_BACKLOG)


def bound(port: int) -> socket.socket:
    """A UDP socket for datagrams to that port."""
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    datagrams.bind(("0.0.0.0", port))
    return datagrams


def connected(source_port: int, address: str, port: int) -> socket.socket:
    """A TCP socket connected from that port of ours."""
    dialled = socket.socket()
    dialled.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    dialled.bind(("", source_port))
    dialled.connect((address, port))
    return dialled
