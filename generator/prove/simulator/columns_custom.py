"""A custom resource definition goes in; the columns that its author declared come out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from .cells import AGE, NAME, Column
from .objects import Object, age

_STEP = re.compile(
    r"""\.?(?P<name>[A-Za-z0-9_-]+|\*)
    |\['(?P<quoted>[^']+)'\]
    |\[(?P<index>\d+|\*)\]
    |\[\?\(@\.(?P<key>\w+)\s*==\s*["'](?P<value>[^"']*)["']\)\]""",
    re.VERBOSE,
)


def custom_columns(definition: Object, version: str) -> tuple[Column, ...]:
    """Return the name, then the declared columns; without any, the age."""
    versions = [one for one in definition["spec"]["versions"] if one["name"] == version]
    declared = versions[0].get("additionalPrinterColumns") if versions else None
    return (NAME, *map(_column, declared)) if declared else (NAME, AGE)


def _column(declared: Object) -> Column:
    values = _reader(declared["jsonPath"])
    kind, wide = declared["type"], declared.get("priority", 0) > 0
    if kind == "date":
        return Column(declared["name"], lambda item, now: age(_first(values(item)), now), wide)
    return Column(declared["name"], lambda item, _: _shown(_first(values(item))), wide, kind)


def _first(values: list[Any]) -> Any:
    return values[0] if values else None


def _shown(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, separators=(",", ":"))
    return "" if value is None else value


def _reader(path: str) -> Callable[[Object], list[Any]]:
    steps = list(_STEP.finditer(path))

    def values(item: Object) -> list[Any]:
        found: list[Any] = [item]
        for step in steps:
            found = [child for value in found for child in _children(value, step)]
        return found

    return values


def _children(value: Any, step: re.Match[str]) -> list[Any]:
    name = step["name"] or step["quoted"]
    if step["key"]:
        entries = value if isinstance(value, list) else []
        return [entry for entry in entries if entry.get(step["key"]) == step["value"]]
    if name and name != "*":
        return [value[name]] if isinstance(value, dict) and name in value else []
    if step["index"] and step["index"] != "*":
        return value[int(step["index"]) :][:1] if isinstance(value, list) else []
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else []
