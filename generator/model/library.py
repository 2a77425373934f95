"""What the checks look things up in: dictionaries, the schemas of every supported Kubernetes version, the files."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.model.manifest_texts import Together
from generator.model.programs import Program
from generator.problems import Problem


@dataclass(frozen=True, order=True)
class SchemaFault:
    """What a schema says against an object: where, in which words (English, as the schema library says it).

    `path` ends in the field at fault, also where it is unknown.
    """

    path: tuple[str | int, ...]
    keyword: str
    message: str


Validator = Callable[[Mapping[str, Any]], Sequence[SchemaFault]]
Inspect = Callable[[Sequence[Together]], Sequence[tuple[Problem, ...]]]


@dataclass(frozen=True)
class Library:
    """`spanish` and `english` tell whether a word is one; `validator` is the strict one of (minor, apiVersion, kind).

    `validator` answers None for a kind that this version does not serve; versions whose schemas say the same
    share one. Gateway API kinds have one for every minor. `inspect` says what is wrong with manifests that stand
    together: the rules of the page itself, in node; asked for many at once, it remembers each. `exists` tells whether
    there is a file of that path, relative to where the notes' own paths start. `programs` are those whose spelling we
    know. `schemas` has those of a minor as the page reads them, of the kinds that are named.
    """

    spanish: Callable[[str], bool]
    english: Callable[[str], bool]
    validator: Callable[[str, str, str], Validator | None]
    minors: tuple[str, ...]
    inspect: Inspect
    schemas: Callable[[str, Collection[str]], dict[str, Any]]
    programs: tuple[Program, ...] = ()
    exists: Callable[[str], bool] = field(default=lambda path: True)

    def narrowed(self, holds: Callable[[str], bool]) -> "Library":
        """The same library with only the minors for which something holds."""
        return replace(self, minors=tuple(minor for minor in self.minors if holds(minor)))
