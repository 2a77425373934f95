"""Definitions and the resources of one group and version go in; its OpenAPI v3 document comes out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .definitions import VERSION, Definitions, Schema, reference
from .objects import Object
from .resources import Resource

_PREFIX = "#/components/schemas/"


def openapi_index(resources: Iterable[Resource]) -> Object:
    """Return the list of documents, one a group and version."""
    paths = sorted({resource.path.removeprefix("/") for resource in resources})
    return {"paths": {path: {"serverRelativeURL": f"/openapi/v3/{path}"} for path in paths}}


def openapi_document(definitions: Definitions, resources: Iterable[Resource]) -> Object:
    """Return the document with the schemas and paths of these resources."""
    wanted = [resource for resource in resources if (resource.api_version, resource.kind) in definitions.kinds]
    names = {definitions.kinds[resource.api_version, resource.kind]: resource for resource in wanted}
    schemas = {name: _component(definitions.schemas[name]) for name in _reachable(definitions, names)}
    for name, resource in names.items():
        schemas[name]["x-kubernetes-group-version-kind"] = [_identity(resource)]
    return {
        "openapi": "3.0.0",
        "info": {"title": "Kubernetes", "version": f"v{VERSION}"},
        "paths": {path: item for resource in wanted for path, item in _paths(resource).items()},
        "components": {"schemas": schemas},
    }


def _identity(resource: Resource) -> Object:
    return {"group": resource.group, "version": resource.version, "kind": resource.kind}


def _paths(resource: Resource) -> dict[str, Object]:
    scope = "/namespaces/{namespace}" if resource.namespaced else ""
    address = f"{resource.path}{scope}/{resource.plural}"
    parameters = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in ("dryRun", "fieldValidation")]
    operation = {"x-kubernetes-group-version-kind": _identity(resource), "responses": {}}
    # kubectl decides from these parameters whether the server validates fields and can run without effect.
    writing = {**operation, "parameters": parameters}
    return {
        address: {"get": operation, "post": writing},
        f"{address}/{{name}}": {"get": operation, "put": writing, "patch": writing},
    }


def _reachable(definitions: Definitions, start: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(_references(definitions.schemas[name]))
    return sorted(seen)


def _references(schema: Any) -> Iterable[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield reference(schema)
        for value in schema.values():
            yield from _references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _references(value)


def _component(schema: Schema) -> Object:
    """Return one schema in the dialect of OpenAPI 3.0, as the server publishes it."""
    if reference(schema):
        target = {"$ref": _PREFIX + reference(schema)}
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return {**rest, "default": {}, "allOf": [target]} if rest else target
    told = {key: value for key, value in schema.items() if key not in ("type", "oneOf", "enum")}
    told |= _type(schema)
    if "properties" in schema:
        told["properties"] = {name: _component(part) for name, part in schema["properties"].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            told[key] = _component(schema[key])
    return told


def _type(schema: Schema) -> Object:
    kinds = schema.get("type", ())
    names = [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"]
    told: Object = {"type": names[0]} if names else {}
    if _is_number_or_text(schema):
        told = {"format": "int-or-string", "oneOf": [{"type": "integer"}, {"type": "string"}]}
    elif "oneOf" in schema and not names:
        told = {"type": "string"}
    values = [value for value in schema.get("enum", ()) if value is not None]
    # A kind that names itself is no choice that one has to explain.
    return {**told, "enum": values} if len(values) > 1 else told


def _is_number_or_text(schema: Schema) -> bool:
    kinds = {name for choice in schema.get("oneOf", ()) for name in choice.get("type", ())}
    return {"integer", "string"} <= kinds
