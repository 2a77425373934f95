"""Services and pods in, out come the rules with which kube-proxy balances them in mode iptables."""

from collections.abc import Iterator, Sequence

from generator.prove.lab.balancing import Backend, backends
from generator.prove.lab.topology import Pod, Topology

_MARK = "0x4000/0x4000"


def iptables_rules(topology: Topology, pods: Sequence[Pod], *, mark_local_replies: bool) -> str:
    """The rules of mode iptables, as text for `iptables-restore`.

    Without br_netfilter the answer of a pod on the same bridge does not pass through NAT; `mark_local_replies`
    makes it pass by masquerading.
    """
    balanced = backends(topology, pods)
    rules = [*_fixed_rules(topology), *(rule for backend in balanced for rule in _service_rules(topology, backend))]
    if mark_local_replies:
        rules += [
            f"-A POSTROUTING -s {node.pod_range} -d {node.pod_range} -m conntrack --ctstate DNAT -j MASQUERADE"
            for node in topology.nodes
        ]
    rules.append(
        '-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this'
        ' chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS'
    )
    chains = dict.fromkeys(["KUBE-NODEPORTS", *(rule.split()[1] for rule in rules if rule.startswith("-A KUBE-"))])
    declared = "".join(f":{chain} - [0:0]\n" for chain in chains)
    return f"*nat\n{declared}" + "".join(f"{rule}\n" for rule in rules) + "COMMIT\n" + _refusals(balanced)


def _chain(backend: Backend, kind: str, *more: str) -> str:
    return f"{kind}-{backend.digest(*more)}"


def _fixed_rules(topology: Topology) -> Iterator[str]:
    portals = '-m comment --comment "kubernetes service portals" -j KUBE-SERVICES'
    yield f"-A PREROUTING {portals}"
    yield f"-A OUTPUT {portals}"
    yield '-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING'
    yield f"-A POSTROUTING -s {topology.cluster_range} ! -d {topology.cluster_range} -j MASQUERADE"
    yield "-A KUBE-MARK-MASQ -j MARK --or-mark 0x4000"
    yield f"-A KUBE-POSTROUTING -m mark ! --mark {_MARK} -j RETURN"
    yield "-A KUBE-POSTROUTING -j MARK --xor-mark 0x4000"
    yield (
        '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT"'
        " -j MASQUERADE --random-fully"
    )


def _service_rules(topology: Topology, backend: Backend) -> Iterator[str]:
    if not backend.endpoints:
        return
    chain, name, protocol = _chain(backend, "KUBE-SVC"), backend.full_name, backend.protocol
    reached = f'-d {backend.address}/32 -p {protocol} -m comment --comment "{name} cluster IP"'
    reached += f" -m {protocol} --dport {backend.port.number}"
    yield f"-A KUBE-SERVICES {reached} -j {chain}"
    yield f"-A {chain} ! -s {topology.cluster_range} {reached} -j KUBE-MARK-MASQ"
    if backend.port.node_port:
        yield from _node_port_rules(backend)
    for left, endpoint in zip(range(len(backend.endpoints), 0, -1), backend.endpoints, strict=True):
        target = f"{endpoint}:{backend.port.target}"
        link = _chain(backend, "KUBE-SEP", target)
        share = f" -m statistic --mode random --probability {1 / left:.11f}" if left > 1 else ""
        yield f'-A {chain} -m comment --comment "{name} -> {target}"{share} -j {link}'
        yield f'-A {link} -s {endpoint}/32 -m comment --comment "{name}" -j KUBE-MARK-MASQ'
        yield f'-A {link} -p {protocol} -m comment --comment "{name}" -m {protocol} -j DNAT --to-destination {target}'


def _node_port_rules(backend: Backend) -> Iterator[str]:
    outer, name, protocol = _chain(backend, "KUBE-EXT"), backend.full_name, backend.protocol
    yield (
        f'-A KUBE-NODEPORTS -p {protocol} -m comment --comment "{name}"'
        f" -m {protocol} --dport {backend.port.node_port} -j {outer}"
    )
    yield f'-A {outer} -m comment --comment "masquerade traffic for {name} external destinations" -j KUBE-MARK-MASQ'
    yield f"-A {outer} -j {_chain(backend, 'KUBE-SVC')}"


def _refusals(balanced: Sequence[Backend]) -> str:
    """Services without endpoints are refused at once in the filter table."""
    chain = ":KUBE-SERVICES - [0:0]\n"
    jumps = "".join(
        f'-A {hook} -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES\n'
        for hook in ("FORWARD", "OUTPUT")
    )
    refused = "".join(
        f"-A KUBE-SERVICES -d {backend.address}/32 -p {backend.protocol}"
        f' -m comment --comment "{backend.full_name} has no endpoints"'
        f" -m {backend.protocol} --dport {backend.port.number} -j REJECT --reject-with icmp-port-unreachable\n"
        for backend in balanced
        if not backend.endpoints
    )
    return f"*filter\n{chain}{jumps}{refused}COMMIT\n"
