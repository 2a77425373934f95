"""A plan in, the machines of a running lab and the addresses of its pods out."""

import socket
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from generator.prove.lab import cni, kernel, wiring
from generator.prove.lab.answering import answer_as, answer_names
from generator.prove.lab.failure import LabError
from generator.prove.lab.furnishing import node_furniture, pod_furniture, router_furniture
from generator.prove.lab.kernel import Title
from generator.prove.lab.machine import Errand, Machine, send, send_native, start
from generator.prove.lab.numbering import number_next_process
from generator.prove.lab.protocol import Plan
from generator.prove.lab.proxy_iptables import iptables_rules
from generator.prove.lab.proxy_nftables import nft_rules
from generator.prove.lab.standins import start_processes
from generator.prove.lab.topology import GATEWAY, Node, Outside, Pod, Topology

Wait = Callable[[Errand[Any]], Any]

_PATIENCE = 10.0
_FIRST_POD = 2210
_UP = ("up\n", "unknown\n")  # the loopback interface never says more than `unknown`


def build(plan: Plan, title: Title, result: Wait) -> tuple[dict[str, Machine], tuple[Pod, ...]]:
    """The machines by name and the pods with their addresses; `result` waits for what runs inside a machine.

    Errors: `LabError` with the reason.
    """
    topology = plan.topology
    machines = _cabled_machines(plan, title)
    for name, commands in _links(topology).items():
        result(send(machines[name], _execute, ("ip", "-batch", "-"), commands))
    for node in topology.nodes:
        result(send_native(machines[node.name], start_processes, node.processes, title))
    pods = _attached_pods(topology, machines, title, result)
    command, rules = _proxy(topology, pods)
    errands = [send(machines[node.name], _execute, command, rules) for node in topology.nodes]
    errands += [send(machine, _wait_for_links) for machine in machines.values()]
    for errand in errands:
        result(errand)
    return machines, pods


def _cabled_machines(plan: Plan, title: Title) -> dict[str, Machine]:
    topology = plan.topology
    started = {GATEWAY: start(router_furniture(GATEWAY), lambda: title.write("gateway", (GATEWAY,)))}
    for node in topology.nodes:
        furniture = node_furniture(topology, node, plan.plugins)
        started[node.name] = start(furniture, lambda: title.write("systemd", ("/sbin/init",)))
    for host in topology.outside:
        started[host.name] = start(router_furniture(host.name), _voice(topology, host, title))
    _execute(("ip", "-batch", "-"), wiring.cables(topology, {name: pid for name, (pid, _) in started.items()}))
    return {name: machine for name, (_, machine) in started.items()}


def _links(topology: Topology) -> dict[str, str]:
    return (
        {GATEWAY: wiring.gateway_links(topology)}
        | {node.name: wiring.node_links(topology, node) for node in topology.nodes}
        | {host.name: wiring.outside_links(topology, host) for host in topology.outside}
    )


def _voice(topology: Topology, machine: Pod | Outside, title: Title) -> Callable[[], None]:
    """What the first process of a pod or an outside host does: it answers."""
    if isinstance(machine, Pod) and machine.program == "coredns":
        return partial(answer_names, topology, title)
    return partial(answer_as, machine.name, machine.ports, title)


def _attached_pods(topology: Topology, machines: dict[str, Machine], title: Title, result: Wait) -> tuple[Pod, ...]:
    """The pods of all nodes, which work at the same time; the pods' machines are added to the others."""
    errands = []
    for node in topology.nodes:
        here, there = socket.socketpair()
        errands.append((here, send_native(machines[node.name], _attach_pods, topology, node, title, there)))
        there.close()
    attached: dict[str, Pod] = {}
    for here, errand in errands:
        pods: tuple[Pod, ...] = result(errand)
        _, processes, _, _ = socket.recv_fds(here, 1, len(pods))
        here.close()
        machines |= {pod.name: Machine(process) for pod, process in zip(pods, processes, strict=True)}
        attached |= {pod.name: pod for pod in pods}
    return tuple(attached[pod.name] for pod in topology.pods)


def _attach_pods(topology: Topology, node: Node, title: Title, there: socket.socket) -> tuple[Pod, ...]:
    """What the container runtime of a node does for its pods; their first processes' descriptors go `there`."""
    network = cni.network_list(node, topology.cluster_range)
    attached, processes = [], []
    for place, pod in enumerate(topology.pods):
        if pod.node == node.name:
            number_next_process(_FIRST_POD + 100 * place)
            number, machine = start(pod_furniture(topology, pod), _voice(topology, pod, title))
            Path(cni.namespace_path(pod)).touch()
            kernel.mount(f"/proc/{number}/ns/net", cni.namespace_path(pod), flags=kernel.BIND)
            attached.append(cni.attach(pod, network))
            processes.append(machine.process)
    socket.send_fds(there, [b"."], processes)
    return tuple(attached)


def _proxy(topology: Topology, pods: tuple[Pod, ...]) -> tuple[tuple[str, ...], str]:
    mark = not Path("/proc/sys/net/bridge/bridge-nf-call-iptables").exists()
    if topology.proxy == "nftables":
        return ("nft", "-f", "-"), nft_rules(topology, pods, mark_local_replies=mark)
    return ("iptables-restore", "--noflush", "--wait"), iptables_rules(topology, pods, mark_local_replies=mark)


def _wait_for_links() -> None:
    """The kernel tells the state of a new interface a little later; before, `ip link` shows it as down."""
    deadline = time.monotonic() + _PATIENCE
    while down := [file for file in Path("/sys/class/net").glob("*/operstate") if file.read_text() not in _UP]:
        if time.monotonic() > deadline:
            raise LabError(f"interfaces do not come up: {[str(file) for file in down]}")
        time.sleep(0.01)


def _execute(command: tuple[str, ...], stdin: str) -> None:
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    if done.returncode:
        raise LabError(f"{' '.join(command)}: {done.stderr}")
