"""A DNS query in, its answer out, as CoreDNS answers for the names of a cluster."""

import re
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from generator.prove.lab.topology import Topology

DOMAIN = "cluster.local"

_ADDRESS_QUERY = 1
_NO_SUCH_NAME = 3
_AUTHORITATIVE_ANSWER = 0x8580
_NAME_OF_THE_QUESTION = 0xC00C
_SECONDS_TO_LIVE = 30
_POD_NAME = re.compile(r"(\d+)-(\d+)-(\d+)-(\d+)\.[^.]+\.pod\." + re.escape(DOMAIN))


@dataclass(frozen=True, slots=True)
class Records:
    """The addresses of the names of Services."""

    addresses: Mapping[str, str]

    @classmethod
    def of(cls, topology: Topology) -> "Records":
        """The records of every Service of the lab."""
        return cls(
            {f"{service.name}.{service.namespace}.svc.{DOMAIN}": service.address for service in topology.services}
        )

    def address(self, name: str) -> str:
        """The address of a Service's or a pod's name; empty where there is none."""
        if pod := _POD_NAME.fullmatch(name):
            return ".".join(pod.groups())
        return self.addresses.get(name, "")


def reply(records: Records, query: bytes) -> bytes:
    """The answer to a query; empty for what is no query."""
    try:
        name, kind, question = _question(query)
    except (IndexError, UnicodeDecodeError, struct.error):
        return b""
    address = records.address(name)
    found = bool(address) and kind == _ADDRESS_QUERY
    flags = _AUTHORITATIVE_ANSWER | (0 if address else _NO_SUCH_NAME)
    header = query[:2] + struct.pack("!5H", flags, 1, int(found), 0, 0)
    if not found:
        return header + question
    record = struct.pack("!HHHLH", _NAME_OF_THE_QUESTION, _ADDRESS_QUERY, 1, _SECONDS_TO_LIVE, 4)
    return header + question + record + socket.inet_aton(address)


def _question(query: bytes) -> tuple[str, int, bytes]:
    labels, place = [], 12
    while size := query[place]:
        labels.append(query[place + 1 : place + 1 + size].decode("ascii"))
        place += size + 1
    (kind,) = struct.unpack_from("!H", query, place + 1)
    return ".".join(labels).lower(), kind, query[12 : place + 5]
