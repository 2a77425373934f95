"""Custom resource definitions go in; every kind of object that the simulated API serves comes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .objects import Object, part

ALL_VERBS = ("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
_CREATE_ONLY = ("create",)
_READ_ONLY = ("get", "list")

# apiVersion, then "Kind plural short-names" with * for cluster scope, + for category `all`, ! for create only,
# ? for read only. The kinds are those that definitions.py has; the rest is what `kubectl api-resources` shows.
_BUILT_IN = {
    "v1": (
        "Binding bindings !,ComponentStatus componentstatuses cs *?,ConfigMap configmaps cm,Endpoints endpoints ep,"
        "Event events ev,LimitRange limitranges limits,Namespace namespaces ns *,Node nodes no *,"
        "PersistentVolume persistentvolumes pv *,PersistentVolumeClaim persistentvolumeclaims pvc,Pod pods po +,"
        "PodTemplate podtemplates,ReplicationController replicationcontrollers rc +,"
        "ResourceQuota resourcequotas quota,Secret secrets,Service services svc +,ServiceAccount serviceaccounts sa"
    ),
    "admissionregistration.k8s.io/v1": (
        "MutatingAdmissionPolicy mutatingadmissionpolicies *,"
        "MutatingAdmissionPolicyBinding mutatingadmissionpolicybindings *,"
        "MutatingWebhookConfiguration mutatingwebhookconfigurations *,"
        "ValidatingAdmissionPolicy validatingadmissionpolicies *,"
        "ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings *,"
        "ValidatingWebhookConfiguration validatingwebhookconfigurations *"
    ),
    "apiextensions.k8s.io/v1": "CustomResourceDefinition customresourcedefinitions crd crds *",
    "apiregistration.k8s.io/v1": "APIService apiservices *",
    "apps/v1": (
        "ControllerRevision controllerrevisions,DaemonSet daemonsets ds +,Deployment deployments deploy +,"
        "ReplicaSet replicasets rs +,StatefulSet statefulsets sts +"
    ),
    "authentication.k8s.io/v1": "SelfSubjectReview selfsubjectreviews *!,TokenReview tokenreviews *!",
    "authorization.k8s.io/v1": (
        "LocalSubjectAccessReview localsubjectaccessreviews !,SelfSubjectAccessReview selfsubjectaccessreviews *!,"
        "SelfSubjectRulesReview selfsubjectrulesreviews *!,SubjectAccessReview subjectaccessreviews *!"
    ),
    "autoscaling/v2": "HorizontalPodAutoscaler horizontalpodautoscalers hpa +",
    "autoscaling/v1": "HorizontalPodAutoscaler horizontalpodautoscalers hpa +",
    "batch/v1": "CronJob cronjobs cj +,Job jobs +",
    "certificates.k8s.io/v1": (
        "CertificateSigningRequest certificatesigningrequests csr *,ClusterTrustBundle clustertrustbundles *,"
        "PodCertificateRequest podcertificaterequests"
    ),
    "coordination.k8s.io/v1": "Lease leases",
    "discovery.k8s.io/v1": "EndpointSlice endpointslices",
    "events.k8s.io/v1": "Event events ev",
    "flowcontrol.apiserver.k8s.io/v1": (
        "FlowSchema flowschemas *,PriorityLevelConfiguration prioritylevelconfigurations *"
    ),
    "networking.k8s.io/v1": (
        "Ingress ingresses ing,IngressClass ingressclasses *,IPAddress ipaddresses ip *,"
        "NetworkPolicy networkpolicies netpol,ServiceCIDR servicecidrs *"
    ),
    "node.k8s.io/v1": "RuntimeClass runtimeclasses *",
    "policy/v1": "PodDisruptionBudget poddisruptionbudgets pdb",
    "rbac.authorization.k8s.io/v1": (
        "ClusterRole clusterroles *,ClusterRoleBinding clusterrolebindings *,Role roles,RoleBinding rolebindings"
    ),
    "resource.k8s.io/v1": (
        "DeviceClass deviceclasses *,DeviceTaintRule devicetaintrules *,ResourceClaim resourceclaims,"
        "ResourceClaimTemplate resourceclaimtemplates,ResourceSlice resourceslices *"
    ),
    "scheduling.k8s.io/v1": "PriorityClass priorityclasses pc *",
    "storage.k8s.io/v1": (
        "CSIDriver csidrivers *,CSINode csinodes *,CSIStorageCapacity csistoragecapacities,"
        "StorageClass storageclasses sc *,VolumeAttachment volumeattachments *,"
        "VolumeAttributesClass volumeattributesclasses vac *"
    ),
    "storagemigration.k8s.io/v1": "StorageVersionMigration storageversionmigrations *",
}
# Subresources that kubectl looks for before it uses them: resource -> (name, kind, apiVersion of the kind, verbs).
_SCALE = ("scale", "Scale", "autoscaling/v1", ("get", "patch", "update"))
SUBRESOURCES: Mapping[str, tuple[tuple[str, str, str, tuple[str, ...]], ...]] = {
    "deployments": (_SCALE,),
    "replicasets": (_SCALE,),
    "statefulsets": (_SCALE,),
    "pods": (
        ("ephemeralcontainers", "Pod", "v1", ("get", "patch", "update")),
        ("eviction", "Eviction", "policy/v1", ("create",)),
        ("exec", "PodExecOptions", "v1", ("create", "get")),
        ("log", "Pod", "v1", ("get",)),
        ("portforward", "PodPortForwardOptions", "v1", ("create", "get")),
    ),
}


_STAGES = ("", "beta", "alpha")
_VERSION = re.compile(r"v(?P<major>\d+)(?:(?P<stage>alpha|beta)(?P<minor>\d+))?")


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of object as the API serves it in one version."""

    api_version: str
    kind: str
    plural: str
    singular: str
    short_names: tuple[str, ...] = ()
    namespaced: bool = True
    categories: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ALL_VERBS
    custom: bool = False

    @property
    def group(self) -> str:
        """The API group, empty for the core one."""
        return self.api_version.rpartition("/")[0]

    @property
    def version(self) -> str:
        """The version without its group."""
        return self.api_version.rpartition("/")[2]

    @property
    def store_key(self) -> str:
        """The name under which objects are kept, the same for every version."""
        return f"{self.plural}.{self.group}" if self.group else self.plural

    @property
    def path(self) -> str:
        """The address of the group and version."""
        return f"/apis/{self.api_version}" if self.group else f"/api/{self.api_version}"


@cache
def built_in_resources() -> tuple[Resource, ...]:
    """Return the resources of every cluster, in the order of discovery."""
    return tuple(
        _built_in(api_version, row.split()) for api_version, rows in _BUILT_IN.items() for row in rows.split(",")
    )


def _built_in(api_version: str, words: list[str]) -> Resource:
    kind, plural, *rest = words
    marks = "".join(word for word in rest if not word[0].isalpha())
    verbs = _CREATE_ONLY if "!" in marks else _READ_ONLY if "?" in marks else ALL_VERBS
    return Resource(
        api_version=api_version,
        kind=kind,
        plural=plural,
        singular=kind.lower(),
        short_names=tuple(word for word in rest if word[0].isalpha()),
        namespaced="*" not in marks,
        categories=("all",) if "+" in marks else (),
        verbs=verbs,
    )


def served_resources(definitions: Iterable[Object]) -> tuple[Resource, ...]:
    """Return the built-in resources and those of the custom resource definitions, by version."""
    return built_in_resources() + tuple(resource for definition in definitions for resource in _custom(definition))


def _custom(definition: Object) -> list[Resource]:
    names: Mapping[str, Any] = definition["spec"]["names"]
    versions = [entry["name"] for entry in definition["spec"]["versions"] if entry.get("served")]
    return [
        Resource(
            api_version=f"{definition['spec']['group']}/{version}",
            kind=names["kind"],
            plural=names["plural"],
            singular=names.get("singular") or names["kind"].lower(),
            short_names=tuple(names.get("shortNames", ())),
            namespaced=part(definition, "spec.scope") == "Namespaced",
            categories=tuple(names.get("categories", ())),
            custom=True,
        )
        for version in versions
    ]


def preference(api_version: str) -> tuple[int, int, int]:
    """Return what sorts the versions of a group as clients prefer them: stable before beta, the newest first."""
    found = _VERSION.fullmatch(api_version.rpartition("/")[2])
    if found is None:
        return (len(_STAGES), 0, 0)
    stage = _STAGES.index(found["stage"] or "")
    return (stage, -int(found["major"]), -int(found["minor"] or 0))
