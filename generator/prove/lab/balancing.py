"""Services and pods in, out comes what kube-proxy balances: each port of a Service with the endpoints behind it."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from generator.prove.lab.topology import Pod, ServicePort, Topology


@dataclass(frozen=True, slots=True)
class Backend:
    """One port of one Service, and the addresses of its endpoints."""

    namespace: str
    service: str
    address: str
    port: ServicePort
    endpoints: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The name of the Service's port as kube-proxy writes it in comments."""
        return f"{self.namespace}/{self.service}:{self.port.name}"

    @property
    def protocol(self) -> str:
        """The protocol in small letters, as rules have it."""
        return self.port.protocol.lower()

    def digest(self, *more: str) -> str:
        """The letters and digits from which kube-proxy makes the names of chains; 16 of them in mode iptables."""
        text = "".join((self.full_name, self.protocol, *more))
        return base64.b32encode(sha256(text.encode()).digest()).decode()[:16]


def backends(topology: Topology, pods: Sequence[Pod]) -> tuple[Backend, ...]:
    """Every port of every Service, given pods that have their addresses."""
    return tuple(
        Backend(service.namespace, service.name, service.address, port, service.endpoint_addresses(pods))
        for service in topology.services
        for port in service.ports
    )
