"""A topology in, what each machine of the lab finds in its file system and its kernel settings out."""

from collections.abc import Mapping

from generator.prove.lab.cni import FOLDER, network_list
from generator.prove.lab.dns import DOMAIN
from generator.prove.lab.machine import Furniture
from generator.prove.lab.topology import Node, Pod, Topology

_ACCOUNTS = {
    "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
    "/etc/group": "root:x:0:\nnogroup:x:65534:\n",
    "/etc/nsswitch.conf": "hosts: files dns\n",
}
_FORWARDING = {"net/ipv4/ip_forward": "1"}
_BRIDGED_TRAFFIC_FILTERED = {"net/bridge/bridge-nf-call-iptables": "1"}


def router_furniture(name: str) -> Furniture:
    """The gateway of the LAN, or a host beyond it."""
    return Furniture(name, _files(name, {}, ""), _FORWARDING, {})


def node_furniture(topology: Topology, node: Node, plugins: str) -> Furniture:
    """A node with its CNI configuration; the plugins of the host's folder appear where containerd looks for them."""
    files = _files(node.name, {each.name: each.address for each in topology.nodes}, "")
    files["/etc/cni/net.d/10-bridge.conflist"] = network_list(node, topology.cluster_range)
    return Furniture(node.name, files, _FORWARDING | _BRIDGED_TRAFFIC_FILTERED, {FOLDER: plugins})


def pod_furniture(topology: Topology, pod: Pod) -> Furniture:
    """A pod with the resolver settings of dnsPolicy ClusterFirst."""
    domains = f"{pod.namespace}.svc.{DOMAIN} svc.{DOMAIN} {DOMAIN}"
    resolver = f"search {domains}\nnameserver {topology.resolver}\noptions ndots:5\n" if topology.resolver else ""
    return Furniture(pod.name, _files(pod.name, {}, resolver), {}, {})


def _files(hostname: str, hosts: Mapping[str, str], resolver: str) -> dict[str, str]:
    names = {"localhost": "127.0.0.1"} | dict(hosts)
    return _ACCOUNTS | {
        "/etc/hostname": f"{hostname}\n",
        "/etc/hosts": "".join(f"{address}\t{name}\n" for name, address in names.items()),
        "/etc/resolv.conf": resolver,
    }
