"""A course and the schemas of each Kubernetes version in; the files that the page's own checks read them from out."""

import json
from collections.abc import Callable, Collection
from typing import Any

from generator.model import Course
from generator.render.api import FOLDER

# What one writes in the exam, besides what the course shows.
_KINDS = """
    Pod Deployment StatefulSet DaemonSet ReplicaSet Job CronJob HorizontalPodAutoscaler PodDisruptionBudget
    Service Endpoints EndpointSlice Ingress IngressClass NetworkPolicy ConfigMap Secret Namespace
    PriorityClass ResourceQuota LimitRange ServiceAccount Role RoleBinding ClusterRole ClusterRoleBinding
    PersistentVolume PersistentVolumeClaim StorageClass
    GatewayClass Gateway HTTPRoute GRPCRoute ReferenceGrant
"""


def render_schemas(course: Course, bundle: Callable[[str, Collection[str]], dict[str, Any]]) -> dict[str, bytes]:
    """`schemas/<minor>.json` of each supported version; `bundle` has the schemas of the wanted kinds of a minor."""
    shown = {one.kind for objects in course.objects.values() for one in objects}
    wanted = frozenset(_KINDS.split()) | shown
    return {f"{FOLDER}/schemas/{minor}.json": _compact(bundle(minor, wanted)) for minor in course.curriculum.supported}


def _compact(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
