"""What a lab consists of, as frozen values: nodes, pods, Services and hosts outside; `two_nodes` is the usual one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from generator.prove.lab.processes import Process, control_plane, worker

Protocol = Literal["TCP", "UDP"]
ProxyMode = Literal["iptables", "nftables"]

GATEWAY = "gateway"


@dataclass(frozen=True, slots=True)
class Port:
    """A port on which a pod or an outside host answers; a host port is also opened on the pod's node by portmap."""

    number: int
    protocol: Protocol = "TCP"
    host_port: int = 0


@dataclass(frozen=True, slots=True)
class Pod:
    """A pod with its labels; its address is empty until the CNI plugins have given it one."""

    name: str
    node: str
    namespace: str = "default"
    labels: Mapping[str, str] = field(default_factory=dict)
    ports: tuple[Port, ...] = (Port(80),)
    program: Literal["http-echo", "coredns"] = "http-echo"
    address: str = ""


@dataclass(frozen=True, slots=True)
class ServicePort:
    """A port of a Service and the port of its pods to which it leads."""

    name: str
    number: int
    target: int
    protocol: Protocol = "TCP"
    node_port: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """A Service with a cluster address; its endpoints are the pods that it selects, and the addresses listed."""

    name: str
    address: str
    ports: tuple[ServicePort, ...]
    selector: Mapping[str, str] = field(default_factory=dict)
    namespace: str = "default"
    endpoints: tuple[str, ...] = ()

    def endpoint_addresses(self, pods: Iterable[Pod]) -> tuple[str, ...]:
        """The addresses behind the Service, given pods that have theirs."""
        chosen = (
            pod.address
            for pod in pods
            if self.selector and pod.namespace == self.namespace and self.selector.items() <= pod.labels.items()
        )
        return (*self.endpoints, *chosen)


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the cluster: its address on the LAN, the range of its pods, and the programs that listen on it."""

    name: str
    address: str
    pod_range: str
    processes: tuple[Process, ...] = ()


@dataclass(frozen=True, slots=True)
class Outside:
    """A host beyond the gateway that is no part of the cluster, for rules about addresses."""

    name: str
    address: str
    ports: tuple[Port, ...] = (Port(80),)


@dataclass(frozen=True, slots=True)
class Topology:
    """A whole lab.

    Errors: `ValueError` where two machines share a name, or a pod's node does not exist.
    """

    nodes: tuple[Node, ...]
    pods: tuple[Pod, ...]
    services: tuple[Service, ...] = ()
    outside: tuple[Outside, ...] = ()
    gateway: str = "172.30.1.1"
    cluster_range: str = "10.244.0.0/16"
    proxy: ProxyMode = "iptables"

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        doubled = sorted(name for name, count in Counter(self.machine_names).items() if count > 1)
        lost = sorted({pod.node for pod in self.pods} - {node.name for node in self.nodes})
        if doubled or lost:
            raise ValueError(f"names used twice: {doubled}; nodes that do not exist: {lost}")

    @property
    def machine_names(self) -> tuple[str, ...]:
        """The names of everything in which commands can run."""
        names = (
            (node.name for node in self.nodes),
            (pod.name for pod in self.pods),
            (host.name for host in self.outside),
        )
        return (GATEWAY, *chain.from_iterable(names))

    @property
    def resolver(self) -> str:
        """The address of the cluster's DNS Service; empty where the lab has none."""
        return next((service.address for service in self.services if service.name == "kube-dns"), "")


def two_nodes(
    pods: tuple[Pod, ...] | None = None,
    services: tuple[Service, ...] = (),
    outside: tuple[Outside, ...] = (),
    proxy: ProxyMode = "iptables",
) -> Topology:
    """The lab of the notes: `controlplane` and `node01` as kubeadm leaves them, with these pods or the usual ones."""
    usual = pods is None
    nodes = (
        Node("controlplane", "172.30.1.2", "10.244.0.0/24", control_plane("controlplane", "172.30.1.2")),
        Node("node01", "172.30.1.3", "10.244.1.0/24", worker("node01", "172.30.1.2")),
    )
    return Topology(
        nodes,
        (_DNS_POD, *(_USUAL_PODS if pods is None else pods)),
        (*_SYSTEM_SERVICES, *((_WEB,) if usual else ()), *services),
        outside,
        proxy=proxy,
    )


_DNS_LABELS = {"k8s-app": "kube-dns"}
_DNS_POD = Pod("coredns", "controlplane", "kube-system", _DNS_LABELS, (Port(53, "UDP"), Port(53, "TCP")), "coredns")
_USUAL_PODS = (
    Pod("web-0", "controlplane", labels={"app": "web"}),
    Pod("web-1", "node01", labels={"app": "web"}, ports=(Port(80, host_port=8080),)),
    Pod("db-0", "node01", labels={"app": "db"}, ports=(Port(5432), Port(5432, "UDP"))),
)
_WEB = Service("web", "10.96.20.30", (ServicePort("http", 80, 80, node_port=30080),), {"app": "web"})
_SYSTEM_SERVICES = (
    Service("kubernetes", "10.96.0.1", (ServicePort("https", 443, 6443),), endpoints=("172.30.1.2",)),
    Service(
        "kube-dns",
        "10.96.0.10",
        (ServicePort("dns", 53, 53, "UDP"), ServicePort("dns-tcp", 53, 53, "TCP")),
        _DNS_LABELS,
        "kube-system",
    ),
)
