"""A pod and its node in, the pod's network out: the real CNI plugins are executed as a container runtime does it."""

import json
import os
import subprocess
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from generator.prove.lab.failure import LabError
from generator.prove.lab.topology import Node, Pod

FOLDER = "/opt/cni/bin"
BRIDGE = "cni0"
MTU = 1450

_PODS_OF_THE_LAB = uuid.UUID("6f1d3c1e-6a0b-5d0c-9a55-1b0f3c9e7a10")


def network_list(node: Node, cluster_range: str) -> str:
    """The text of /etc/cni/net.d/10-bridge.conflist on this node."""
    bridge = {
        "type": "bridge",
        "bridge": BRIDGE,
        "mtu": MTU,
        "isDefaultGateway": True,
        "hairpinMode": True,
        "ipam": {
            "type": "host-local",
            "ranges": [[{"subnet": node.pod_range}]],
            "routes": [{"dst": cluster_range}],
        },
    }
    portmap = {"type": "portmap", "capabilities": {"portMappings": True}}
    network = {"cniVersion": "1.0.0", "name": "cbr0", "plugins": [bridge, portmap]}
    return json.dumps(network, indent=2) + "\n"


def namespace_path(pod: Pod) -> str:
    """Where the runtime keeps the pod's network namespace on its node."""
    return f"/var/run/netns/cni-{_pod_id(pod)}"


@dataclass(frozen=True, slots=True)
class Addition:
    """One call of a plugin for a pod; the second and later ones of an interface are told what the one before said."""

    interface: str
    plugin: str
    config: Mapping[str, object]
    chained: bool = False


def additions(pod: Pod, network: str) -> tuple[Addition, ...]:
    """The calls that attach the pod to the network, in their order."""
    listed = json.loads(network)
    version, name = listed["cniVersion"], listed["name"]
    ports = [
        {"hostPort": port.host_port, "containerPort": port.number, "protocol": port.protocol.lower()}
        for port in pod.ports
        if port.host_port
    ]
    calls = [Addition("lo", "loopback", {"cniVersion": version, "name": "cni-loopback", "type": "loopback"})]
    for place, plugin in enumerate(listed["plugins"]):
        config = {"cniVersion": version, "name": name, **plugin}
        if ports and "capabilities" in plugin:
            config["runtimeConfig"] = {"portMappings": ports}
        calls.append(Addition("eth0", plugin["type"], config, place > 0))
    return tuple(calls)


def environment(pod: Pod) -> dict[str, str]:
    """What a plugin is told about the pod by its environment, apart from the interface."""
    return {
        "CNI_COMMAND": "ADD",
        "CNI_CONTAINERID": sha256(str(_pod_id(pod)).encode()).hexdigest(),
        "CNI_NETNS": namespace_path(pod),
        "CNI_PATH": FOLDER,
        "CNI_ARGS": f"IgnoreUnknown=1;K8S_POD_NAMESPACE={pod.namespace};K8S_POD_NAME={pod.name};MAC={_mac(pod, 0)}",
    }


def cable_end(pod: Pod) -> tuple[str, str]:
    """Name and MAC of the node's side of the pod's cable: the plugin draws them by lot, and outputs must repeat."""
    return f"veth{_pod_id(pod).hex[:8]}", _mac(pod, 8)


def attach(pod: Pod, network: str) -> Pod:
    """The pod with the address that the plugins gave it; its interface is up and linked to the bridge.

    Runs on the pod's node. Errors: `LabError` with what the failing plugin said.
    """
    result: dict[str, object] = {}
    for call in additions(pod, network):
        config = {**call.config, "prevResult": result} if call.chained else call.config
        result = _add(pod, call, config)
    _name_veth(pod, result)
    addresses: list[dict[str, str]] = result["ips"]  # type: ignore[assignment]  # as CNI's specification has it
    return replace(pod, address=addresses[0]["address"].partition("/")[0])


def _add(pod: Pod, call: Addition, config: Mapping[str, object]) -> dict[str, object]:
    done = subprocess.run(
        [f"{FOLDER}/{call.plugin}"],
        input=json.dumps(config),
        env={**os.environ, **environment(pod), "CNI_IFNAME": call.interface},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    if done.returncode:
        raise LabError(f"CNI plugin {call.plugin}, pod {pod.name}: {done.stdout}{done.stderr}")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def _name_veth(pod: Pod, result: dict[str, object]) -> None:
    interfaces: list[dict[str, str]] = result["interfaces"]  # type: ignore[assignment]  # as CNI's specification has it
    drawn = next(item["name"] for item in interfaces if item["name"].startswith("veth"))
    name, mac = cable_end(pod)
    commands = f"link set {drawn} down\nlink set {drawn} name {name} address {mac}\nlink set {name} up\n"
    subprocess.run(["ip", "-batch", "-"], input=commands, text=True, check=True, timeout=5, capture_output=True)


def _pod_id(pod: Pod) -> uuid.UUID:
    return uuid.uuid5(_PODS_OF_THE_LAB, f"{pod.namespace}/{pod.name}")


def _mac(pod: Pod, offset: int) -> str:
    """A locally administered address that no other pod has."""
    return ":".join(f"{byte:02x}" for byte in (0x0A, *_pod_id(pod).bytes[offset : offset + 5]))
