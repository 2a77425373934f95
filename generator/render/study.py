"""A course in; what the study side needs beside the bank out: what questions show, programs, the curriculum."""

from difflib import SequenceMatcher
from functools import singledispatch
from typing import Any

from generator.model import Command, CommandQuestion, Course, FaultQuestion, Manifest, Question, RouteQuestion, Task
from generator.model.links import fact_page
from generator.model.proofs import RouteProof
from generator.model.values import markdown
from generator.render.task_checks import looked_at, wanted

# What the functions below add to the JSON of each kind of question, for its JSON Schema.
_TEXT = {"type": "string"}
_CODE = {"code": _TEXT, "file": _TEXT}
CHECK_SCHEMA: dict[str, Any] = {"object": _TEXT, "wanted": _TEXT}
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


def told_checks(task: Task) -> list[dict[str, str]]:
    """What each check looks at and wants, in words; Markdown, in which code may hold anything."""
    return [{"object": looked_at(check, _code), "wanted": wanted(check, _code)} for check in task.checks]


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def manifests_data(course: Course) -> list[dict[str, Any]]:
    """The manifests of the bank as files: what tasks find in the cluster, and what one can start from."""
    return [
        {
            "id": one.id,
            "file": one.file,
            "page": fact_page(one),
            "purpose": markdown(course, one.purpose),
            "sound": one.card and one.invalid is None,
            "text": one.text,
            **({"tried": one.proof.model_dump(mode="json", exclude_none=True)} if one.proof else {}),
        }
        for one in course.facts
        if isinstance(one, Manifest)
    ]


_TRIED = RouteProof.model_json_schema()
MANIFEST_SCHEMA: dict[str, Any] = {
    "$defs": _TRIED.pop("$defs"),
    "type": "object",
    "required": ["file", "id", "page", "purpose", "sound", "text"],
    "additionalProperties": False,
    "properties": {
        "id": _TEXT,
        "file": _TEXT,
        "page": _TEXT,
        "purpose": _TEXT,
        "text": _TEXT,
        "tried": {**_TRIED, "description": "las peticiones o conexiones que se probaron con programas reales"},
        "sound": {"type": "boolean", "description": "false: está mal o incompleto a propósito"},
    },
}


def order_of_study(course: Course) -> dict[str, int]:
    """The place of each topic: that of its note."""
    notes = sorted(course.notes, key=lambda note: (note.head.order if note.head else 0, note.slug))
    return {note.slug: index for index, note in enumerate(notes)}


def programs_data(course: Course) -> list[dict[str, Any]]:
    """How each program reads its words, as facts/programs.yaml says it."""
    return [program.model_dump(mode="json", exclude_defaults=True) for program in course.programs]


def curriculum_data(course: Course) -> dict[str, Any]:
    """The exam, the versions that can be chosen and the competencies, without their sources."""
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
    return {"exam": exam, "supported": list(course.curriculum.supported), "domains": domains}
