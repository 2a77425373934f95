"""NetworkPolicies and connections go in; which of them passed between the pods of the lab's two nodes comes out."""

from collections.abc import Mapping, Sequence
from itertools import cycle

from generator.prove.lab import Lab, LabError, Outside, Pod, Port, Topology, Trial, two_nodes
from generator.prove.routes.cluster import Objects
from generator.prove.routes.policy import Connection, pod_addresses
from generator.prove.routes.policy_rules import policy_rules


def lab_verdicts(objects: Objects, connections: Sequence[Connection]) -> tuple[bool, ...]:
    """For each connection, in order, whether it passed with the policies in force; without them all must pass.

    LabError where they do not, LabUnavailable where this computer cannot have a lab, ValueError for an end that is
    neither a pod among the objects nor an address.
    """
    machines = _machines(objects, connections)
    with Lab.up(_topology(machines, connections)) as lab:
        addresses = {key: lab.pod(name).address for key, name in machines.items() if "/" in key}
        trials = [
            Trial(machines[each.origin], addresses.get(each.to, each.to), each.port, each.protocol)
            for each in connections
        ]
        if not all(lab.connect_all(trials)):
            raise LabError("a connection fails although no policy is in force")
        for key, ruleset in policy_rules(objects, addresses, _node_addresses(lab.topology)).items():
            lab.apply_nft(machines[key], ruleset)
        return lab.connect_all(trials)


def _machines(objects: Objects, connections: Sequence[Connection]) -> Mapping[str, str]:
    """The lab's name for each pod and each address outside: short, and good as a name of a host."""
    ends = {end for each in connections for end in (each.origin, each.to)}
    inside = list(pod_addresses(objects, connections))
    return {key: f"pod-{number}" for number, key in enumerate(inside)} | {
        end: f"outside-{number}" for number, end in enumerate(sorted(ends - set(inside)))
    }


def _topology(machines: Mapping[str, str], connections: Sequence[Connection]) -> Topology:
    def ports(end: str) -> tuple[Port, ...]:
        return tuple(sorted({Port(each.port, each.protocol) for each in connections if each.to == end}, key=str))

    nodes = two_nodes(pods=()).nodes
    places = cycle(node.name for node in nodes)
    there = tuple(Pod(name, next(places), ports=ports(key)) for key, name in machines.items() if "/" in key)
    outside = tuple(Outside(name, key, ports(key)) for key, name in machines.items() if "/" not in key)
    return Topology(nodes, there, outside=outside)


def _node_addresses(topology: Topology) -> list[str]:
    """On the LAN, and the bridge's in the range of pods."""
    bridges = (node.pod_range.rpartition(".")[0] + ".1" for node in topology.nodes)
    return [*(node.address for node in topology.nodes), *bridges]
