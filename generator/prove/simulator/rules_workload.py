"""A Pod or a workload with a Pod template goes in; the fields that the API rules refuse come out."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from .failures import FieldFault, bad_value, forbidden, not_supported, required
from .names import is_port_name, label_fault, label_faults
from .objects import Object, labels_of, part
from .rules_service import PORT_NAME, PORT_RANGE, is_port
from .selectors import matches_labels

_POD_UPDATE = (
    "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
    "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"
)
_CHANGEABLE = ("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "ephemeralContainers")


def pod_faults(item: Object, old: Object | None) -> Iterator[FieldFault]:
    """Yield the faults of a Pod; most of its spec cannot change."""
    yield from pod_spec_faults("spec", item.get("spec", {}))
    if old is not None and _fixed(item["spec"]) != _fixed(old["spec"]):
        yield forbidden("spec", _POD_UPDATE)


def _fixed(spec: Object) -> Object:
    fixed = {key: copy.deepcopy(value) for key, value in spec.items() if key not in _CHANGEABLE}
    for container in [*fixed.get("containers", ()), *fixed.get("initContainers", ())]:
        container.pop("image", None)
    return fixed


def pod_spec_faults(field: str, spec: Object) -> Iterator[FieldFault]:
    """Yield the faults of the containers of a Pod."""
    names: set[str] = set()
    for group in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(group, ())):
            at = f"{field}.{group}[{index}]"
            name = container.get("name", "")
            if name and (fault := label_fault(name)):
                yield bad_value(f"{at}.name", name, fault)
            if name and name in names:
                yield FieldFault(f"{at}.name", "FieldValueDuplicate", f'Duplicate value: "{name}"')
            names.add(name)
            if not container.get("image"):
                yield required(f"{at}.image")
            yield from _port_faults(at, container)


def _port_faults(field: str, container: Object) -> Iterator[FieldFault]:
    for index, port in enumerate(container.get("ports", ())):
        at = f"{field}.ports[{index}]"
        if port.get("name") and not is_port_name(port["name"]):
            yield bad_value(f"{at}.name", port["name"], PORT_NAME)
        for key in ("containerPort", "hostPort"):
            if port.get(key) and not is_port(port[key]):
                yield bad_value(f"{at}.{key}", port[key], PORT_RANGE)


def workload_faults(item: Object, old: Object | None) -> Iterator[FieldFault]:
    """Yield the faults of a Deployment, ReplicaSet, DaemonSet or StatefulSet."""
    spec = item.get("spec", {})
    template = spec.get("template", {})
    selector = spec.get("selector")
    yield from label_faults("spec.template.labels", labels_of(template))
    if selector is not None and not (selector.get("matchLabels") or selector.get("matchExpressions")):
        yield bad_value("spec.selector", selector, f"empty selector is invalid for {item['kind'].lower()}")
    elif not matches_labels(selector, labels_of(template)):
        told = "`selector` does not match template `labels`"
        yield bad_value("spec.template.metadata.labels", labels_of(template), told)
    if isinstance(spec.get("replicas"), int) and spec["replicas"] < 0:
        yield bad_value("spec.replicas", spec["replicas"], "must be greater than or equal to 0")
    policy = part(template, "spec.restartPolicy", "Always")
    if policy in ("Never", "OnFailure"):
        yield not_supported("spec.template.spec.restartPolicy", policy, ["Always"])
    yield from pod_spec_faults("spec.template.spec", template.get("spec", {}))
    if old is not None and part(old, "spec.selector") != selector:
        yield bad_value("spec.selector", selector, "field is immutable")
