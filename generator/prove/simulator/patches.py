"""An object and a patch in one of the four forms of the API go in; the patched object comes out."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from .definitions import Definitions, Schema
from .failures import ApiError, bad_request
from .objects import Object

JSON_PATCH = "application/json-patch+json"
MERGE_PATCH = "application/merge-patch+json"
STRATEGIC_PATCH = "application/strategic-merge-patch+json"
APPLY_PATCH = "application/apply-patch+yaml"

_DIRECTIVE = "$patch"
_ORDER = "$setElementOrder/"
_DELETE_VALUES = "$deleteFromPrimitiveList/"
_RETAIN = "$retainKeys"


def merge(current: Any, patch: Any) -> Any:
    """Return the result of a JSON merge patch: null removes, objects merge, all else replaces."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    merged = dict(current) if isinstance(current, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge(merged.get(key), value)
    return merged


def json_patch(current: Object, operations: Sequence[Object]) -> Object:
    """Return the result of a JSON patch; a path that does not exist or a failed test is refused."""
    patched: Object = copy.deepcopy(current)
    for operation in operations:
        try:
            _operate(patched, operation)
        except (KeyError, IndexError, ValueError, TypeError) as error:
            path = operation.get("path")
            told = f"the server rejected our request due to an error in our request: {path}"
            raise ApiError(422, told, reason="Invalid") from error
    return patched


def _operate(document: Object, operation: Object) -> None:
    kind, path = operation["op"], _pointer(operation["path"])
    value = copy.deepcopy(operation.get("value"))
    if kind in ("move", "copy"):
        value = copy.deepcopy(_at(document, _pointer(operation["from"])))
    if kind in ("remove", "move"):
        _remove(document, path if kind == "remove" else _pointer(operation["from"]))
    if kind == "test" and _at(document, path) != value:
        raise ValueError("test failed")
    if kind == "replace":
        _at(document, path)
        _remove(document, path)
    if kind in ("add", "replace", "move", "copy"):
        _add(document, path, value)


def _pointer(path: str) -> list[str]:
    return [key.replace("~1", "/").replace("~0", "~") for key in path.removeprefix("/").split("/")]


def _at(document: Any, path: Sequence[str]) -> Any:
    for key in path:
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def _remove(document: Any, path: Sequence[str]) -> None:
    parent = _at(document, path[:-1])
    parent.pop(int(path[-1]) if isinstance(parent, list) else path[-1])


def _add(document: Any, path: Sequence[str], value: Any) -> None:
    parent = _at(document, path[:-1])
    if isinstance(parent, list):
        parent.insert(len(parent) if path[-1] == "-" else int(path[-1]), value)
    else:
        parent[path[-1]] = value


def strategic_merge(definitions: Definitions, schema: Schema, current: Any, patch: Any) -> Any:
    """Return the result of a strategic merge patch: lists merge by the keys that the schema names."""
    known = definitions.resolve(schema)
    if patch.get(_DIRECTIVE) == "replace":
        return {key: value for key, value in patch.items() if key != _DIRECTIVE}
    merged = dict(current) if isinstance(current, dict) else {}
    if _RETAIN in patch:
        merged = {key: value for key, value in merged.items() if key in patch[_RETAIN]}
    for key, value in patch.items():
        if key.startswith(_DELETE_VALUES):
            name = key.removeprefix(_DELETE_VALUES)
            merged[name] = [entry for entry in merged.get(name, []) if entry not in value]
        elif not key.startswith("$"):
            _merge_field(definitions, known, merged, key, value)
    for key, value in patch.items():
        if key.startswith(_ORDER):
            name = key.removeprefix(_ORDER)
            merge_key = _field_schema(definitions, known, name).get("x-kubernetes-patch-merge-key")
            if name in merged:
                merged[name] = _ordered(merged[name], value, merge_key)
    return merged


def _field_schema(definitions: Definitions, schema: Schema, name: str) -> Schema:
    others = schema.get("additionalProperties")
    known = schema.get("properties", {}).get(name) or (others if isinstance(others, dict) else {})
    return {**definitions.resolve(known), **known}


def _merge_field(definitions: Definitions, schema: Schema, merged: Object, key: str, value: Any) -> None:
    known = _field_schema(definitions, schema, key)
    if value is None:
        merged.pop(key, None)
    elif isinstance(value, dict):
        merged[key] = strategic_merge(definitions, known, merged.get(key), value)
    elif isinstance(value, list) and "merge" in str(known.get("x-kubernetes-patch-strategy")):
        merged[key] = _merge_list(definitions, known, merged.get(key) or [], value)
    else:
        merged[key] = copy.deepcopy(value)


def _merge_list(definitions: Definitions, schema: Schema, current: list[Any], patch: list[Any]) -> list[Any]:
    merge_key = schema.get("x-kubernetes-patch-merge-key")
    if merge_key is None:
        return [*current, *(value for value in patch if value not in current)]
    merged = list(current)
    for entry in patch:
        if merge_key not in entry:
            if entry.get(_DIRECTIVE) == "replace":
                return [one for one in patch if _DIRECTIVE not in one]
            raise bad_request(f"map: {entry} does not contain declared merge key: {merge_key}")
        found = next((i for i, one in enumerate(merged) if one.get(merge_key) == entry[merge_key]), None)
        if entry.get(_DIRECTIVE) == "delete":
            merged = [one for one in merged if one.get(merge_key) != entry[merge_key]]
        elif found is None:
            merged.append(copy.deepcopy(entry))
        else:
            merged[found] = strategic_merge(definitions, schema.get("items", {}), merged[found], entry)
    return merged


def _ordered(entries: list[Any], order: list[Any], merge_key: str | None) -> list[Any]:
    wanted = [entry[merge_key] if merge_key else entry for entry in order]

    def place(entry: Any) -> int:
        key = entry.get(merge_key) if merge_key else entry
        return wanted.index(key) if key in wanted else len(wanted)

    return sorted(entries, key=place)
