"""A fact or question in; the ids of other facts that stand in its fields out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from generator.model import FieldPath
from generator.model.base import ID

_KIND_OF_FIELD = {
    "answer": "cmd",
    "command": "cmd",
    "component": "component",
    "equals": "manifest",
    "given": "manifest",
    "inside": "range",
    "install": "cmd",
    "manifest": "manifest",
    "pod_range": "range",
    "ports": "port",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """An id in a field; `kind` is the kind of fact that belongs there, nothing where any does."""

    path: FieldPath
    target: str
    kind: str


def mentions(record: BaseModel) -> Iterator[Mention]:
    """Every id that the record's fields name, in order, nested ones too."""
    return _inside(record, ())


def _inside(record: BaseModel, path: FieldPath) -> Iterator[Mention]:
    for name, holds_ids in _fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, BaseModel):
            yield from _inside(value, (*path, name))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _inside(item, (*path, name, index))
                elif holds_ids:
                    yield Mention((*path, name, index), item, _KIND_OF_FIELD.get(name, ""))
        elif holds_ids and value is not None:
            yield Mention((*path, name), value, _KIND_OF_FIELD.get(name, ""))


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """The fields worth looking into, each with whether it holds ids itself."""
    found = []
    for name, field in model.model_fields.items():
        annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        holds_ids = _holds_ids(annotation)
        if holds_ids or _holds_records(annotation):
            found.append((name, holds_ids))
    return tuple(found)


def _holds_ids(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated and any(
        getattr(constraint, "pattern", None) == f"^{ID}$" for constraint in annotation.__metadata__
    ):
        return True
    return any(_holds_ids(part) for part in get_args(annotation))


def _holds_records(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_holds_records(part) for part in get_args(annotation))
