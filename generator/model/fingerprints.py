"""A provable thing in; a fingerprint of exactly what its proof runs out, so that a change makes the proof stale."""

import hashlib
import json
from typing import Any

from generator.model.course import Course
from generator.model.facts import Command, Erratum, Manifest
from generator.model.questions import FaultQuestion

FINGERPRINT_LENGTH = 16


def fingerprint(course: Course, key: str) -> str:
    """16 hex digits over what is run for this id: the line or the manifest, what is expected, and what is given.

    Wording in Spanish, sources and competencies do not count: they prove nothing.
    """
    found = json.dumps(_what_runs(course, key), sort_keys=True, ensure_ascii=False)
    return fingerprint_text(found)


def fingerprint_text(text: str) -> str:
    """16 hex digits over a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT_LENGTH]


def _what_runs(course: Course, key: str) -> Any:
    fact = course.by_id.get(key)
    if isinstance(fact, Command):
        return [fact.run, _proof(course, fact.proof)]
    if isinstance(fact, Erratum):
        return [fact.typed, _proof(course, fact.proof)]
    if isinstance(fact, Manifest):
        return [fact.text, fact.invalid, _proof(course, fact.proof), course.curriculum.supported]
    task = course.task_by_id.get(key)
    if task is not None:
        asked = task.model_dump(mode="json", include={"solution", "wrong", "checks", "by", "requests", "connections"})
        return [asked, [_text_of(course, one) for one in task.given]]
    question = course.question_by_id.get(key)
    if isinstance(question, FaultQuestion):
        return [_text_of(course, question.manifest), question.mutation.model_dump(), question.fails]
    return None


def _proof(course: Course, proof: Any) -> Any:
    if proof is None:
        return None
    named = [*getattr(proof, "given", ()), getattr(proof, "equals", None)]
    return [proof.model_dump(mode="json"), [_text_of(course, one) for one in named if one]]


def _text_of(course: Course, key: str) -> str:
    fact = course.by_id.get(key)
    return fact.text if isinstance(fact, Manifest) else ""
