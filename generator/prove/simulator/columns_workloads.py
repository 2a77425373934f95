"""Nothing goes in; the columns of Deployments and of the other workloads come out."""

from __future__ import annotations

from collections.abc import Mapping

from .cells import AGE, CONTAINERS, IMAGES, NAME, SELECTOR, Column, at, column, pairs
from .objects import Object, part


def _ready(item: Object) -> str:
    return f"{part(item, 'status.readyReplicas', 0)}/{part(item, 'spec.replicas', 0)}"


def _number(name: str, path: str) -> Column:
    return column(name, at(path, 0), kind="integer")


WORKLOAD_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "deployments": (
        NAME,
        column("Ready", _ready),
        _number("Up-to-date", "status.updatedReplicas"),
        _number("Available", "status.availableReplicas"),
        AGE,
        CONTAINERS,
        IMAGES,
        SELECTOR,
    ),
    "replicasets": (
        NAME,
        _number("Desired", "spec.replicas"),
        _number("Current", "status.replicas"),
        _number("Ready", "status.readyReplicas"),
        AGE,
        CONTAINERS,
        IMAGES,
        SELECTOR,
    ),
    "daemonsets": (
        NAME,
        _number("Desired", "status.desiredNumberScheduled"),
        _number("Current", "status.currentNumberScheduled"),
        _number("Ready", "status.numberReady"),
        _number("Up-to-date", "status.updatedNumberScheduled"),
        _number("Available", "status.numberAvailable"),
        column("Node Selector", lambda item: pairs(part(item, "spec.template.spec.nodeSelector"))),
        AGE,
        CONTAINERS,
        IMAGES,
        SELECTOR,
    ),
    "statefulsets": (NAME, column("Ready", _ready), AGE, CONTAINERS, IMAGES),
}
