"""A Kubernetes object in; its fields out, whatever an author may have put there instead."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model import FieldPath, KubeObject


def field(value: Any, *path: str | int) -> Any:
    """What stands at a path, or None where the path leads nowhere."""
    for part in path:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def mapping(value: Any, *path: str | int) -> Mapping[str, Any]:
    """The mapping at a path; an empty one where there is none."""
    found = field(value, *path)
    return found if isinstance(found, Mapping) else {}


def items(value: Any, *path: str | int) -> Iterator[tuple[FieldPath, Mapping[str, Any]]]:
    """The mappings in the list at a path, each with its own path."""
    found = field(value, *path)
    for index, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, Mapping):
            yield (*path, index), item


def pod_template(one: KubeObject) -> Mapping[str, Any] | None:
    """The pod that a workload makes, or the Pod itself; None for any other kind."""
    if one.kind == "Pod":
        return one.value
    path: FieldPath = ("spec", "jobTemplate", "spec", "template") if one.kind == "CronJob" else ("spec", "template")
    template = field(one.value, *path)
    return template if isinstance(template, Mapping) else None


def containers(pod: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The containers of a pod, those that start first included."""
    for kind in ("initContainers", "containers"):
        for _, container in items(pod, "spec", kind):
            yield container
