"""A plan of pods, rules and connections comes in on standard input; which connections passed goes out, both as JSON.

It must run in a network namespace of its own: the process is then the node, and each pod or outside host is
one more network namespace, joined by a veth pair and routed, without a bridge between them.
"""

import ctypes
import errno
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

NODE = "169.254.1.1"
TIME_LIMIT = 3.0
_NEW_NET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class _Host:
    """A network namespace, held open by a descriptor."""

    descriptor: int

    def do(self, action: Callable[[], T]) -> T:
        """What the action returns when a thread inside the namespace runs it."""

        def inside() -> T:
            _check(_libc.setns(self.descriptor, _NEW_NET))
            return action()

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(inside).result()


def main() -> None:
    """Reads the plan, answers with one boolean a connection."""
    plan = json.load(sys.stdin)
    print(json.dumps(tried(plan["addresses"], plan["rules"], plan["connections"])))


def tried(addresses: Mapping[str, str], rules: Mapping[str, str], connections: list[list[Any]]) -> list[bool]:
    """Whether each connection (origin, target, port, protocol) got an answer through the rules."""
    Path("/proc/sys/net/ipv4/ip_forward").write_text("1")
    hosts = {name: _joined(number, address) for number, (name, address) in enumerate(sorted(addresses.items()))}
    for name, ruleset in rules.items():
        hosts[name].do(partial(_run, ["nft", "-f", "-"], ruleset))
    return [
        _passes(hosts[origin], hosts[target], addresses[target], port, protocol)
        for origin, target, port, protocol in connections
    ]


def _joined(number: int, address: str) -> _Host:
    """A new host with that address, reachable from all others through this node."""
    host = _new_host()
    near, far = f"v{number}", f"/proc/{os.getpid()}/fd/{host.descriptor}"
    _run(
        ["ip", "-batch", "-"],
        f"link add {near} type veth peer name eth0 netns {far}\n"
        f"address add {NODE}/32 dev {near}\nlink set {near} up\nroute add {address}/32 dev {near}\n",
    )
    host.do(
        lambda: _run(
            ["ip", "-batch", "-"],
            f"link set lo up\naddress add {address}/32 dev eth0\nlink set eth0 up\n"
            f"route add {NODE}/32 dev eth0\nroute add default via {NODE}\n",
        )
    )
    return host


def _new_host() -> _Host:
    def inside() -> int:
        _check(_libc.unshare(_NEW_NET))
        return os.open("/proc/thread-self/ns/net", os.O_RDONLY)

    with ThreadPoolExecutor(1) as pool:
        return _Host(pool.submit(inside).result())


def _passes(origin: _Host, target: _Host, address: str, port: int, protocol: str) -> bool:
    """TimeoutError where neither an answer nor a refusal comes: then the network is at fault, not a rule."""
    kind = socket.SOCK_STREAM if protocol == "TCP" else socket.SOCK_DGRAM
    with target.do(lambda: socket.socket(type=kind)) as server, origin.do(lambda: socket.socket(type=kind)) as client:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((address, port))
        for end in (server, client):
            end.settimeout(TIME_LIMIT)
        try:
            return _tcp(server, client, (address, port)) if protocol == "TCP" else _udp(server, client, (address, port))
        except OSError as error:
            # What `reject with icmpx type admin-prohibited` gives, at the origin itself or from the target.
            if error.errno in (errno.EHOSTUNREACH, errno.EACCES, errno.EPERM):
                return False
            raise


def _tcp(server: socket.socket, client: socket.socket, address: tuple[str, int]) -> bool:
    server.listen()
    client.connect(address)
    with server.accept()[0] as accepted:
        accepted.sendall(b"yes")
        return client.recv(3) == b"yes"


def _udp(server: socket.socket, client: socket.socket, address: tuple[str, int]) -> bool:
    client.connect(address)
    client.send(b"well?")
    if client in select.select([server, client], [], [], TIME_LIMIT)[0]:
        client.recv(1)  # raises the refusal
    _, sender = server.recvfrom(5)
    server.sendto(b"yes", sender)
    return client.recv(3) == b"yes"


def _run(command: list[str], text: str) -> None:
    done = subprocess.run(command, input=text, text=True, capture_output=True, timeout=TIME_LIMIT)
    if done.returncode:
        raise OSError(f"{command}: {done.stderr}\n{text}")


def _check(status: int) -> None:
    if status == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    main()
