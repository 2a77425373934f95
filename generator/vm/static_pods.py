"""A stand-in for a program of the control plane in; the manifest with which the kubelet starts the real one out."""

from generator.prove.lab.processes import Process

MANIFESTS = "etc/kubernetes/manifests"
STATIC_PODS = ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler")
_FOLDERS = {
    "etcd": ("/etc/kubernetes/pki/etcd", "/var/lib/etcd"),
    "kube-apiserver": ("/etc/kubernetes/pki",),
    "kube-controller-manager": ("/etc/kubernetes/controller-manager.conf", "/etc/kubernetes/pki"),
    "kube-scheduler": ("/etc/kubernetes/scheduler.conf",),
}


def static_pod(process: Process, version: str) -> str:
    """The manifest as kubeadm lays it down, with the arguments that `ps` shows."""
    name = process.name
    image = "etcd:3.6.4-0" if name == "etcd" else f"{name}:v{version}.0"
    lines = ["apiVersion: v1", "kind: Pod", "metadata:", "  labels:", f"    component: {name}"]
    lines += ["    tier: control-plane", f"  name: {name}", "  namespace: kube-system", "spec:", "  containers:"]
    lines += ["  - command:", *(f"    - {argument}" for argument in process.arguments)]
    lines += [f"    image: registry.k8s.io/{image}", f"    name: {name}", "    volumeMounts:"]
    for place, folder in enumerate(_FOLDERS[name]):
        lines += [f"    - mountPath: {folder}", f"      name: volume-{place}"]
    lines += ["  hostNetwork: true", "  priorityClassName: system-node-critical", "  volumes:"]
    for place, folder in enumerate(_FOLDERS[name]):
        lines += ["  - hostPath:", f"      path: {folder}", f"    name: volume-{place}"]
    return "\n".join(lines) + "\n"
