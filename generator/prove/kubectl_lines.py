"""Lines of kubectl in; what the real kubectl makes of them, and whether it is what the fact says, out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.model import Command, Course, Erratum, KubectlProof
from generator.prove.outcomes import Outcome


class KubectlProver:
    """Everything whose proof says `by: kubectl`, with one simulator of the API for all of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def wanted(self, course: Course) -> Iterable[str]:
        """The commands and errata to be tried with kubectl."""
        return ()

    def prove(self, course: Course, ids: frozenset[str]) -> Iterator[Outcome]:
        """One outcome an id, with what kubectl printed."""
        yield from ()


def _tries(course: Course) -> Iterator[tuple[str, str, KubectlProof]]:
    for fact in course.facts:
        if isinstance(fact, Command) and isinstance(fact.proof, KubectlProof):
            yield fact.id, fact.run, fact.proof
        elif isinstance(fact, Erratum) and isinstance(fact.proof, KubectlProof) and fact.typed:
            yield fact.id, fact.typed, fact.proof
