"""The API definitions of Kubernetes 1.37 and of custom resources go in; the schema of any kind or field comes out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from .objects import Object

Schema = Mapping[str, Any]

VERSION = "1.37.0"
OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
_BUNDLE = f"kubernetes-json-schema/v{VERSION}-local/_definitions.json"
_PREFIX = "#/$defs/"
# Allowed values that the published definitions leave out although the server knows and explains them.
ENUMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "io.k8s.api.core.v1.ServiceSpec": {
        "type": ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
        "sessionAffinity": ("ClientIP", "None"),
        "externalTrafficPolicy": ("Cluster", "Local"),
        "internalTrafficPolicy": ("Cluster", "Local"),
        "ipFamilyPolicy": ("PreferDualStack", "RequireDualStack", "SingleStack"),
    },
    "io.k8s.api.core.v1.ServicePort": {"protocol": ("SCTP", "TCP", "UDP")},
    "io.k8s.api.core.v1.ContainerPort": {"protocol": ("SCTP", "TCP", "UDP")},
    "io.k8s.api.core.v1.EndpointPort": {"protocol": ("SCTP", "TCP", "UDP")},
    "io.k8s.api.core.v1.Container": {"imagePullPolicy": ("Always", "IfNotPresent", "Never")},
    "io.k8s.api.core.v1.PodSpec": {
        "dnsPolicy": ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
        "restartPolicy": ("Always", "Never", "OnFailure"),
    },
    "io.k8s.api.apps.v1.DeploymentStrategy": {"type": ("Recreate", "RollingUpdate")},
    "io.k8s.api.discovery.v1.EndpointSlice": {"addressType": ("FQDN", "IPv4", "IPv6")},
    "io.k8s.api.discovery.v1.EndpointPort": {"protocol": ("SCTP", "TCP", "UDP")},
    "io.k8s.api.networking.v1.HTTPIngressPath": {"pathType": ("Exact", "ImplementationSpecific", "Prefix")},
    "io.k8s.api.networking.v1.NetworkPolicyPort": {"protocol": ("SCTP", "TCP", "UDP")},
    "io.k8s.api.networking.v1.NetworkPolicySpec": {"policyTypes": ("Egress", "Ingress")},
}


@dataclass(frozen=True)
class Definitions:
    """Schemas by name, and the name of the schema of each kind."""

    schemas: Mapping[str, Schema]
    kinds: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of_kind(self, api_version: str, kind: str) -> Schema | None:
        """Return the schema of a kind, or None where it is unknown."""
        name = self.kinds.get((api_version, kind))
        return None if name is None else self.schemas[name]

    def resolve(self, schema: Schema) -> Schema:
        """Return the schema that a reference stands for, or the schema itself."""
        name = reference(schema)
        return self.resolve(self.schemas[name]) if name else schema

    def with_custom(self, definitions: Iterable[Object]) -> Definitions:
        """Return these definitions and those of the custom resources."""
        schemas, kinds = dict(self.schemas), dict(self.kinds)
        for definition in definitions:
            spec = definition["spec"]
            for version in spec["versions"]:
                name = custom_name(spec["group"], version["name"], spec["names"]["kind"])
                kinds[f"{spec['group']}/{version['name']}", spec["names"]["kind"]] = name
                schemas[name] = _custom_schema(version.get("schema", {}).get("openAPIV3Schema", {}))
        return Definitions(schemas, kinds)


def reference(schema: Schema) -> str:
    """Return the name of the definition that a schema refers to, or an empty text."""
    return str(schema.get("$ref", "")).removeprefix(_PREFIX)


def custom_name(group: str, version: str, kind: str) -> str:
    """Return the name that the server gives to the definition of a custom kind."""
    return ".".join([*reversed(group.split(".")), version, kind])


def _custom_schema(schema: Schema) -> Schema:
    # The server puts its own metadata in place of what the author of the definition wrote.
    properties = {
        "apiVersion": {"type": "string"},
        "kind": {"type": "string"},
        **schema.get("properties", {}),
        "metadata": {"$ref": _PREFIX + OBJECT_META},
    }
    return {**schema, "type": "object", "properties": properties}


@cache
def built_in_definitions() -> Definitions:
    """Return the definitions that kubernetes-validate bundles; a missing bundle raises FileNotFoundError."""
    text = resources.files("kubernetes_validate").joinpath(_BUNDLE).read_text("utf-8")
    schemas: dict[str, Schema] = json.loads(text)["$defs"]
    kinds: dict[tuple[str, str], str] = {}
    for name, schema in schemas.items():
        for entry in schema.get("x-kubernetes-group-version-kind", ()):
            group, version = entry["group"], entry["version"]
            kinds[f"{group}/{version}" if group else version, entry["kind"]] = name
    for name, allowed in ENUMS.items():
        for key, values in allowed.items():
            _allow(schemas[name]["properties"][key], values)
    return Definitions(schemas, kinds)


def _allow(schema: Any, values: tuple[str, ...]) -> None:
    schema.get("items", schema)["enum"] = list(values)
