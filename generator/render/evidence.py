"""A question in; what its answer stands on out: the place and the official pages of each fact, and what proved it."""

from typing import Any

from generator.model import Course, Fact, Proof, Question
from generator.model.links import fact_page, question_page
from generator.render import labels
from generator.render.backing import program, proven_how
from generator.render.writer import standing_proofs

_TEXT = {"type": "string"}
EVIDENCE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["id", "page", "sources"],
    "additionalProperties": False,
    "properties": {
        "id": _TEXT,
        "page": _TEXT,
        "sources": {"type": "array", "items": {"type": "string", "format": "uri"}},
        "proof": {
            "type": "object",
            "required": ["how", "program", "run_on"],
            "additionalProperties": False,
            "properties": {"how": _TEXT, "program": _TEXT, "run_on": {"type": "string", "format": "date"}},
        },
    },
}


def evidence(course: Course, question: Question) -> list[dict[str, Any]]:
    """First what proved the question itself, if a program did; then each fact that it is about."""
    own = standing_proofs(course, question)
    found = [{"id": question.id, "page": question_page(question), "sources": [], **_proof(own)}] if own else []
    for fact in (course.by_id[key] for key in question.about if key in course.by_id):
        proofs = standing_proofs(course, fact)
        urls = list(dict.fromkeys(source.url for source in fact.sources))
        found.append({"id": fact.id, "page": fact_page(fact), "sources": urls, **_proof(proofs, fact)})
    return found


def _proof(proofs: tuple[Proof, ...], fact: Fact | None = None) -> dict[str, Any]:
    """The proof that says most; a fact says in its own words what that proof shows."""
    if not proofs:
        return {}
    best = program(proofs[0])
    how = proven_how(fact, best) if fact else f"Comprobado {labels.PROOF_KINDS[proofs[0].kind]}"
    return {"proof": {"how": how, "program": best, "run_on": proofs[0].run_on.isoformat()}}
