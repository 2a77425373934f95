"""An author's mistake as a value: where it is, which rule it breaks, what to do; sorted lists of them come out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: only `error` makes a run fail."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A line (counted from 1) of a file, its path relative to the folder of the course."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"

    def down(self, lines: int) -> "Place":
        """The place that many lines further down in the same file."""
        return Place(self.path, self.line + lines)


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault, told in Spanish to the person who can mend it."""

    place: Place
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        mark = "aviso: " if self.severity is Severity.WARNING else ""
        return f"{self.place}: {mark}{self.rule}: {self.message}{hint}"


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems by place, each once."""
    return tuple(sorted(set(problems)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them is an error and not just a warning."""
    return any(problem.severity is Severity.ERROR for problem in problems)
