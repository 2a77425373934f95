"""Lines of kubectl in; what the real kubectl makes of them, and whether it is what the fact says, out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.model import Command, Course, Erratum, KubectlProof, Manifest
from generator.prove.kubectl import Verdict, prove_generator, prove_parses, run_in_simulator, version
from generator.prove.outcomes import Outcome
from generator.prove.simulator import Simulator
from generator.read import read_gateway_modules
from generator.read.gateway_schemas import gateway_schemas, with_descriptions


class KubectlProver:
    """Everything whose proof says `by: kubectl`, with one simulator of the API for all of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def wanted(self, course: Course) -> Iterable[str]:
        """The commands and errata to be tried with kubectl."""
        return (key for key, _, _ in _tries(course))

    def prove(self, course: Course, ids: frozenset[str]) -> Iterator[Outcome]:
        """One outcome an id, with what kubectl printed."""
        if not ids:
            return
        files = {fact.file: fact.text for fact in course.of(Manifest)}
        told = version()
        schemas = gateway_schemas(read_gateway_modules(self.root))
        described = with_descriptions(schemas, read_gateway_modules(self.root, ".d.ts"))
        with Simulator.up(schemas=described) as simulator:
            for key, line, proof in _tries(course):
                if key in ids:
                    verdict = _tried(course, line, proof, simulator, files)
                    reason = "" if verdict.proven else verdict.reason
                    yield Outcome(key, "kubectl", "kubectl", told, line, verdict.output.rstrip("\n"), reason)


def _tried(course: Course, line: str, proof: KubectlProof, simulator: Simulator, files: dict[str, str]) -> Verdict:
    if proof.equals:
        return prove_generator(line, _text(course, proof.equals), simulator)
    given = [_text(course, one) for one in proof.given]
    if proof.expect is None and proof.status == 0:
        simulator.reset()
        # What it prints tells only that the simulator lacks what the line is about.
        return replace(prove_parses(line, simulator, files), output="")
    expect = proof.expect or ""
    return run_in_simulator(line, simulator, given=given, expect=expect, status=proof.status, files=files)


def _text(course: Course, key: str) -> str:
    fact = course.by_id.get(key)
    return fact.text if isinstance(fact, Manifest) else ""


def _tries(course: Course) -> Iterator[tuple[str, str, KubectlProof]]:
    for fact in course.facts:
        if isinstance(fact, Command) and isinstance(fact.proof, KubectlProof):
            yield fact.id, fact.run, fact.proof
        elif isinstance(fact, Erratum) and isinstance(fact.proof, KubectlProof) and fact.typed:
            yield fact.id, fact.typed, fact.proof
