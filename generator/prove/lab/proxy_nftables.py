"""Services and pods in, out come the rules with which kube-proxy balances them in mode nftables."""

from collections.abc import Iterator, Sequence

from generator.prove.lab.balancing import Backend, backends
from generator.prove.lab.topology import Pod, Topology


def nft_rules(topology: Topology, pods: Sequence[Pod], *, mark_local_replies: bool) -> str:
    """The rules as text for `nft -f -`; the arguments are those of `iptables_rules`."""
    balanced = [backend for backend in backends(topology, pods) if backend.endpoints]
    chains = "".join(f"  chain {line} }}\n" for backend in balanced for line in _chains(topology, backend))
    local = "".join(
        f"    ip saddr {node.pod_range} ip daddr {node.pod_range} ct status dnat masquerade\n"
        for node in topology.nodes
        if mark_local_replies
    )
    return f"""table ip kube-proxy {{
  comment "rules for kube-proxy"
  chain mark-for-masquerade {{ meta mark set meta mark or 0x4000; }}
  chain masquerading {{
    meta mark and 0x4000 == 0 return
    meta mark set meta mark xor 0x4000
    masquerade fully-random
  }}
{chains}  map service-ips {{
    type ipv4_addr . inet_proto . inet_service : verdict
    comment "ClusterIP, ExternalIP and LoadBalancer IP traffic"
{_elements(_cluster_address(backend) for backend in balanced)}  }}
  map service-nodeports {{
    type inet_proto . inet_service : verdict
    comment "NodePort traffic"
{_elements(_node_port(backend) for backend in balanced if backend.port.node_port)}  }}
  chain services {{
    ip daddr . meta l4proto . th dport vmap @service-ips
    fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @service-nodeports
  }}
  chain nat-prerouting {{ type nat hook prerouting priority dstnat; jump services; }}
  chain nat-output {{ type nat hook output priority -100; jump services; }}
  chain nat-postrouting {{
    type nat hook postrouting priority srcnat;
    jump masquerading
    ip saddr {topology.cluster_range} ip daddr != {topology.cluster_range} masquerade
{local}  }}
}}
"""


def _chains(topology: Topology, backend: Backend) -> Iterator[str]:
    """The chains of a Service's port and of its endpoints, each without its closing brace."""
    choices = []
    for number, endpoint in enumerate(backend.endpoints):
        target = f"{endpoint}:{backend.port.target}"
        name = f"endpoint-{backend.digest(target)[:8]}-{_path(backend)}__{endpoint}/{backend.port.target}"
        choices.append(f"{number} : goto {name}")
        translation = f"meta l4proto {backend.protocol} dnat to {target}"
        yield f"{name} {{ ip saddr {endpoint} jump mark-for-masquerade; {translation};"
    reached = f"ip daddr {backend.address} {backend.protocol} dport {backend.port.number}"
    yield (
        f"{_chain('service', backend)} {{ {reached} ip saddr != {topology.cluster_range} jump mark-for-masquerade;"
        f" numgen random mod {len(choices)} vmap {{ {', '.join(choices)} }};"
    )
    if backend.port.node_port:
        yield f"{_chain('external', backend)} {{ jump mark-for-masquerade; goto {_chain('service', backend)};"


def _cluster_address(backend: Backend) -> str:
    return f"{backend.address} . {backend.protocol} . {backend.port.number} : goto {_chain('service', backend)}"


def _node_port(backend: Backend) -> str:
    return f"{backend.protocol} . {backend.port.node_port} : goto {_chain('external', backend)}"


def _elements(elements: Iterator[str]) -> str:
    listed = ", ".join(elements)
    return f"    elements = {{ {listed} }}\n" if listed else ""


def _chain(kind: str, backend: Backend) -> str:
    return f"{kind}-{backend.digest()[:8]}-{_path(backend)}"


def _path(backend: Backend) -> str:
    return f"{backend.namespace}/{backend.service}/{backend.protocol}/{backend.port.name}"
