"""A course in; every wanted proof tried with real programs, the ledger brought up to date or compared, problems out."""

from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from generator.model import Course, Library
from generator.problems import Problem, sorted_problems
from generator.prove import ledger
from generator.prove.hosts import HostProver
from generator.prove.kubectl_lines import KubectlProver
from generator.prove.outcomes import Outcome, Prover
from generator.prove.route_tables import RouteProver
from generator.prove.schemas import PROGRAM, SchemaProver
from generator.write import replace_file


def provers(root: Path, library: Library) -> tuple[Prover, ...]:
    """Every kind of proof, cheapest first."""
    return SchemaProver(library, version(PROGRAM)), RouteProver(), HostProver(), KubectlProver(root)


def try_all(
    course: Course, kinds: Sequence[Prover], only: frozenset[str], tell: Callable[[str], None]
) -> list[Outcome]:
    """What happened to every id that wants a proof, or only to those named."""
    found: list[Outcome] = []
    for prover in kinds:
        ids = frozenset(prover.wanted(course))
        ids = ids & only if only else ids
        if ids:
            tell(f"{type(prover).__name__.removesuffix('Prover')}: {len(ids)} pruebas…")
            found.extend(prover.prove(course, ids))
    return found


def prove(
    root: Path, course: Course, library: Library, only: frozenset[str], today: date, tell: Callable[[str], None]
) -> tuple[Problem, ...]:
    """Runs the proofs and writes what held into the ledger; entries of facts that are gone are dropped."""
    outcomes = try_all(course, provers(root, library), only, tell)
    proven = {(one.kind, one.id): ledger.entry(course, one, today) for one in outcomes if not one.reason}
    if only:
        kept = {(proof.kind, proof.id): proof for proof in course.proofs if proof.id not in only}
        proven = kept | proven
    replace_file(root / ledger.PATH, ledger.ledger_text(proven.values()).encode())
    return sorted_problems(ledger.failures(course, outcomes))


def verify(
    root: Path, course: Course, library: Library, today: date, tell: Callable[[str], None]
) -> tuple[Problem, ...]:
    """Runs the proofs and writes nothing: whatever fails or is not what the ledger says is a problem."""
    outcomes = try_all(course, provers(root, library), frozenset(), tell)
    proven = [ledger.entry(course, one, today) for one in outcomes if not one.reason]
    return sorted_problems([*ledger.failures(course, outcomes), *ledger.differences(course, proven)])
