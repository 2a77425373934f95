"""Nothing goes in; the Pods and workloads of the control plane, kube-proxy, flannel and CoreDNS come out."""

from __future__ import annotations

from .definitions import VERSION
from .objects import Object, digest
from .seed_names import ADDRESSES, CONTROL_PLANE, PRIORITIES, ROLE, seed_item

_REGISTRY = "registry.k8s.io"
_ANYWHERE: list[Object] = [{"operator": "Exists"}]
_CERTIFICATES = "/etc/kubernetes/pki"


def control_plane() -> list[Object]:
    """Return the four static Pods of kubeadm."""
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


_PROBE_PORTS = {
    "etcd": 2381,
    "kube-apiserver": 6443,
    "kube-controller-manager": 10257,
    "kube-scheduler": 10259,
}


def _static_pod(component: str, command: list[str]) -> Object:
    tag = "3.7.0-0" if component == "etcd" else f"v{VERSION}"
    fingerprint = digest(component).hex()[:32]
    origin = {f"kubernetes.io/config.{key}": fingerprint for key in ("hash", "mirror")}
    port = {"containerPort": _PROBE_PORTS[component], "name": "probe-port"}
    container = {"name": component, "image": f"{_REGISTRY}/{component}:{tag}", "command": command, "ports": [port]}
    requests = {"requests": {"cpu": "250m" if component == "kube-apiserver" else "100m"}}
    pod = seed_item(
        "v1",
        "Pod",
        f"{component}-{CONTROL_PLANE}",
        "kube-system",
        labels={"component": component, "tier": "control-plane"},
        annotations={**origin, "kubernetes.io/config.source": "file"},
        spec={
            **_privileged("system-node-critical"),
            "containers": [{**container, "resources": requests}],
            "nodeName": CONTROL_PLANE,
            "tolerations": [{"effect": "NoExecute", "operator": "Exists"}],
        },
    )
    owner = {"apiVersion": "v1", "kind": "Node", "name": CONTROL_PLANE, "uid": "", "controller": True}
    pod["metadata"]["ownerReferences"] = [owner]
    return pod


def _privileged(priority: str) -> Object:
    return {"hostNetwork": True, "priorityClassName": priority, "priority": PRIORITIES[priority]}


def _template(labels: dict[str, str], spec: Object) -> Object:
    return {"selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": spec}}


def kube_proxy() -> Object:
    """Return the DaemonSet of kube-proxy."""
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
    return seed_item("apps/v1", "DaemonSet", "kube-proxy", "kube-system", labels=labels, spec=_template(labels, spec))


def flannel() -> Object:
    """Return the DaemonSet of flannel."""
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
    return seed_item("apps/v1", "DaemonSet", "kube-flannel-ds", "kube-flannel", labels=labels, spec=template)


_DNS_LABELS = {"k8s-app": "kube-dns"}
_DNS_PORTS = (("dns", 53, "UDP"), ("dns-tcp", 53, "TCP"), ("metrics", 9153, "TCP"))


def cluster_dns() -> list[Object]:
    """Return CoreDNS and its Service."""
    marks = {"kubernetes.io/cluster-service": "true", "kubernetes.io/name": "CoreDNS"}
    ports = [{"name": name, "port": port, "protocol": kind, "targetPort": port} for name, port, kind in _DNS_PORTS]
    return [
        seed_item(
            "apps/v1",
            "Deployment",
            "coredns",
            "kube-system",
            labels=_DNS_LABELS,
            spec={"replicas": 2, **_template(_DNS_LABELS, _dns_pod())},
        ),
        seed_item(
            "v1",
            "Service",
            "kube-dns",
            "kube-system",
            labels={**_DNS_LABELS, **marks},
            annotations={"prometheus.io/port": "9153", "prometheus.io/scrape": "true"},
            spec={"clusterIP": "10.96.0.10", "ports": ports, "selector": _DNS_LABELS},
        ),
    ]


def _dns_pod() -> Object:
    served = [{"containerPort": port, "name": name, "protocol": kind} for name, port, kind in _DNS_PORTS]
    probed = [{"containerPort": 8080, "name": "liveness-probe"}, {"containerPort": 8181, "name": "readiness-probe"}]
    container = {
        "name": "coredns",
        "image": f"{_REGISTRY}/coredns/coredns:v1.14.6",
        "args": ["-conf", "/etc/coredns/Corefile"],
        "ports": [*served, *probed],
        "resources": {"limits": {"memory": "170Mi"}, "requests": {"cpu": "100m", "memory": "70Mi"}},
    }
    return {
        "containers": [container],
        "dnsPolicy": "Default",
        "nodeSelector": {"kubernetes.io/os": "linux"},
        "priorityClassName": "system-cluster-critical",
        "priority": PRIORITIES["system-cluster-critical"],
        "serviceAccountName": "coredns",
        "tolerations": [
            {"key": "CriticalAddonsOnly", "operator": "Exists"},
            {"effect": "NoSchedule", "key": ROLE},
        ],
    }
