"""Mappings as read in, frozen records out; what does not fit its type becomes problems in Spanish with a line."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.model import FieldPath
from generator.problems import Place, Problem
from generator.read.yaml_text import Document

M = TypeVar("M")

_MESSAGES = {
    "missing": ("falta «{field}»", "añádelo: es obligatorio"),
    "extra_forbidden": (
        "no existe ningún campo «{field}» aquí",
        "corrige su nombre; si es texto de una lista entre llaves, ponlo entre comillas: la coma lo parte",
    ),
    "string_type": ("«{field}» debe ser texto", "escribe un solo valor"),
    "int_parsing": ("«{field}» debe ser un número entero, no «{input}»", ""),
    "bool_parsing": ("«{field}» debe ser true o false, no «{input}»", ""),
    "date_from_datetime_parsing": ("«{field}» debe ser una fecha AAAA-MM-DD, no «{input}»", ""),
    "date_parsing": ("«{field}» debe ser una fecha AAAA-MM-DD, no «{input}»", ""),
    "string_pattern_mismatch": ("«{field}» no tiene la forma debida: «{input}»", "debe casar con {pattern}"),
    "string_too_short": ("«{field}» está vacío", "escribe su valor"),
    "string_too_long": ("«{field}» es demasiado largo", "como mucho {max_length} caracteres"),
    "too_short": ("«{field}» tiene muy pocos elementos", "al menos {min_length}"),
    "too_long": ("«{field}» tiene demasiados elementos", "como mucho {max_length}"),
    "enum": ("«{field}» no puede valer «{input}»", "puede valer {expected}"),
    "literal_error": ("«{field}» no puede valer «{input}»", "puede valer {expected}"),
    "tuple_type": ("«{field}» debe ser una lista", "escribe cada elemento con un guion"),
    "model_type": ("«{field}» debe ser un mapa de claves y valores", ""),
    "model_attributes_type": ("«{field}» debe ser un mapa de claves y valores", ""),
    "dict_type": ("«{field}» debe ser un mapa de claves y valores", ""),
    "union_tag_not_found": ("falta «{discriminator}»", "dice de qué clase es"),
    "union_tag_invalid": ("{discriminator} no puede valer «{tag}»", "puede valer {expected_tags}"),
    "greater_than_equal": ("«{field}» es demasiado pequeño: {input}", "al menos {ge}"),
    "less_than_equal": ("«{field}» es demasiado grande: {input}", "como mucho {le}"),
    "value_error": ("«{field}»: {error}", ""),
}


def read_record(
    read: Callable[[Any], M],
    value: Any,
    document: Document,
    at: FieldPath,
    path: str,
    extra: Mapping[str, Any] | None = None,
) -> tuple[M | None, tuple[Problem, ...]]:
    """A record made by `read` (a model's validator) of the value at a place of a document, or every reason why not."""
    if not isinstance(value, dict):
        problem = _problem(Place(path, document.line(at)), "aquí va un mapa de claves y valores", "revisa la sangría")
        return None, (problem,)
    try:
        return read({**value, **(extra or {})}), ()
    except ValidationError as error:
        return None, tuple(_told(fault, document, at, path, value) for fault in error.errors())


def field_places(document: Document, at: FieldPath, path: str, key: str) -> dict[FieldPath, Place]:
    """The place of every field below `at`, keyed by `key`, the record's id, and the path inside it."""
    size = len(at)
    return {(key, *where[size:]): Place(path, line) for where, line in document.lines.items() if where[:size] == at}


def _told(fault: Any, document: Document, at: FieldPath, path: str, value: Any) -> Problem:
    inside = _real_path(fault["loc"], value)
    field = ".".join(str(part) for part in inside) or str(at[-1] if at else "")
    known = fault["type"] if fault["type"] in _MESSAGES else "value_error"
    words = {**fault.get("ctx", {}), "field": field, "input": str(fault.get("input", ""))[:60]}
    words.setdefault("error", fault["msg"])
    if "expected" in words:
        words["expected"] = str(words["expected"]).replace(" or ", " o ")
    message, hint = (text.format_map(_Lenient(words)) for text in _MESSAGES[known])
    return _problem(Place(path, document.line((*at, *inside))), message, hint)


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def _real_path(loc: tuple[str | int, ...], value: Any) -> FieldPath:
    """pydantic's location without the names of union members, which stand in no file."""
    found: list[str | int] = []
    for index, part in enumerate(loc):
        inside, value = _step(value, part)
        if inside or index == len(loc) - 1:
            found.append(part)
    return tuple(found)


def _step(value: Any, part: str | int) -> tuple[bool, Any]:
    if isinstance(value, dict) and part in value:
        return True, value[part]
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return True, value[part]
    return False, value


def _problem(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, "record", message, hint)
