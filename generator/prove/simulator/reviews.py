"""A question about rights goes in; the answer for the administrator of the simulated cluster comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .failures import unsupported
from .objects import Object
from .requests import Request
from .resources import Resource

_ADMINISTRATOR = {
    "username": "kubernetes-admin",
    "groups": ["kubeadm:cluster-admins", "system:authenticated"],
}


def review(request: Request, resource: Resource, body: Object) -> Object:
    """Return the review with its status; questions in the name of somebody else are refused."""
    if request.impersonated or resource.kind not in _STATUS:
        raise unsupported("solo responde por el administrador; no evalúa reglas de RBAC")
    return {**body, "status": _STATUS[resource.kind]()}


def _rules() -> Object:
    everything = {"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]}
    addresses = {"verbs": ["*"], "nonResourceURLs": ["*"]}
    return {"resourceRules": [everything], "nonResourceRules": [addresses], "incomplete": False}


_STATUS: Mapping[str, Callable[[], Object]] = {
    "SelfSubjectAccessReview": lambda: {"allowed": True},
    "SelfSubjectReview": lambda: {"userInfo": _ADMINISTRATOR},
    "SelfSubjectRulesReview": _rules,
}
REVIEWS = (*_STATUS, "LocalSubjectAccessReview", "SubjectAccessReview", "TokenReview")
