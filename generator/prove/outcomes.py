"""What a proof says about one id, whatever program said it: proven with this output, or not, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from generator.model import Course
from generator.model.proofs import ProofKind


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt. `reason` is empty where it is proven, else one sentence in Spanish."""

    id: str
    kind: ProofKind
    program: str
    version: str
    command: str = ""
    output: str = field(default="", compare=False)
    reason: str = ""


class Prover(Protocol):
    """One kind of proof: which ids of a course it can prove, and what happens when it tries."""

    def wanted(self, course: Course) -> Iterable[str]:
        """The ids that ask for this kind of proof."""

    def prove(self, course: Course, ids: frozenset[str]) -> Iterator[Outcome]:
        """Tries each of these ids, in order."""
