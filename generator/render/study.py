"""A course in; what the study side needs beside the bank out: what questions show, programs, the curriculum."""

from difflib import SequenceMatcher
from functools import singledispatch
from typing import Any

from generator.model import Command, CommandQuestion, Course, FaultQuestion, Manifest, Question, RouteQuestion

# What the functions below add to the JSON of each kind of question, for its JSON Schema.
_TEXT = {"type": "string"}
_CODE = {"code": _TEXT, "file": _TEXT}
SHOWN_SCHEMAS: dict[str, dict[str, Any]] = {
    "CommandQuestion": {"run": _TEXT, "accepts": {"type": "array", "items": _TEXT}},
    "FaultQuestion": {**_CODE, "lines": {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1}},
    "RouteQuestion": _CODE,
}


@singledispatch
def shown(question: Question, course: Course) -> dict[str, Any]:
    """What one must see or know to ask the question and to grade it, where its own fields only refer to it."""
    return {}


@shown.register
def _command(question: CommandQuestion, course: Course) -> dict[str, Any]:
    answer = course.by_id.get(question.answer)
    return {"run": answer.run, "accepts": list(answer.accepts)} if isinstance(answer, Command) else {}


@shown.register
def _fault(question: FaultQuestion, course: Course) -> dict[str, Any]:
    manifest = course.by_id.get(question.manifest)
    if not isinstance(manifest, Manifest):
        return {}
    code = question.mutate(manifest.text)
    return {"code": code, "file": manifest.file, "lines": faulty_lines(manifest.text, code)}


@shown.register
def _route(question: RouteQuestion, course: Course) -> dict[str, Any]:
    manifest = course.by_id.get(question.manifest)
    return {"code": manifest.text, "file": manifest.file} if isinstance(manifest, Manifest) else {}


def faulty_lines(good: str, bad: str) -> list[int]:
    """The lines of `bad`, from 1, that differ from `good`; where some are only gone, those around the gap."""
    before, after = good.splitlines(), bad.splitlines()
    found: set[int] = set()
    for kind, _, _, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "delete":
            found |= {max(start, 1), min(start + 1, len(after))}
        elif kind != "equal":
            found |= set(range(start + 1, end + 1))
    return sorted(found)


def order_of_study(course: Course) -> dict[str, int]:
    """The place of each topic: that of its note."""
    notes = sorted(course.notes, key=lambda note: (note.head.order if note.head else 0, note.slug))
    return {note.slug: index for index, note in enumerate(notes)}


def programs_data(course: Course) -> list[dict[str, Any]]:
    """How each program reads its words, as facts/programs.yaml says it."""
    return [program.model_dump(mode="json", exclude_defaults=True) for program in course.programs]


def curriculum_data(course: Course) -> dict[str, Any]:
    """The exam and its competencies, without their sources."""
    exam = course.curriculum.exam.model_dump(mode="json", include={"minutes", "pass_mark", "tasks"})
    domains = [
        {
            **domain.model_dump(mode="json", include={"id", "tag", "en", "es", "weight"}),
            "competencies": [
                one.model_dump(mode="json", include={"id", "en", "es", "in_scope"}) for one in domain.competencies
            ],
        }
        for domain in course.curriculum.domains
    ]
    return {"exam": exam, "domains": domains}
