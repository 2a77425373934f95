"""Kubernetes objects go in; the pods and Services that they amount to come out.

Examples rarely bring every object, so what is not told is taken as given: without a Service among the objects each one
that is named exists, and without a pod each Service has one behind it. As soon as there is one, there are no others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Object = Mapping[str, Any]
Objects = Sequence[Object]

_WORKLOADS = frozenset({"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"})


@dataclass(frozen=True, slots=True)
class ContainerPort:
    """A port that a container declares; the name may be empty."""

    name: str
    number: int
    protocol: str


@dataclass(frozen=True, slots=True)
class Pod:
    """A pod, or the first one of a workload under the workload's name."""

    namespace: str
    name: str
    labels: Mapping[str, str]
    ports: tuple[ContainerPort, ...]
    address: str | None

    @property
    def key(self) -> str:
        """`namespace/name`."""
        return f"{self.namespace}/{self.name}"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A Service and port, by number or name, that a route sends requests to."""

    namespace: str
    service: str
    port: int | str


@dataclass(frozen=True, slots=True)
class ServicePort:
    """A port of a Service: whether a pod is behind it, and the target port that leads there."""

    name: str
    number: int | None
    target: str
    ready: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A Service, given or taken as given."""

    namespace: str
    name: str
    ports: tuple[ServicePort, ...]

    def backend(self, port: ServicePort) -> str:
        """`service:port`, with the namespace before it where it is not `default`."""
        place = "" if self.namespace == "default" else f"{self.namespace}/"
        return f"{place}{self.name}:{port.number or port.name}"


def name_of(thing: Object) -> str:
    """The object's name."""
    return str(thing.get("metadata", {}).get("name", ""))


def namespace_of(thing: Object) -> str:
    """The object's namespace, `default` where none is written."""
    return str(thing.get("metadata", {}).get("namespace") or "default")


def labels_of(thing: Object) -> Mapping[str, str]:
    """The object's labels."""
    return dict(thing.get("metadata", {}).get("labels") or {})


def of_kind(objects: Objects, *kinds: str) -> tuple[Object, ...]:
    """The objects of these kinds, in order."""
    return tuple(thing for thing in objects if thing.get("kind") in kinds)


def namespaces(objects: Objects) -> Mapping[str, Mapping[str, str]]:
    """The labels of every namespace that an object is or lies in; each has the one with its own name."""
    given = {name_of(thing): labels_of(thing) for thing in of_kind(objects, "Namespace")}
    names = {namespace_of(thing) for thing in objects if thing.get("kind") != "Namespace"} | set(given)
    return {name: {**given.get(name, {}), "kubernetes.io/metadata.name": name} for name in sorted(names)}


def pods(objects: Objects) -> tuple[Pod, ...]:
    """All pods, also those that workloads with at least one replica would make, sorted."""
    alone = [_pod(thing, thing) for thing in of_kind(objects, "Pod")]
    made = [
        _pod(workload, workload.get("spec", {}).get("template", {}))
        for workload in of_kind(objects, *_WORKLOADS)
        if workload.get("spec", {}).get("replicas", 1)
    ]
    return tuple(sorted(alone + made, key=lambda pod: pod.key))


def services(objects: Objects, references: Iterable[Reference]) -> tuple[Service, ...]:
    """The Services among the objects, or, where there are none, one for each that is referred to."""
    given = of_kind(objects, "Service")
    if given:
        there = pods(objects)
        return tuple(_service(thing, there) for thing in given)
    ports: dict[tuple[str, str], list[ServicePort]] = {}
    for reference in sorted(set(references), key=str):
        ports.setdefault((reference.namespace, reference.service), []).append(_taken_as_given(reference.port))
    return tuple(Service(namespace, name, tuple(found)) for (namespace, name), found in sorted(ports.items()))


def _pod(owner: Object, template: Object) -> Pod:
    containers = template.get("spec", {}).get("containers") or ()
    ports = tuple(
        ContainerPort(str(port.get("name", "")), int(port["containerPort"]), str(port.get("protocol", "TCP")))
        for container in containers
        for port in container.get("ports") or ()
    )
    address = owner.get("status", {}).get("podIP")
    return Pod(namespace_of(owner), name_of(owner), labels_of(template), ports, address)


def _service(thing: Object, there: Sequence[Pod]) -> Service:
    spec = thing.get("spec", {})
    selector: Mapping[str, str] = spec.get("selector") or {}
    behind = [pod for pod in there if pod.namespace == namespace_of(thing) and selector.items() <= pod.labels.items()]
    ports = tuple(_service_port(port, behind, known=bool(there and selector)) for port in spec.get("ports") or ())
    return Service(namespace_of(thing), name_of(thing), ports)


def _service_port(port: Mapping[str, Any], behind: Sequence[Pod], *, known: bool) -> ServicePort:
    target = port.get("targetPort", port["port"])
    ready = not known or any(_serves(pod, target) for pod in behind)
    return ServicePort(str(port.get("name", "")), int(port["port"]), str(target), ready)


def _serves(pod: Pod, target: int | str) -> bool:
    """A target port by number needs no declaration in the pod; by name it does."""
    return isinstance(target, int) or any(port.name == target for port in pod.ports)


def _taken_as_given(port: int | str) -> ServicePort:
    if isinstance(port, int):
        return ServicePort("", port, str(port), ready=True)
    return ServicePort(port, None, port, ready=True)
