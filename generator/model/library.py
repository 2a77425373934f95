"""What the checks look things up in: dictionaries, the schemas of every supported Kubernetes version, the files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.model.programs import Program


@dataclass(frozen=True, order=True)
class SchemaFault:
    """What a schema says against an object: where, in which words (English, as the schema library says it).

    `path` ends in the field at fault, also where it is unknown; `value` is what the keyword asks for: the names
    of the known fields, the missing field, the values or types that may stand there, the limit, the pattern.
    """

    path: tuple[str | int, ...]
    keyword: str
    message: str
    value: Any = field(default=None, compare=False)


Validator = Callable[[Mapping[str, Any]], Sequence[SchemaFault]]


@dataclass(frozen=True)
class Library:
    """`spanish` and `english` tell whether a word is one; `validator` is the strict one of (minor, apiVersion, kind).

    `validator` answers None for a kind that this version does not serve; versions whose schemas say the same
    share one. Gateway API kinds have one for every minor. `exists` tells whether there is a file of that path,
    relative to where the notes' own paths start. `programs` are those whose spelling we know.
    """

    spanish: Callable[[str], bool]
    english: Callable[[str], bool]
    validator: Callable[[str, str, str], Validator | None]
    minors: tuple[str, ...]
    programs: tuple[Program, ...] = ()
    exists: Callable[[str], bool] = lambda path: True

    def narrowed(self, holds: Callable[[str], bool]) -> "Library":
        """The same library with only the minors for which something holds."""
        return replace(self, minors=tuple(minor for minor in self.minors if holds(minor)))
