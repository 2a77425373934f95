"""The lab's topology in; the files by which the guest's machines become that lab out."""

import json
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.prove.lab import Node, Pod, Topology, two_nodes
from generator.prove.lab.cni import additions, cable_end, environment, namespace_path, network_list
from generator.prove.lab.dns import Records
from generator.prove.lab.furnishing import node_furniture, pod_furniture, router_furniture
from generator.prove.lab.processes import Process
from generator.prove.lab.proxy_iptables import iptables_rules
from generator.prove.lab.topology import GATEWAY
from generator.prove.lab.wiring import cables, gateway_links, node_links
from generator.vm.image import FOLDER
from generator.vm.packages import Entry
from generator.vm.static_pods import MANIFESTS, STATIC_PODS, static_pod

LAB = "usr/lib/lab"
_FIRST_POD = 2210
_PLACES = {"init": "init", "curl.lua": "usr/bin/curl", "enter": "usr/bin/pod"}
_KUBERNETES = "1.35"
_PADDING = 1024  # room for the arguments that a stand-in shows


def guest_files(root: Path) -> dict[str, Entry]:
    """Everything in the guest that no package brings."""
    topology = addressed(two_nodes())
    files = {f"{LAB}/{name}": Entry(stat.S_IFREG | 0o755, text) for name, text in _scripts(root)}
    for name, place in _PLACES.items():
        files[place] = files.pop(f"{LAB}/{name}")
    shell = files.pop(f"{LAB}/bash.bashrc")
    texts = {
        f"{LAB}/cables": cables(topology, {name: name for name in (GATEWAY, *(node.name for node in topology.nodes))}),
        f"{LAB}/padding": "x" * _PADDING,
        f"{LAB}/machines/{GATEWAY}/links": gateway_links(topology),
        **_rooted(f"machines/{GATEWAY}", router_furniture(GATEWAY).files),
    }
    for node in topology.nodes:
        texts |= _node_files(topology, node)
    files |= {path: Entry(stat.S_IFREG | 0o644, text.encode()) for path, text in texts.items()}
    for machine in (GATEWAY, *(node.name for node in topology.nodes)):
        files[f"machines/{machine}/etc/bash.bashrc"] = shell
        files[f"machines/{machine}/etc/profile"] = Entry(stat.S_IFLNK | 0o777, b"bash.bashrc")
    files |= {
        f"machines/{node.name}/{path}": Entry(stat.S_IFREG | 0o644, content)
        for node in topology.nodes
        for path, content in _settings(root)
    }
    return files


def addressed(topology: Topology) -> Topology:
    """The topology with the addresses that host-local will give: from .2 on, in the order in which pods start."""
    taken: dict[str, int] = {}
    pods = []
    for pod in topology.pods:
        node = next(node for node in topology.nodes if node.name == pod.node)
        taken[pod.node] = taken.get(pod.node, 1) + 1
        pods.append(replace(pod, address=f"{node.pod_range.rpartition('.')[0]}.{taken[pod.node]}"))
    return replace(topology, pods=tuple(pods))


def _scripts(root: Path) -> Iterator[tuple[str, bytes]]:
    folder = root / FOLDER / "guest"
    yield from ((path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file())


def _settings(root: Path) -> Iterator[tuple[str, bytes]]:
    """Files that every node has, by path."""
    folder = root / FOLDER / "guest/node"
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    yield from ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def _rooted(folder: str, files: Mapping[str, str]) -> dict[str, str]:
    return {f"{folder}{path}": text for path, text in files.items()}


def _node_files(topology: Topology, node: Node) -> dict[str, str]:
    here = f"{LAB}/machines/{node.name}"
    pods = [(_FIRST_POD + 100 * place, pod) for place, pod in enumerate(topology.pods) if pod.node == node.name]
    texts = {
        f"{here}/links": node_links(topology, node),
        f"{here}/rules": iptables_rules(topology, topology.pods, mark_local_replies=False),
        f"{here}/programs": "".join(f"{process.pid} {process.name}\n" for process in node.processes),
        f"{here}/pods": "".join(f"{number} {pod.name}\n" for number, pod in pods),
        **_rooted(f"machines/{node.name}", node_furniture(topology, node, "").files),
    }
    for process in node.processes:
        texts |= _rooted(f"{here}/{process.name}/", _program_files(process))
        if process.name in STATIC_PODS:
            place = f"machines/{node.name}/{MANIFESTS}/{process.name}.yaml"
            texts[place] = static_pod(process, _KUBERNETES)
    for _, pod in pods:
        texts |= _rooted(f"{here}/{pod.name}/", _pod_files(topology, node, pod))
    return texts


def _program_files(process: Process) -> dict[str, str]:
    listens = [
        {"address": item.address, "port": item.port, **({"answer": item.answer} if item.answer else {"kind": "hold"})}
        for item in process.listens
    ]
    dials = [{"source_port": d.source_port, "address": d.address, "port": d.port} for d in process.dials]
    return _standin(process.name, process.arguments, {"listens": listens, "dials": dials})


def _standin(name: str, arguments: tuple[str, ...], sockets: Mapping[str, object]) -> dict[str, str]:
    short = name[:15]
    return {
        "name": f"{short}\n",
        "title": "".join(f"{argument}\0" for argument in arguments),
        "sockets.lua": f"return {_lua({'name': short, **sockets})}\n",
    }


def _pod_files(topology: Topology, node: Node, pod: Pod) -> dict[str, str]:
    veth, mac = cable_end(pod)
    netns = namespace_path(pod).rpartition("/")[2]
    told = {"NAME": pod.name, "NETNS": netns, "VETH": veth, "VETH_MAC": mac}
    lines = [f"{key}='{value}'" for key, value in told.items()]
    lines += [f"export {key}='{value}'" for key, value in environment(pod).items()]
    texts = {"environment": "\n".join(lines) + "\n", **_pod_program(topology, pod)}
    for place, call in enumerate(additions(pod, network_list(node, topology.cluster_range))):
        texts[f"calls/{place}/how"] = f"{call.interface} {call.plugin} {'yes' if call.chained else 'no'}\n"
        texts[f"calls/{place}/config.json"] = json.dumps(call.config)
    return texts | {path.removeprefix("/"): text for path, text in pod_furniture(topology, pod).files.items()}


def _pod_program(topology: Topology, pod: Pod) -> dict[str, str]:
    kind = "names" if pod.program == "coredns" else "page"
    listens = [{"address": "0.0.0.0", "port": p.number, "kind": kind} for p in pod.ports if p.protocol == "TCP"]
    datagrams = [port.number for port in pod.ports if port.protocol == "UDP"]
    if pod.program == "coredns":
        names = {"names": dict(Records.of(topology).addresses)}
        return _standin(
            "coredns",
            ("/coredns", "-conf", "/etc/coredns/Corefile"),
            {"listens": listens, "datagrams": datagrams, **names},
        )
    return _standin(
        "http-echo",
        ("/http-echo", f"--name={pod.name}"),
        {"listens": listens, "datagrams": datagrams, "introduces": pod.name},
    )


def _lua(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"[{_lua(key)}] = {_lua(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "{ " + ", ".join(map(_lua, value)) + " }"
    return json.dumps(value)
