"""NetworkPolicies, pods and their addresses go in; the nftables rules that enforce the policies come out, pod by pod.

Each pod has its rules in its own network namespace, so that they hold whatever way packets take to it. What is refused
is answered at once instead of dropped: a refusal is then something seen, not a time that passed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any, Literal

from generator.prove.routes.cluster import Object, Objects, Pod, name_of, namespace_of, namespaces, of_kind, pods
from generator.prove.routes.labels import matches

Direction = Literal["ingress", "egress"]
Addresses = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Cluster:
    pods: Sequence[Pod]
    namespaces: Mapping[str, Mapping[str, str]]
    addresses: Addresses


def policy_rules(objects: Objects, addresses: Addresses, nodes: Sequence[str] = ()) -> Mapping[str, str]:
    """The ruleset of every pod (`namespace/name`) that a policy isolates; the other pods need none.

    `addresses` has those of all pods, `nodes` those of the nodes, which always reach their pods. KeyError for a pod
    without address.
    """
    cluster = _Cluster(pods(objects), namespaces(objects), addresses)
    policies = sorted(of_kind(objects, "NetworkPolicy"), key=lambda policy: (namespace_of(policy), name_of(policy)))
    rules = {pod.key: _ruleset(cluster, pod, policies, nodes) for pod in cluster.pods}
    return {key: text for key, text in rules.items() if text}


def _ruleset(cluster: _Cluster, pod: Pod, policies: Sequence[Object], nodes: Sequence[str]) -> str:
    chains = []
    directions: tuple[Direction, Direction] = ("ingress", "egress")
    for direction in directions:
        selecting = [policy for policy in policies if _isolates(policy, pod, direction)]
        if selecting:
            allowed = [line for policy in selecting for line in _lines(cluster, pod, policy, direction)]
            chains.append(_chain(direction, allowed, nodes))
    return "table inet networkpolicy {\n" + "".join(chains) + "}\n" if chains else ""


def _isolates(policy: Object, pod: Pod, direction: Direction) -> bool:
    spec = policy.get("spec") or {}
    # Without policyTypes the API server adds Egress only where there are egress rules.
    types = spec.get("policyTypes") or ["Ingress", *(["Egress"] if spec.get("egress") else [])]
    selected = namespace_of(policy) == pod.namespace and matches(spec.get("podSelector") or {}, pod.labels)
    return selected and direction.capitalize() in types


def _chain(direction: Direction, allowed: Sequence[str], nodes: Sequence[str]) -> str:
    hook, interface, side = ("input", "iif", "saddr") if direction == "ingress" else ("output", "oif", "daddr")
    always = [f"{interface} lo accept", "ct state established,related accept"]
    always += [f"ip {side} {{ {', '.join(nodes)} }} accept"] if nodes else []
    lines = [
        f"type filter hook {hook} priority filter; policy drop;",
        *always,
        *allowed,
        "reject with icmpx type admin-prohibited",
    ]
    return f"  chain {direction}_rules {{\n" + "".join(f"    {line}\n" for line in lines) + "  }\n"


def _lines(cluster: _Cluster, pod: Pod, policy: Object, direction: Direction) -> Iterator[str]:
    """One line for each way in which a rule of the policy lets something pass."""
    comment = f'accept comment "{namespace_of(policy)}/{name_of(policy)}"'
    for rule in (policy.get("spec") or {}).get(direction) or ():
        peers = rule.get("from" if direction == "ingress" else "to") or ()
        for port in rule.get("ports") or (None,):
            if port is not None and isinstance(port.get("port"), str) and direction == "egress":
                conditions = _named_at_peers(cluster, policy, peers, port)
            else:
                conditions = _combined(cluster, policy, peers, direction, _ports(port, pod))
            yield from (f"{condition} {comment}".strip() for condition in conditions)


def _combined(
    cluster: _Cluster, policy: Object, peers: Sequence[Object], direction: Direction, ports: Sequence[str]
) -> Iterator[str]:
    side = "saddr" if direction == "ingress" else "daddr"
    for where in _peers(cluster, policy, peers, side):
        yield from (f"{where} {port}".strip() for port in ports)


def _peers(cluster: _Cluster, policy: Object, peers: Sequence[Object], side: str) -> Iterator[str]:
    """Items of the list are alternatives; no list at all is everybody."""
    if not peers:
        yield ""
    for peer in peers:
        if "ipBlock" in peer:
            yield _block(peer["ipBlock"], side)
        elif chosen := _chosen(cluster, policy, peer):
            yield f"ip {side} {{ {', '.join(cluster.addresses[pod.key] for pod in chosen)} }}"


def _block(block: Mapping[str, Any], side: str) -> str:
    network = ip_network(block["cidr"], strict=False)
    address = f"{'ip6' if network.version == 6 else 'ip'} {side}"
    left_out = (ip_network(part, strict=False) for part in block.get("except") or ())
    return " ".join([f"{address} {network}", *(f"{address} != {part}" for part in left_out)])


def _chosen(cluster: _Cluster, policy: Object, peer: Object) -> list[Pod]:
    """Both selectors in one item must hold; without a namespaceSelector only the policy's own namespace counts."""
    spaces, chosen = peer.get("namespaceSelector"), peer.get("podSelector") or {}
    return [
        pod
        for pod in cluster.pods
        if matches(chosen, pod.labels)
        and (
            pod.namespace == namespace_of(policy)
            if spaces is None
            else matches(spaces, cluster.namespaces[pod.namespace])
        )
    ]


def _named_at_peers(cluster: _Cluster, policy: Object, peers: Sequence[Object], port: Object) -> Iterator[str]:
    """What a port name means depends on the pod that is reached."""
    reached = [pod for peer in peers or ({"namespaceSelector": {}},) for pod in _chosen_pods(cluster, policy, peer)]
    for pod in reached:
        for condition in _ports(port, pod):
            yield f"ip daddr {cluster.addresses[pod.key]} {condition}"


def _chosen_pods(cluster: _Cluster, policy: Object, peer: Object) -> list[Pod]:
    return [] if "ipBlock" in peer else _chosen(cluster, policy, peer)


def _ports(port: Object | None, pod: Pod) -> list[str]:
    """The condition for a port of the pod: a number, a range, a name of one of its container ports, or a protocol."""
    if port is None:
        return [""]
    protocol = str(port.get("protocol") or "TCP")
    wanted = port.get("port")
    if wanted is None:
        return [f"meta l4proto {protocol.lower()}"]
    if isinstance(wanted, str):
        named = [own.number for own in pod.ports if own.name == wanted and own.protocol == protocol]
        return [f"{protocol.lower()} dport {number}" for number in named]
    last = port.get("endPort")
    return [f"{protocol.lower()} dport {wanted}" + (f"-{last}" if last else "")]
