"""The text of a manifest in; its objects, typed as kubectl types them, with lines, and the faults of its YAML out."""

import re
from typing import Any

from generator.model import FieldPath, KubeObject
from generator.problems import Problem
from generator.read.yaml_text import Document, Value, read_yaml

_INT = re.compile(r"^[-+]?(0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
_TRUE = frozenset({"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"})
_FALSE = frozenset({"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N"})


def read_objects(text: str, path: str, first_line: int = 1) -> tuple[tuple[KubeObject, ...], tuple[Problem, ...]]:
    """All documents of a manifest that are mappings, in order, and the YAML faults of the whole text."""
    documents, problems = read_yaml(text, path, first_line, ours=False)
    objects = tuple(
        KubeObject(value, path, document.lines)
        for document in documents
        if isinstance(value := _typed(document, document.value, ()), dict)
    )
    return objects, problems


def _typed(document: Document, value: Value, path: FieldPath) -> Any:
    if isinstance(value, dict):
        return {key: _typed(document, item, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(document, item, (*path, index)) for index, item in enumerate(value)]
    return _scalar(value) if value is not None and path in document.plain else value


def _scalar(text: str) -> str | int | float | bool:
    """What kubectl makes of an unquoted scalar: YAML 1.1 booleans, decimal numbers, else text."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
