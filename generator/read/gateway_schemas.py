"""Texts of the @kubernetes-models/gateway-api modules go in; strict JSON Schemas of Gateway API kinds come out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

Schema = dict[str, Any]

_SCHEMA_START = re.compile(r"^const schema = (?=\{)", re.MULTILINE)
_FIELD = re.compile(r'(?P<indent>(?: {4})+)"(?P<name>\w+)"\??:')
_TEXT: Schema = {"type": ["string", "null"]}
_TEXTS: Schema = {"type": ["object", "null"], "additionalProperties": {"type": "string"}}
_OBJECTS: Schema = {"type": ["array", "null"], "items": {"type": "object"}}

# The package refers to ObjectMeta in another package; these are all its fields.
OBJECT_META: Schema = {
    "type": ["object", "null"],
    "additionalProperties": False,
    "properties": {
        "annotations": _TEXTS,
        "creationTimestamp": {"type": ["string", "null"], "format": "date-time"},
        "deletionGracePeriodSeconds": {"type": ["integer", "null"], "format": "int64"},
        "deletionTimestamp": {"type": ["string", "null"], "format": "date-time"},
        "finalizers": {"type": ["array", "null"], "items": {"type": "string"}},
        "generateName": _TEXT,
        "generation": {"type": ["integer", "null"], "format": "int64"},
        "labels": _TEXTS,
        "managedFields": _OBJECTS,
        "name": _TEXT,
        "namespace": _TEXT,
        "ownerReferences": _OBJECTS,
        "resourceVersion": _TEXT,
        "selfLink": _TEXT,
        "uid": _TEXT,
    },
}


def gateway_schemas(texts: Iterable[str]) -> dict[tuple[str, str], Schema]:
    """Return the strict JSON Schema of each kind found in `texts`, by (apiVersion, kind), in sorted order.

    Unknown fields are refused, references resolved, defaults kept. A text without a schema (an index module)
    is passed over. Raises ValueError when a schema names no apiVersion or kind, or refers to the unknown.
    """
    found: dict[tuple[str, str], Schema] = {}
    for text in texts:
        start = _SCHEMA_START.search(text)
        if start is None:
            continue
        # The object literal is written with quoted keys and no trailing commas, so it is JSON as it stands.
        schema, _ = json.JSONDecoder().raw_decode(text, start.end())
        identity = (_only(schema, "apiVersion"), _only(schema, "kind"))
        found[identity] = _strict(_repaired(schema, identity[1]))
    return dict(sorted(found.items()))


def with_descriptions(
    schemas: Mapping[tuple[str, str], Schema], declarations: Iterable[str]
) -> dict[tuple[str, str], Schema]:
    """Return the schemas with what the package's TypeScript declarations (`*.d.ts`) tell about kinds and fields.

    The modules lost the descriptions, the declarations keep them as comments. What has no schema is passed over.
    """
    described = {identity: deepcopy(schema) for identity, schema in schemas.items()}
    for text in declarations:
        told = list(_comments(text))
        identity = _declared_identity(text)
        if identity in described:
            for path, description in told:
                _describe(described[identity], path, description)
    return described


def _declared_identity(text: str) -> tuple[str, str]:
    found = [re.search(rf'^    "{name}": "([^"]+)";', text, re.MULTILINE) for name in ("apiVersion", "kind")]
    version, kind = (match[1] if match else "" for match in found)
    return version, kind


def _comments(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the path of each commented field, with its comment; the path of the kind itself is empty."""
    path: list[str] = []
    comment: list[str] = []
    for line in text.splitlines():
        if line.startswith("export declare class"):
            return
        stripped = line.strip()
        if stripped == "/**":
            comment = []
        elif stripped.startswith("* "):
            comment.append(stripped.removeprefix("* ").strip().replace(r"\*", "*"))
        elif stripped.startswith("export interface"):
            yield (), "\n".join(comment)
        elif field := _FIELD.match(line):
            path[len(field["indent"]) // 4 - 1 :] = [field["name"]]
            if comment:
                yield tuple(path), "\n".join(comment)
            comment = []


def _describe(schema: Schema, path: Sequence[str], description: str) -> None:
    for name in path:
        schema = schema.get("items", schema)
        if name not in schema.get("properties", {}):
            return
        schema = schema["properties"][name]
    schema["description"] = description


def _only(schema: Mapping[str, Any], name: str) -> str:
    values = schema.get("properties", {}).get(name, {}).get("enum", ())
    if len(values) != 1:
        raise ValueError(f"schema without a single {name}: {values!r}")
    return str(values[0])


def _repaired(schema: Schema, kind: str) -> Schema:
    """Return the schema with the one field that the package lost.

    The package's generator drops every key called `description`, also where it is the name of a field.
    """
    if kind == "GatewayClass":
        lost = {"type": "string", "maxLength": 64, "nullable": True}
        schema["properties"]["spec"]["properties"].setdefault("description", lost)
    return schema


def _strict(schema: Schema) -> Schema:
    """Return the schema in plain JSON Schema: no references, no `nullable`, no unknown fields."""
    if _refers_to_metadata(schema):
        return deepcopy(OBJECT_META)
    for choice in (schema, *schema.get("oneOf", ())):
        if "$ref" in choice:
            raise ValueError(f"unknown reference: {choice['$ref']}")
    strict: Schema = {key: value for key, value in schema.items() if key != "nullable"}
    if "properties" in schema:
        strict["properties"] = {name: _strict(part) for name, part in schema["properties"].items()}
        strict.setdefault("additionalProperties", False)
    if "items" in schema:
        strict["items"] = _strict(schema["items"])
    if isinstance(schema.get("additionalProperties"), dict):
        strict["additionalProperties"] = _strict(schema["additionalProperties"])
    if schema.get("nullable"):
        strict |= _or_null(strict)
    return strict


def _refers_to_metadata(schema: Schema) -> bool:
    choices = schema.get("oneOf", [schema])
    return any(choice.get("$ref", "").endswith(".ObjectMeta#") for choice in choices)


def _or_null(schema: Schema) -> Schema:
    nullable: Schema = {"type": [schema["type"], "null"]} if "type" in schema else {}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable
