"""An object goes in; the text of one cell of a table comes out, for the columns that many kinds share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .objects import Object, age, name_of, part
from .selectors import shown_selector

Cell = Callable[[Object, datetime], Any]

NONE = "<none>"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what stands in it, and whether only -o wide shows it."""

    name: str
    value: Cell
    wide: bool = False
    kind: str = "string"


def column(name: str, value: Callable[[Object], Any], *, wide: bool = False, kind: str = "string") -> Column:
    """Return a column that does not depend on the time."""
    return Column(name, lambda item, _: value(item), wide, kind)


def at(path: str, default: Any = NONE) -> Callable[[Object], Any]:
    """Return the reader of one field."""
    return lambda item: part(item, path, default)


def count(path: str) -> Callable[[Object], int]:
    """Return the counter of the entries of one field."""
    return lambda item: len(part(item, path, ()))


NAME = column("Name", name_of)
AGE = Column("Age", lambda item, now: age(part(item, "metadata.creationTimestamp"), now))
CREATED_AT_COLUMNS = (NAME, column("Created At", at("metadata.creationTimestamp")))


def few(texts: Iterable[str], empty: str = NONE) -> str:
    """Return the first three texts and how many more there are."""
    every = list(texts)
    if len(every) > _SHOWN:
        return f"{','.join(every[:_SHOWN])} + {len(every) - _SHOWN} more..."
    return ",".join(every) or empty


def pairs(labels: Mapping[str, str] | None) -> str:
    """Return labels as key=value, by key."""
    return ",".join(f"{key}={value}" for key, value in sorted((labels or {}).items())) or NONE


def _template(key: str) -> Callable[[Object], str]:
    def joined(item: Object) -> str:
        return ",".join(str(one.get(key, "")) for one in part(item, "spec.template.spec.containers", []))

    return joined


CONTAINERS = column("Containers", _template("name"), wide=True)
IMAGES = column("Images", _template("image"), wide=True)
SELECTOR = column("Selector", lambda item: shown_selector(part(item, "spec.selector")), wide=True)
