"""Objects that stand together in; selectors and named ports that choose nothing of what is shown out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.check.nearest import did_you_mean, nearest
from generator.check.tree import containers, items, mapping, pod_template
from generator.model import FieldPath, KubeObject, Library
from generator.problems import Problem

_LIKE = 0.75


def check_selector_unmatched(objects: Sequence[KubeObject], library: Library) -> Iterator[Problem]:
    """El selector de un Service (o de un Deployment) escoge los Pods que se enseñan con él.

    Mal:  selector: {app: web} ante Pods con app: wear
    Bien: selector: {app: wear}
    """
    for one in objects:
        path: FieldPath = ("spec", "selector") if one.kind == "Service" else ("spec", "selector", "matchLabels")
        wanted = mapping(one.value, *path)
        labels = [mapping(pod, "metadata", "labels") for pod in (_meant_pods(objects, one) if wanted else ())]
        if labels and not any(wanted.items() <= found.items() for found in labels):
            message = f"el selector de {one.kind} «{one.name}» no escoge ningún Pod de los que hay aquí"
            yield Problem(one.place(*path), "selector-unmatched", message, f"hay {'; '.join(map(_labels, labels))}")


def check_target_port_unknown(objects: Sequence[KubeObject], library: Library) -> Iterator[Problem]:
    """Un `targetPort` con nombre es el de un puerto de los Pods que el Service escoge.

    Mal:  targetPort: http-alt, y el contenedor llama «http» a su puerto
    Bien: targetPort: http
    """
    for one in objects:
        wanted = mapping(one.value, "spec", "selector") if one.kind == "Service" else {}
        chosen = [pod for pod in _pods(objects, one) if wanted.items() <= mapping(pod, "metadata", "labels").items()]
        known = {str(port.get("name")) for pod in chosen for box in containers(pod) for _, port in items(box, "ports")}
        for path, port in items(one.value, "spec", "ports") if wanted and chosen else ():
            target = port.get("targetPort")
            if isinstance(target, str) and target not in known:
                message = f"ningún contenedor tiene un puerto llamado «{target}»"
                place = one.place(*path, "targetPort")
                yield Problem(place, "target-port-unknown", message, did_you_mean(target, known - {"None"}))


def _meant_pods(objects: Sequence[KubeObject], one: KubeObject) -> list[Mapping[str, Any]]:
    """The pods that a selector can be meant for: a workload's own; for a Service those of its manifest.

    Unrelated examples may stand on one page, so there all pods count only where one is almost chosen.
    """
    if one.kind != "Service":
        return list(_pods([one], one))
    wanted = _labels(mapping(one.value, "spec", "selector"))
    pods = list(_pods(objects, one))
    if any(nearest(wanted, [_labels(mapping(pod, "metadata", "labels"))], _LIKE) for pod in pods):
        return pods
    return list(_pods([other for other in objects if other.path == one.path and not one.path.endswith(".md")], one))


def _pods(objects: Iterable[KubeObject], one: KubeObject) -> Iterator[Mapping[str, Any]]:
    """The pods that the objects make in the namespace of this one."""
    for other in objects:
        pod = pod_template(other) if other.namespace == one.namespace else None
        if pod is not None:
            yield pod


def _labels(labels: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in sorted(labels.items())) or "Pods sin etiquetas"
