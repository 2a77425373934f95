"""The text of a manifest in; its objects, typed as kubectl types them, with lines, out."""

import re
from typing import Any

from generator.model import FieldPath, KubeObject
from generator.read.yaml_text import Document, Value, read_yaml

_NULL = frozenset({"Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"})
_FALSE = frozenset({"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N"})
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_OCTAL = re.compile(r"([-+]?)0o?([0-7]+)")
_RADIX = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def read_objects(text: str, path: str, first_line: int = 1) -> tuple[KubeObject, ...]:
    """All documents of a manifest that are mappings, in order; those after one that is no YAML are left out."""
    documents, _ = read_yaml(text, path, first_line)
    return tuple(
        KubeObject(value, path, document.lines)
        for document in documents
        if isinstance(value := _typed(document, document.value, ()), dict)
    )


def _typed(document: Document, value: Value, path: FieldPath) -> Any:
    if isinstance(value, dict):
        return {key: _typed(document, item, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(document, item, (*path, index)) for index, item in enumerate(value)]
    return typed(value) if value is not None and path in document.plain else value


def typed(word: str) -> str | int | float | bool | None:
    """What kubectl makes of an unquoted word: YAML 1.1 booleans, numbers as Go writes them, else text."""
    if word in _NULL:
        return None
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    digits = word.replace("_", "") if word[:1] in "-+.0123456789" else ""
    if _DECIMAL.fullmatch(digits):
        return int(digits)
    if octal := _OCTAL.fullmatch(digits):
        return int(octal[1] + octal[2], 8)
    if _RADIX.fullmatch(digits):
        return int(digits, 0)
    return _number(float(digits), word) if _FLOAT.fullmatch(digits) else word


def _number(value: float, word: str) -> str | int | float:
    """JSON writes 1.0 as 1 and knows no infinity: what is too large for a number stays text."""
    if value in {float("inf"), float("-inf")}:
        return word
    return int(value) if value.is_integer() else value
