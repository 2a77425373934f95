"""Manifests and broken manifests in; whether the strict schemas of every supported version say what they should out."""

from collections.abc import Iterable, Iterator, Sequence

from generator.model import Course, FaultQuestion, KubeObject, Library, Manifest, SchemaFault
from generator.prove.outcomes import Outcome

PROGRAM = "kubernetes-validate"
ALSO_FINE = frozenset({"names", "silent"})


class SchemaProver:
    """Every manifest, and every manifest that a question breaks, against every supported minor."""

    def __init__(self, library: Library, version: str) -> None:
        self.library = library
        self.version = version

    def wanted(self, course: Course) -> Iterable[str]:
        """All manifests and all questions about a fault."""
        yield from (fact.id for fact in course.of(Manifest))
        yield from (question.id for question in course.questions if isinstance(question, FaultQuestion))

    def prove(self, course: Course, ids: frozenset[str]) -> Iterator[Outcome]:
        """One outcome an id; its output lists what each version said."""
        for key in sorted(ids):
            expected = _expected(course, key)
            said = {minor: self._faults(course.objects.get(key, ()), minor) for minor in self.library.minors}
            output = "\n".join(f"{minor}: {'; '.join(faults) or 'aceptado'}" for minor, faults in said.items())
            yield Outcome(key, "schema", PROGRAM, self.version, "", output, _reason(expected, said))

    def _faults(self, objects: Sequence[KubeObject], minor: str) -> tuple[str, ...]:
        if not objects:
            return ("no hay ningún objeto",)
        return tuple(fault for one in objects for fault in self._faults_of(one, minor))

    def _faults_of(self, one: KubeObject, minor: str) -> tuple[str, ...]:
        validator = self.library.validator(minor, one.api_version, one.kind)
        if validator is None:
            return (f"{one.api_version} {one.kind} no existe",)
        return tuple(_told(fault) for fault in validator(one.value))


def _told(fault: SchemaFault) -> str:
    where = ".".join(str(part) for part in fault.path)
    return f"{where}: {fault.message}" if where else fault.message


def _expected(course: Course, key: str) -> str:
    """The words that must be among the faults; nothing where there must be none."""
    fact = course.by_id.get(key)
    if isinstance(fact, Manifest):
        return fact.invalid or ""
    question = course.question_by_id[key]
    fails = question.fails if isinstance(question, FaultQuestion) else ""
    return "" if fails in ALSO_FINE else fails


def _reason(expected: str, said: dict[str, tuple[str, ...]]) -> str:
    for minor, faults in said.items():
        if expected and not any(expected in fault for fault in faults):
            return f"en {minor} debía fallar con «{expected}» y dice: {'; '.join(faults) or 'aceptado'}"
        if not expected and faults:
            return f"en {minor} no vale: {'; '.join(faults)}"
    return ""
