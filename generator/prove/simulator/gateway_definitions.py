"""JSON Schemas of Gateway API kinds go in; the custom resource definitions that an administrator installs come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .objects import Object

JsonSchemas = Mapping[tuple[str, str], Mapping[str, Any]]

GROUP = "gateway.networking.k8s.io"
_BUNDLE = {"gateway.networking.k8s.io/bundle-version": "v1.0.0", "gateway.networking.k8s.io/channel": "standard"}
_AGE = ("Age", "date", ".metadata.creationTimestamp", 0)


@dataclass(frozen=True, slots=True)
class _Names:
    """How a kind is called, where it lives and what `kubectl get` shows of it."""

    plural: str
    short: tuple[str, ...] = ()
    namespaced: bool = True
    columns: tuple[tuple[str, str, str, int], ...] = (_AGE,)


_KINDS: Mapping[str, _Names] = {
    "GatewayClass": _Names(
        "gatewayclasses",
        ("gc",),
        namespaced=False,
        columns=(
            ("Controller", "string", ".spec.controllerName", 0),
            ("Accepted", "string", '.status.conditions[?(@.type=="Accepted")].status', 0),
            _AGE,
            ("Description", "string", ".spec.description", 1),
        ),
    ),
    "Gateway": _Names(
        "gateways",
        ("gtw",),
        columns=(
            ("Class", "string", ".spec.gatewayClassName", 0),
            ("Address", "string", ".status.addresses[*].value", 0),
            ("Programmed", "string", '.status.conditions[?(@.type=="Programmed")].status', 0),
            _AGE,
        ),
    ),
    "HTTPRoute": _Names("httproutes", columns=(("Hostnames", "string", ".spec.hostnames", 0), _AGE)),
    "ReferenceGrant": _Names("referencegrants", ("refgrant",)),
}


def gateway_definitions(schemas: JsonSchemas) -> list[Object]:
    """Return a definition for each of the four standard kinds that has a schema, with all its stable versions."""
    definitions = []
    for kind, names in _KINDS.items():
        versions = [
            (api_version.rpartition("/")[2], schema)
            for (api_version, told), schema in sorted(schemas.items())
            if told == kind and "alpha" not in api_version
        ]
        if versions:
            definitions.append(_definition(kind, names, versions))
    return definitions


def _definition(kind: str, names: _Names, versions: list[tuple[str, Mapping[str, Any]]]) -> Object:
    short = {"shortNames": list(names.short)} if names.short else {}
    told = {"kind": kind, "listKind": f"{kind}List", "plural": names.plural, "singular": kind.lower(), **short}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{names.plural}.{GROUP}", "annotations": _BUNDLE},
        "spec": {
            "conversion": {"strategy": "None"},
            "group": GROUP,
            "names": {"categories": ["gateway-api"], **told},
            "scope": "Namespaced" if names.namespaced else "Cluster",
            "versions": [_version(names, index, *version) for index, version in enumerate(versions)],
        },
    }


def _version(names: _Names, index: int, name: str, schema: Mapping[str, Any]) -> Object:
    subresources: Object = {"subresources": {"status": {}}} if "status" in schema["properties"] else {}
    return {
        "additionalPrinterColumns": [
            {"name": title, "type": kind, "jsonPath": path, **({"priority": priority} if priority else {})}
            for title, kind, path, priority in names.columns
        ],
        "name": name,
        "schema": {"openAPIV3Schema": {**_structural(schema), "properties": _bodies(schema)}},
        "served": True,
        "storage": index == 0,
        **subresources,
    }


def _bodies(schema: Mapping[str, Any]) -> Object:
    identity = {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"}}
    return {**{name: _structural(part) for name, part in schema["properties"].items()}, **identity}


def _structural(schema: Any) -> Any:
    """Return a schema as definitions have it: unknown fields are implied, null is said with `nullable`."""
    if isinstance(schema, list):
        return [_structural(entry) for entry in schema]
    if not isinstance(schema, Mapping):
        return schema
    plain = {key: _structural(value) for key, value in schema.items()}
    if plain.get("additionalProperties") is False:
        del plain["additionalProperties"]
    if isinstance(plain.get("type"), list):
        plain["type"] = next(kind for kind in plain["type"] if kind != "null")
        plain["nullable"] = True
    return plain
