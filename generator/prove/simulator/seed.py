"""Nothing goes in; the objects that kubeadm and flannel leave in a cluster of two nodes come out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .definitions import VERSION
from .objects import EPOCH, Object, digest
from .seed_texts import CLUSTER_CONFIGURATION, COREFILE, FLANNEL_CNI, FLANNEL_NET, KUBE_PROXY

INSTALLED = EPOCH - timedelta(days=21, hours=2)
CONTROL_PLANE, WORKER = "controlplane", "node01"
ADDRESSES = {CONTROL_PLANE: "172.30.1.2", WORKER: "172.30.1.3"}
POD_RANGES = {CONTROL_PLANE: "10.244.0.0/24", WORKER: "10.244.1.0/24"}
_REGISTRY = "registry.k8s.io"
_ANYWHERE: list[Object] = [{"operator": "Exists"}]
_ROLE = "node-role.kubernetes.io/control-plane"
_CERTIFICATES = "/etc/kubernetes/pki"


def seed_stages() -> tuple[list[Object], list[Object]]:
    """Return what exists after `kubeadm init` and the network plugin, and what `kubeadm join` adds."""
    namespaces = ("default", "kube-flannel", "kube-node-lease", "kube-public", "kube-system")
    first = [
        *(_item("v1", "Namespace", name) for name in namespaces),
        *(_priority(name, value) for name, value in _PRIORITIES.items()),
        _node(CONTROL_PLANE),
        _lease(CONTROL_PLANE),
        _item("networking.k8s.io/v1", "ServiceCIDR", "kubernetes", spec={"cidrs": ["10.96.0.0/12"]}),
        *_configuration(),
        *_api_service(),
        *_control_plane(),
        _kube_proxy(),
        _flannel(),
        *_dns(),
    ]
    return first, [_node(WORKER), _lease(WORKER)]


_PRIORITIES = {"system-cluster-critical": 2000000000, "system-node-critical": 2000001000}


def _item(api_version: str, kind: str, name: str, namespace: str = "", **fields: Any) -> Object:
    metadata: Object = {"name": name, **({"namespace": namespace} if namespace else {})}
    metadata |= {key: fields.pop(key) for key in ("labels", "annotations") if key in fields}
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata, **fields}


def _priority(name: str, value: int) -> Object:
    told = "Used for system critical pods that must run in the cluster."
    return _item("scheduling.k8s.io/v1", "PriorityClass", name, value=value, description=told)


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
        labels |= {_ROLE: "", "node.kubernetes.io/exclude-from-external-load-balancers": ""}
        spec["taints"] = [{"effect": "NoSchedule", "key": _ROLE}]
    annotations = {
        "flannel.alpha.coreos.com/backend-type": "vxlan",
        "flannel.alpha.coreos.com/kube-subnet-manager": "true",
        "flannel.alpha.coreos.com/public-ip": ADDRESSES[name],
        "node.alpha.kubernetes.io/ttl": "0",
    }
    return _item("v1", "Node", name, labels=labels, annotations=annotations, spec=spec, status=_node_status(name))


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
    return _item("coordination.k8s.io/v1", "Lease", name, "kube-node-lease", spec=spec)


def _configuration() -> list[Object]:
    system = "kube-system"
    return [
        _item("v1", "ConfigMap", "coredns", system, data={"Corefile": COREFILE}),
        _item("v1", "ConfigMap", "kube-proxy", system, labels={"app": "kube-proxy"}, data={"config.conf": KUBE_PROXY}),
        _item("v1", "ConfigMap", "kubeadm-config", system, data={"ClusterConfiguration": CLUSTER_CONFIGURATION}),
        _item(
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
        _item("v1", "Service", name, "default", labels=labels, spec={"clusterIP": "10.96.0.1", "ports": [port]}),
        _item(
            "v1",
            "Endpoints",
            name,
            "default",
            labels=skip,
            subsets=[{"addresses": [{"ip": address}], "ports": [endpoint]}],
        ),
        _item(
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


def _control_plane() -> list[Object]:
    address = ADDRESSES[CONTROL_PLANE]
    configs = "--kubeconfig=/etc/kubernetes"
    commands = {
        "etcd": [
            f"--advertise-client-urls=https://{address}:2379",
            "--data-dir=/var/lib/etcd",
            f"--listen-client-urls=https://127.0.0.1:2379,https://{address}:2379",
            "--listen-metrics-urls=http://127.0.0.1:2381",
            f"--listen-peer-urls=https://{address}:2380",
            f"--name={CONTROL_PLANE}",
        ],
        "kube-apiserver": [
            f"--advertise-address={address}",
            "--allow-privileged=true",
            "--authorization-mode=Node,RBAC",
            f"--client-ca-file={_CERTIFICATES}/ca.crt",
            "--enable-admission-plugins=NodeRestriction",
            "--etcd-servers=https://127.0.0.1:2379",
            "--secure-port=6443",
            "--service-cluster-ip-range=10.96.0.0/12",
            f"--tls-cert-file={_CERTIFICATES}/apiserver.crt",
        ],
        "kube-controller-manager": [
            "--allocate-node-cidrs=true",
            "--bind-address=127.0.0.1",
            "--cluster-cidr=10.244.0.0/16",
            "--cluster-name=kubernetes",
            f"{configs}/controller-manager.conf",
            "--service-cluster-ip-range=10.96.0.0/12",
        ],
        "kube-scheduler": ["--bind-address=127.0.0.1", f"{configs}/scheduler.conf", "--leader-elect=true"],
    }
    return [_static_pod(name, [name, *flags]) for name, flags in commands.items()]


def _static_pod(component: str, command: list[str]) -> Object:
    tag = "3.7.0-0" if component == "etcd" else f"v{VERSION}"
    fingerprint = digest(component).hex()[:32]
    origin = {f"kubernetes.io/config.{key}": fingerprint for key in ("hash", "mirror")}
    container = {"name": component, "image": f"{_REGISTRY}/{component}:{tag}", "command": command}
    requests = {"requests": {"cpu": "250m" if component == "kube-apiserver" else "100m"}}
    pod = _item(
        "v1",
        "Pod",
        f"{component}-{CONTROL_PLANE}",
        "kube-system",
        labels={"component": component, "tier": "control-plane"},
        annotations={**origin, "kubernetes.io/config.source": "file"},
        spec={
            **_privileged("system-node-critical"),
            "automountServiceAccountToken": False,
            "containers": [{**container, "resources": requests}],
            "nodeName": CONTROL_PLANE,
            "tolerations": [{"effect": "NoExecute", "operator": "Exists"}],
        },
    )
    owner = {"apiVersion": "v1", "kind": "Node", "name": CONTROL_PLANE, "uid": "", "controller": True}
    pod["metadata"]["ownerReferences"] = [owner]
    return pod


def _privileged(priority: str) -> Object:
    return {"hostNetwork": True, "priorityClassName": priority, "priority": _PRIORITIES[priority]}


def _template(labels: dict[str, str], spec: Object) -> Object:
    return {"selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": spec}}


def _kube_proxy() -> Object:
    flags = ["--config=/var/lib/kube-proxy/config.conf", "--hostname-override=$(NODE_NAME)"]
    command = ["/usr/local/bin/kube-proxy", *flags]
    image = f"{_REGISTRY}/kube-proxy:v{VERSION}"
    spec = {
        **_privileged("system-node-critical"),
        "containers": [{"name": "kube-proxy", "image": image, "command": command}],
        "nodeSelector": {"kubernetes.io/os": "linux"},
        "serviceAccountName": "kube-proxy",
        "tolerations": _ANYWHERE,
    }
    labels = {"k8s-app": "kube-proxy"}
    return _item("apps/v1", "DaemonSet", "kube-proxy", "kube-system", labels=labels, spec=_template(labels, spec))


def _flannel() -> Object:
    container = {
        "name": "kube-flannel",
        "image": "ghcr.io/flannel-io/flannel:v0.27.4",
        "command": ["/opt/bin/flanneld"],
        "args": ["--ip-masq", "--kube-subnet-mgr"],
        "resources": {"requests": {"cpu": "100m", "memory": "50Mi"}},
    }
    spec = {
        **_privileged("system-node-critical"),
        "containers": [container],
        "serviceAccountName": "flannel",
        "tolerations": [{"effect": "NoSchedule", "operator": "Exists"}],
    }
    labels = {"app": "flannel", "k8s-app": "flannel", "tier": "node"}
    template = _template({"app": "flannel", "k8s-app": "flannel"}, spec)
    template["template"]["metadata"]["labels"] = labels
    return _item("apps/v1", "DaemonSet", "kube-flannel-ds", "kube-flannel", labels=labels, spec=template)


def _dns() -> list[Object]:
    labels = {"k8s-app": "kube-dns"}
    ports = (("dns", 53, "UDP"), ("dns-tcp", 53, "TCP"), ("metrics", 9153, "TCP"))
    known = {"containerPort": 8080, "name": "liveness-probe"}, {"containerPort": 8181, "name": "readiness-probe"}
    container = {
        "name": "coredns",
        "image": f"{_REGISTRY}/coredns/coredns:v1.14.6",
        "args": ["-conf", "/etc/coredns/Corefile"],
        "ports": [{"containerPort": port, "name": name, "protocol": kind} for name, port, kind in ports] + list(known),
        "resources": {"limits": {"memory": "170Mi"}, "requests": {"cpu": "100m", "memory": "70Mi"}},
    }
    spec = {
        "containers": [container],
        "dnsPolicy": "Default",
        "nodeSelector": {"kubernetes.io/os": "linux"},
        "priorityClassName": "system-cluster-critical",
        "priority": _PRIORITIES["system-cluster-critical"],
        "serviceAccountName": "coredns",
        "tolerations": [
            {"key": "CriticalAddonsOnly", "operator": "Exists"},
            {"effect": "NoSchedule", "key": _ROLE},
        ],
    }
    service_labels = {**labels, "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "CoreDNS"}
    service_ports = [{"name": name, "port": port, "protocol": kind, "targetPort": port} for name, port, kind in ports]
    return [
        _item(
            "apps/v1",
            "Deployment",
            "coredns",
            "kube-system",
            labels=labels,
            spec={"replicas": 2, **_template(labels, spec)},
        ),
        _item(
            "v1",
            "Service",
            "kube-dns",
            "kube-system",
            labels=service_labels,
            annotations={"prometheus.io/port": "9153", "prometheus.io/scrape": "true"},
            spec={"clusterIP": "10.96.0.10", "ports": service_ports, "selector": labels},
        ),
    ]
