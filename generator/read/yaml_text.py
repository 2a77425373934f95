"""YAML text in; strings, lists and mappings with the line of every node out, plus what an author may not write."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.model import FieldPath
from generator.problems import Place, Problem

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, same events
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Value = str | list[Any] | dict[str, Any] | None


@dataclass(frozen=True)
class Document:
    """One YAML document: every scalar is text as written, `lines` has the line (from 1) of each path."""

    value: Value
    lines: dict[FieldPath, int]
    plain: frozenset[FieldPath] = frozenset()

    def line(self, path: FieldPath) -> int:
        """The line of that path or of the nearest thing around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


@dataclass
class _Reading:
    path: str
    first_line: int
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(self.path, line), rule, message, hint))


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """All documents of a text and its faults: bad syntax, tabs, doubled keys, anchors and tags.

    `first_line` is the line of the file where the text starts. After a syntax error the documents before it remain.
    """
    reading = _Reading(path, first_line)
    documents: list[Document] = []
    try:
        events = yaml.parse(text, Loader=Loader)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                builder = _Builder(reading, events)
                value = builder.node(next(events), ())
                documents.append(Document(value, builder.lines, frozenset(builder.plain)))
    except yaml.YAMLError as error:
        reading.problems.append(_syntax_problem(error, text, path, first_line))
    return tuple(documents), tuple(reading.problems)


class _Builder:
    """Turns the events of one document into values and lines."""

    def __init__(self, reading: _Reading, events: Iterator[yaml.Event]) -> None:
        self.reading = reading
        self.events = events
        self.lines: dict[FieldPath, int] = {}
        self.plain: set[FieldPath] = set()

    def node(self, event: yaml.Event, path: FieldPath) -> Value:
        line = self._line(event)
        self.lines.setdefault(path, line)
        self._refuse(event, line)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.ScalarEvent):
            if event.style is None or event.style == "":
                self.plain.add(path)
                if event.value in ("", "~", "null"):
                    return None
            return str(event.value)
        return None

    def _mapping(self, path: FieldPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = self._line(event)
            key = str(event.value) if isinstance(event, yaml.ScalarEvent) else ""
            if not isinstance(event, yaml.ScalarEvent):
                self.reading.complain(line, "yaml-key", "una clave debe ser texto", "escribe «clave: valor»")
                self.node(event, (*path, key))
            if key in found:
                first = self.lines[(*path, key)]
                self.reading.complain(
                    line,
                    "yaml-duplicate-key",
                    f"la clave «{key}» está repetida (la primera está en la línea {first})",
                    "deja una sola: YAML se queda en silencio con la última",
                )
            self.lines[(*path, key)] = line
            found[key] = self.node(next(self.events), (*path, key))
        return found

    def _sequence(self, path: FieldPath) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.node(event, (*path, len(found))))
        return found

    def _line(self, event: yaml.Event) -> int:
        return (event.start_mark.line if event.start_mark else 0) + self.reading.first_line

    def _refuse(self, event: yaml.Event, line: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.reading.complain(
                line, "yaml-anchor", "las anclas y alias de YAML no se admiten", "escribe el valor otra vez"
            )
        elif getattr(event, "tag", None):
            self.reading.complain(line, "yaml-tag", "las etiquetas de tipo (!!…) no se admiten", "quita la etiqueta")


def _syntax_problem(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line if mark else 0
    lines = text.split("\n")
    place = Place(path, min(line, max(len(lines) - 1, 0)) + first_line)
    if line < len(lines) and "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
        return Problem(place, "yaml-tab", "hay un tabulador en la sangría", "YAML solo admite espacios")
    reason = getattr(error, "problem", "") or str(error)
    return Problem(
        place, "yaml-syntax", f"esto no es YAML válido: {_in_spanish(reason)}", "revisa la sangría y las comillas"
    )


_REASONS = {
    "mapping values are not allowed": "hay un «: » donde no puede empezar otra clave",
    "could not find expected ':'": "falta «:» después de una clave",
    "did not find expected key": "falta una clave o sobra sangría",
    "did not find expected '-' indicator": "la lista se interrumpe: falta un guion o sobra sangría",
    "found undefined alias": "se usa un alias que no existe",
    "found unexpected end of stream": "unas comillas no se cierran",
    "found character that cannot start any token": "un carácter no puede empezar un valor (ponlo entre comillas)",
    "did not find expected ',' or ']'": "falta cerrar un corchete",
    "did not find expected ',' or '}'": "falta cerrar una llave",
    "block sequence entries are not allowed": "un guion de lista está donde no puede empezar una lista",
}


def _in_spanish(reason: str) -> str:
    return next((ours for theirs, ours in _REASONS.items() if theirs in reason), reason)
