"""Nothing goes in; the objects that kubeadm and flannel leave in a cluster of two nodes come out."""

from __future__ import annotations

from .definitions import VERSION
from .objects import EPOCH, Object, digest
from .seed_names import ADDRESSES, CONTROL_PLANE, INSTALLED, POD_RANGES, PRIORITIES, ROLE, WORKER, seed_item
from .seed_texts import CLUSTER_CONFIGURATION, COREFILE, FLANNEL_CNI, FLANNEL_NET, KUBE_PROXY
from .seed_workloads import cluster_dns, control_plane, flannel, kube_proxy


def seed_stages() -> tuple[list[Object], list[Object]]:
    """Return what exists after `kubeadm init` and the network plugin, and what `kubeadm join` adds."""
    namespaces = ("default", "kube-flannel", "kube-node-lease", "kube-public", "kube-system")
    first = [
        *(seed_item("v1", "Namespace", name) for name in namespaces),
        *(_priority(name, value) for name, value in PRIORITIES.items()),
        _node(CONTROL_PLANE),
        _lease(CONTROL_PLANE),
        seed_item("networking.k8s.io/v1", "ServiceCIDR", "kubernetes", spec={"cidrs": ["10.96.0.0/12"]}),
        *_component_statuses(),
        *_configuration(),
        *_api_service(),
        *control_plane(),
        kube_proxy(),
        flannel(),
        *cluster_dns(),
    ]
    return first, [_node(WORKER), _lease(WORKER)]


def _priority(name: str, value: int) -> Object:
    told = "Used for system critical pods that must run in the cluster."
    return seed_item("scheduling.k8s.io/v1", "PriorityClass", name, value=value, description=told)


def _node(name: str) -> Object:
    labels = {
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
    }
    spec: Object = {"podCIDR": POD_RANGES[name], "podCIDRs": [POD_RANGES[name]]}
    if name == CONTROL_PLANE:
        labels |= {ROLE: "", "node.kubernetes.io/exclude-from-external-load-balancers": ""}
        spec["taints"] = [{"effect": "NoSchedule", "key": ROLE}]
    annotations = {
        "flannel.alpha.coreos.com/backend-type": "vxlan",
        "flannel.alpha.coreos.com/kube-subnet-manager": "true",
        "flannel.alpha.coreos.com/public-ip": ADDRESSES[name],
        "node.alpha.kubernetes.io/ttl": "0",
    }
    return seed_item("v1", "Node", name, labels=labels, annotations=annotations, spec=spec, status=_node_status(name))


def _node_status(name: str) -> Object:
    capacity = {"cpu": "2", "ephemeral-storage": "19221248Ki", "memory": "4014552Ki", "pods": "110"}
    conditions = (
        ("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        ("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        ("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        ("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
    )
    identity = digest(name).hex()
    return {
        "addresses": [
            {"address": ADDRESSES[name], "type": "InternalIP"},
            {"address": name, "type": "Hostname"},
        ],
        "allocatable": capacity,
        "capacity": capacity,
        "conditions": [
            {"type": kind, "status": status, "reason": reason, "message": message, **_heartbeat()}
            for kind, status, reason, message in conditions
        ],
        "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}},
        "nodeInfo": {
            "architecture": "amd64",
            "bootID": f"{identity[:8]}-{identity[8:12]}-{identity[12:16]}-{identity[16:20]}-{identity[20:32]}",
            "containerRuntimeVersion": "containerd://2.1.4",
            "kernelVersion": "6.8.0-51-generic",
            "kubeletVersion": f"v{VERSION}",
            "kubeProxyVersion": "",
            "machineID": identity[32:],
            "operatingSystem": "linux",
            "osImage": "Ubuntu 24.04.3 LTS",
            "systemUUID": f"{identity[1:9]}-{identity[9:13]}-{identity[13:17]}-{identity[17:21]}-{identity[21:33]}",
        },
    }


def _heartbeat() -> Object:
    return {
        "lastHeartbeatTime": EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "lastTransitionTime": INSTALLED.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _lease(name: str) -> Object:
    renewed = EPOCH.strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    spec = {"holderIdentity": name, "leaseDurationSeconds": 40, "renewTime": renewed}
    return seed_item("coordination.k8s.io/v1", "Lease", name, "kube-node-lease", spec=spec)


def _configuration() -> list[Object]:
    system = "kube-system"
    return [
        seed_item("v1", "ConfigMap", "coredns", system, data={"Corefile": COREFILE}),
        seed_item(
            "v1", "ConfigMap", "kube-proxy", system, labels={"app": "kube-proxy"}, data={"config.conf": KUBE_PROXY}
        ),
        seed_item("v1", "ConfigMap", "kubeadm-config", system, data={"ClusterConfiguration": CLUSTER_CONFIGURATION}),
        seed_item(
            "v1",
            "ConfigMap",
            "kube-flannel-cfg",
            "kube-flannel",
            labels={"app": "flannel", "k8s-app": "flannel", "tier": "node"},
            data={"cni-conf.json": FLANNEL_CNI, "net-conf.json": FLANNEL_NET},
        ),
    ]


def _api_service() -> list[Object]:
    address, name = ADDRESSES[CONTROL_PLANE], "kubernetes"
    labels = {"component": "apiserver", "provider": "kubernetes"}
    port = {"name": "https", "port": 443, "protocol": "TCP", "targetPort": 6443}
    endpoint = {"name": "https", "port": 6443, "protocol": "TCP"}
    skip = {"endpointslice.kubernetes.io/skip-mirror": "true"}
    return [
        seed_item("v1", "Service", name, "default", labels=labels, spec={"clusterIP": "10.96.0.1", "ports": [port]}),
        seed_item(
            "v1",
            "Endpoints",
            name,
            "default",
            labels=skip,
            subsets=[{"addresses": [{"ip": address}], "ports": [endpoint]}],
        ),
        seed_item(
            "discovery.k8s.io/v1",
            "EndpointSlice",
            name,
            "default",
            labels={"kubernetes.io/service-name": name},
            addressType="IPv4",
            endpoints=[{"addresses": [address], "conditions": {"ready": True}}],
            ports=[endpoint],
        ),
    ]


def _component_statuses() -> list[Object]:
    healthy = [{"type": "Healthy", "status": "True", "message": "ok"}]
    names = ("controller-manager", "etcd-0", "scheduler")
    return [seed_item("v1", "ComponentStatus", name, conditions=healthy) for name in names]
