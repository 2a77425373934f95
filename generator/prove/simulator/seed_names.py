"""The parts of an object go in; the object comes out, with the names and addresses that the whole seed shares."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .objects import EPOCH, Object

INSTALLED = EPOCH - timedelta(days=21, hours=2)
CONTROL_PLANE, WORKER = "controlplane", "node01"
ADDRESSES = {CONTROL_PLANE: "172.30.1.2", WORKER: "172.30.1.3"}
POD_RANGES = {CONTROL_PLANE: "10.244.0.0/24", WORKER: "10.244.1.0/24"}
PRIORITIES = {"system-cluster-critical": 2000000000, "system-node-critical": 2000001000}
ROLE = "node-role.kubernetes.io/control-plane"


def seed_item(api_version: str, kind: str, name: str, namespace: str = "", **fields: Any) -> Object:
    """Return an object; labels and annotations go into its metadata, other fields stand beside it."""
    metadata: Object = {"name": name, **({"namespace": namespace} if namespace else {})}
    metadata |= {key: fields.pop(key) for key in ("labels", "annotations") if key in fields}
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata, **fields}
