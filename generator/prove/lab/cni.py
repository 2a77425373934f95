"""A pod and its node in, the pod's network out: the real CNI plugins are executed as a container runtime does it."""

import json
import os
import subprocess
import uuid
from dataclasses import replace
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


def attach(pod: Pod, network: str) -> Pod:
    """The pod with the address that the plugins gave it; its interface is up and linked to the bridge.

    Runs on the pod's node. Errors: `LabError` with what the failing plugin said.
    """
    listed = json.loads(network)
    ports = [
        {"hostPort": port.host_port, "containerPort": port.number, "protocol": port.protocol.lower()}
        for port in pod.ports
        if port.host_port
    ]
    _add(pod, "lo", "loopback", {"cniVersion": listed["cniVersion"], "name": "cni-loopback", "type": "loopback"})
    result: dict[str, object] = {}
    for plugin in listed["plugins"]:
        config = {"cniVersion": listed["cniVersion"], "name": listed["name"], **plugin}
        if result:
            config["prevResult"] = result
        if ports and "capabilities" in plugin:
            config["runtimeConfig"] = {"portMappings": ports}
        result = _add(pod, "eth0", plugin["type"], config)
    _name_veth(pod, result)
    addresses: list[dict[str, str]] = result["ips"]  # type: ignore[assignment]  # as CNI's specification has it
    return replace(pod, address=addresses[0]["address"].partition("/")[0])


def _add(pod: Pod, interface: str, plugin: str, config: dict[str, object]) -> dict[str, object]:
    environment = {
        **os.environ,
        "CNI_COMMAND": "ADD",
        "CNI_CONTAINERID": sha256(str(_pod_id(pod)).encode()).hexdigest(),
        "CNI_NETNS": namespace_path(pod),
        "CNI_IFNAME": interface,
        "CNI_PATH": FOLDER,
        "CNI_ARGS": f"IgnoreUnknown=1;K8S_POD_NAMESPACE={pod.namespace};K8S_POD_NAME={pod.name};MAC={_mac(pod, 0)}",
    }
    done = subprocess.run(
        [f"{FOLDER}/{plugin}"],
        input=json.dumps(config),
        env=environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    if done.returncode:
        raise LabError(f"CNI plugin {plugin}, pod {pod.name}: {done.stdout}{done.stderr}")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def _name_veth(pod: Pod, result: dict[str, object]) -> None:
    """The plugin draws the name and the MAC of the node's side by lot; outputs must repeat."""
    interfaces: list[dict[str, str]] = result["interfaces"]  # type: ignore[assignment]  # as CNI's specification has it
    drawn = next(item["name"] for item in interfaces if item["name"].startswith("veth"))
    name = f"veth{_pod_id(pod).hex[:8]}"
    commands = f"link set {drawn} down\nlink set {drawn} name {name} address {_mac(pod, 8)}\nlink set {name} up\n"
    subprocess.run(["ip", "-batch", "-"], input=commands, text=True, check=True, timeout=5, capture_output=True)


def _pod_id(pod: Pod) -> uuid.UUID:
    return uuid.uuid5(_PODS_OF_THE_LAB, f"{pod.namespace}/{pod.name}")


def _mac(pod: Pod, offset: int) -> str:
    """A locally administered address that no other pod has."""
    return ":".join(f"{byte:02x}" for byte in (0x0A, *_pod_id(pod).bytes[offset : offset + 5]))
