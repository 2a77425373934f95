"""Services and the Pods that they select go in; their EndpointSlices and Endpoints come out."""

from __future__ import annotations

from typing import Any

from .kubelet import is_ready
from .objects import Object, generated_suffix, labels_of, name_of, namespace_of, owner_reference, part
from .store import Store

SLICES = "endpointslices.discovery.k8s.io"
_SERVICE_NAME = "kubernetes.io/service-name"
_HEADLESS = "service.kubernetes.io/headless"


def publish_endpoints(store: Store) -> None:
    """Bring the slices and Endpoints of every Service with a selector up to date."""
    for service in store.items("services", wanted=_has_selector):
        pods = [pod for pod in store.items("pods", namespace_of(service)) if _selects(service, pod)]
        _put(store, SLICES, _slice(service, pods))
        _put(store, "endpoints", _endpoints(service, pods))


def _has_selector(service: Object) -> bool:
    return bool(part(service, "spec.selector")) and part(service, "spec.type") != "ExternalName"


def _selects(service: Object, pod: Object) -> bool:
    wanted = service["spec"]["selector"].items()
    return bool(part(pod, "status.podIP")) and wanted <= labels_of(pod).items()


def _put(store: Store, kind: str, item: Object) -> None:
    before = store.get(kind, namespace_of(item), name_of(item))
    if before is None:
        store.create(kind, item)
    else:
        kept = {**before["metadata"], "labels": item["metadata"]["labels"]}
        store.update(kind, {**item, "metadata": kept})


def _slice(service: Object, pods: list[Object]) -> Object:
    name, namespace = name_of(service), namespace_of(service)
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {
            "name": f"{name}-{generated_suffix(5, 'slice', namespace, name)}",
            "generateName": f"{name}-",
            "namespace": namespace,
            "labels": {
                **labels_of(service),
                "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
                _SERVICE_NAME: name,
                **_headless_mark(service),
            },
            "generation": 1,
            "ownerReferences": [owner_reference(service)],
        },
        "addressType": "IPv4",
        "endpoints": [_endpoint(pod) for pod in sorted(pods, key=_by_address)],
        "ports": _slice_ports(service, pods),
    }


def _headless_mark(service: Object) -> dict[str, str]:
    return {_HEADLESS: ""} if part(service, "spec.clusterIP") == "None" else {}


def _by_address(pod: Object) -> list[int]:
    return [int(number) for number in pod["status"]["podIP"].split(".")]


def _endpoint(pod: Object) -> Object:
    ready = is_ready(pod)
    return {
        "addresses": [pod["status"]["podIP"]],
        "conditions": {"ready": ready, "serving": ready, "terminating": False},
        "nodeName": pod["spec"]["nodeName"],
        "targetRef": _reference(pod),
    }


def _reference(pod: Object) -> Object:
    own = {"name": name_of(pod), "namespace": namespace_of(pod), "uid": part(pod, "metadata.uid")}
    return {"kind": "Pod", **own}


def _slice_ports(service: Object, pods: list[Object]) -> list[Object] | None:
    ports = [_port(port, number) for port in part(service, "spec.ports", []) if (number := _target(port, pods))]
    return [{"name": "", **port} for port in ports] if pods and ports else None


def _port(port: Object, number: int) -> Object:
    named = {"name": port["name"]} if port.get("name") else {}
    application = {"appProtocol": port["appProtocol"]} if port.get("appProtocol") else {}
    return {**named, "port": number, "protocol": port["protocol"], **application}


def _target(port: Object, pods: list[Object]) -> int | None:
    """Return the number of the target port; a name is looked up in the containers of the first Pod that has it."""
    target: Any = port.get("targetPort", port["port"])
    if isinstance(target, int):
        return target
    for pod in pods:
        for container in pod["spec"]["containers"]:
            for known in container.get("ports", ()):
                if known.get("name") == target and known.get("protocol") == port["protocol"]:
                    return int(known["containerPort"])
    return None


def _endpoints(service: Object, pods: list[Object]) -> Object:
    ports = [_port(port, number) for port in part(service, "spec.ports", []) if (number := _target(port, pods))]
    ordered = sorted(pods, key=_by_address)
    addresses = {
        "addresses": [_address(pod) for pod in ordered if is_ready(pod)],
        "notReadyAddresses": [_address(pod) for pod in ordered if not is_ready(pod)],
    }
    known = {key: listed for key, listed in addresses.items() if listed}
    labels = {**labels_of(service), "endpoints.kubernetes.io/managed-by": "endpoints-controller"}
    item: Object = {
        "apiVersion": "v1",
        "kind": "Endpoints",
        "metadata": {
            "name": name_of(service),
            "namespace": namespace_of(service),
            "labels": {**labels, **_headless_mark(service)},
        },
    }
    return {**item, "subsets": [{**known, "ports": ports}]} if known and ports else item


def _address(pod: Object) -> Object:
    return {"ip": pod["status"]["podIP"], "nodeName": pod["spec"]["nodeName"], "targetRef": _reference(pod)}
