"""What addresses and ports are made of: networks, port ranges, protocols, and the places where things listen."""

import ipaddress
import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Protocol(StrEnum):
    """What runs on top of IP; IPIP is IP protocol 4 and has no ports."""

    TCP = "TCP"
    UDP = "UDP"
    TCP_UDP = "TCP/UDP"


class Where(StrEnum):
    """The place where a command is typed or a port is open."""

    CONTROL_PLANE = "control-plane"
    WORKER = "worker"
    NODE = "node"
    POD = "pod"
    CLIENT = "client"


def _port_range(text: str) -> str:
    match = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?", text)
    if not match:
        raise ValueError("un puerto es un número (6443) o un intervalo (30000-32767)")
    low = int(match[1])
    high = int(match[2] or match[1])
    if not 1 <= low <= high <= 65535:
        raise ValueError("un puerto va de 1 a 65535, y un intervalo, de menor a mayor")
    return text


def _cidr(text: str) -> str:
    try:
        network = ipaddress.ip_network(text)
    except ValueError as error:
        raise ValueError(f"«{text}» no es un CIDR válido: {_cidr_reason(text)}") from error
    return str(network)


def _cidr_reason(text: str) -> str:
    address, _, prefix = text.partition("/")
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return "la dirección no existe"
    longest = 32 if version == 4 else 128
    if not prefix.isdigit() or int(prefix) > longest:
        return f"el prefijo va de /0 a /{longest}"
    return "sobran bits de host a la derecha del prefijo"


PortRange = Annotated[str, AfterValidator(_port_range)]
Cidr = Annotated[str, AfterValidator(_cidr)]
