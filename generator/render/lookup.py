"""A course in; single values for diagrams out; what is missing is named in the drawing and stops nothing."""

import textwrap
from collections.abc import Mapping
from typing import Any

from generator.model import Course, Manifest, Port, Prose, Range
from generator.model.proofs import RouteRequest
from generator.model.values import markdown
from generator.render import escape

MISSING = "falta"


class Lookup:
    """Values of facts by id. Text that starts with `falta` says which fact a diagram would need."""

    def __init__(self, course: Course) -> None:
        self.course = course

    def value(self, key: str, field: str = "label") -> str:
        """A field of a fact, as plain text."""
        fact = self.course.by_id.get(key)
        found = getattr(fact, field, None)
        if found is None:
            return f"{MISSING} {key}"
        return self.plain(found) if isinstance(found, Prose) else str(found)

    def plain(self, prose: Prose) -> str:
        """Prose without markup."""
        return escape.plain(markdown(self.course, prose))

    def lines(self, text: str, width: int) -> tuple[str, ...]:
        """Text broken into lines, as SVG does not break it by itself."""
        return tuple(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))

    def output(self, key: str) -> str:
        """What the program answered when a command was proven; nothing where it was not."""
        proof = self.course.proof_by_id.get(key)
        return proof.output if proof else ""

    def range(self, key: str) -> Range | None:
        """An address range."""
        found = self.course.by_id.get(key)
        return found if isinstance(found, Range) else None

    def port(self, key: str) -> Port | None:
        """A port."""
        found = self.course.by_id.get(key)
        return found if isinstance(found, Port) else None

    def requests(self, key: str) -> tuple[RouteRequest, ...]:
        """The requests that a manifest was tried with."""
        found = self.course.by_id.get(key)
        return found.proof.requests if isinstance(found, Manifest) and found.proof else ()

    def field(self, key: str, kind: str, *path: str | int) -> str:
        """A field of the first object of that kind in a manifest."""
        found = self._object(key, kind, path)
        return f"{MISSING} {key}: {'.'.join(map(str, path))}" if found is None else str(found)

    def mapping(self, key: str, kind: str, *path: str | int) -> Mapping[str, str]:
        """The same for a field that holds a mapping; empty where there is none."""
        found = self._object(key, kind, path)
        return found if isinstance(found, dict) else {}

    def labels(self, key: str, namespace: str) -> Mapping[str, str]:
        """The labels of a Namespace that a manifest creates."""
        spaces = (one for one in self.course.objects.get(key, ()) if one.kind == "Namespace" and one.name == namespace)
        return next((_dig(one.metadata, ("labels",)) or {} for one in spaces), {})

    def _object(self, key: str, kind: str, path: tuple[str | int, ...]) -> Any:
        found = (one for one in self.course.objects.get(key, ()) if one.kind == kind)
        return next((_dig(one.value, path) for one in found), None)


def _dig(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
