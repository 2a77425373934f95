"""A topology in, the commands for `ip -batch` out that lay the LAN and give every machine its addresses and routes."""

from collections.abc import Iterable, Mapping

from generator.prove.lab.cni import BRIDGE
from generator.prove.lab.topology import GATEWAY, Node, Outside, Topology

_SWITCH = "lan0"


def cables(topology: Topology, namespaces: Mapping[str, int | str]) -> str:
    """A cable from each node and outside host to the gateway.

    A machine's network namespace is told by the number of its first process, or by its name.
    """
    ends: tuple[Node | Outside, ...] = (*topology.nodes, *topology.outside)
    return _lines(
        f"link add {_plug(topology, end)} address {_mac(end.address, 0x56)} netns {namespaces[GATEWAY]} type veth"
        f" peer name eth0 address {_mac(end.address, 0x52)} netns {namespaces[end.name]}"
        for end in ends
    )


def gateway_links(topology: Topology) -> str:
    """The switch with the gateway's address, and the ways to the pods and to the hosts outside."""
    lines = [
        "link set lo up",
        f"link add {_SWITCH} address {_mac(topology.gateway, 0x52)} type bridge",
        *(f"link set {node.name} master {_SWITCH} up" for node in topology.nodes),
        f"address add {topology.gateway}/24 brd + dev {_SWITCH}",
        f"link set {_SWITCH} up",
        *(f"route add {node.pod_range} via {node.address}" for node in topology.nodes),
    ]
    for host in topology.outside:
        lines += [f"link set {_plug(topology, host)} up", f"route add {host.address}/32 dev {_plug(topology, host)}"]
    return _lines(lines)


def node_links(topology: Topology, node: Node) -> str:
    """The node's address, the default route, and the routes to the pods of the other nodes."""
    pods = [pod for pod in topology.pods if pod.node == node.name]
    bridge_mac = _mac(node.pod_range.partition("/")[0], 0x0A)
    others = (other for other in topology.nodes if other != node)
    return _lines(
        (
            "link set lo up",
            f"address add {node.address}/24 brd + dev eth0",
            "link set eth0 up",
            # The CNI plugin would make it with a MAC drawn by lot; it takes one that exists as its own.
            *(f"link add {BRIDGE} address {bridge_mac} type bridge" for _ in pods[:1]),
            f"route add default via {topology.gateway} dev eth0",
            *(f"route add {other.pod_range} via {other.address} dev eth0" for other in others),
        )
    )


def outside_links(topology: Topology, host: Outside) -> str:
    """The host's address, and the gateway as the way to everything."""
    return _lines(
        (
            "link set lo up",
            f"address add {host.address}/32 dev eth0",
            "link set eth0 up",
            f"route add {topology.gateway} dev eth0",
            f"route add default via {topology.gateway} dev eth0",
        )
    )


def _plug(topology: Topology, end: Node | Outside) -> str:
    """The interface at the gateway's end of a cable; the names of outside hosts may be too long for one."""
    return end.name if isinstance(end, Node) else f"outside{topology.outside.index(end)}"


def _mac(address: str, first: int) -> str:
    """A locally administered MAC that follows from an IPv4 address."""
    return ":".join(f"{byte:02x}" for byte in (first, 0x54, *map(int, address.split("."))))


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
