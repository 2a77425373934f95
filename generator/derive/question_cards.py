"""A question in; the card that asks it out, one small function a kind of question."""

import re
from functools import singledispatch
from typing import Any

from generator.model import (
    ChoiceQuestion,
    ClozeQuestion,
    Command,
    CommandQuestion,
    Course,
    FaultQuestion,
    Manifest,
    MatchQuestion,
    OrderQuestion,
    Question,
    RouteQuestion,
    Source,
)
from generator.model.cards import GAP_CLOSE, GAP_OPEN, Card, CardOption, NoteType
from generator.model.links import question_page
from generator.model.values import markdown


def question_card(course: Course, question: Question) -> Card:
    """The card of a question; its sources are its own or, where it has none, those of the facts it is about."""
    fields: dict[str, Any] = {
        "note_type": NoteType.BASIC,
        "front": markdown(course, question.prompt),
        "why": markdown(course, question.why),
    }
    return Card(
        id=question.id,
        topic=question.topic,
        competency=question.competency,
        page=question_page(question),
        sources=question_sources(course, question),
        since=question.since or "",
        until=question.until or "",
        difficulty=question.difficulty,
        **{**fields, **_asked(question, course)},
    )


def question_sources(course: Course, question: Question) -> tuple[Source, ...]:
    """Its own sources, else those of the facts it is about, each page once."""
    facts = (course.by_id[one] for one in question.about if one in course.by_id)
    found = question.sources or tuple(source for fact in facts for source in fact.sources)
    return tuple({source.url: source for source in found}.values())


@singledispatch
def _asked(question: Question, course: Course) -> dict[str, Any]:
    raise TypeError(f"no card for {type(question).__name__}")


@_asked.register
def _(question: ChoiceQuestion, course: Course) -> dict[str, Any]:
    return {
        "note_type": NoteType.CHOICE,
        "code": question.code or "",
        "language": question.language,
        "options": tuple(
            CardOption(markdown(course, option.text), option.right, markdown(course, option.why))
            for option in question.options
        ),
    }


@_asked.register
def _(question: CommandQuestion, course: Course) -> dict[str, Any]:
    answer = course.by_id.get(question.answer)
    return {
        "note_type": NoteType.COMMAND,
        "back": answer.run if isinstance(answer, Command) else "",
        "variants": answer.accepts if isinstance(answer, Command) else (),
        "traps": tuple(f"`{trap.typed}`: {markdown(course, trap.why)}" for trap in question.traps),
    }


@_asked.register
def _(question: OrderQuestion, course: Course) -> dict[str, Any]:
    steps = [markdown(course, step) for step in question.steps]
    shuffled = "\n".join(f"- {step}" for step in sorted(steps))
    return {
        "front": f"{markdown(course, question.prompt)}\n\n{shuffled}",
        "back": "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)),
    }


@_asked.register
def _(question: FaultQuestion, course: Course) -> dict[str, Any]:
    manifest = course.by_id.get(question.manifest)
    text = manifest.text if isinstance(manifest, Manifest) else ""
    return {
        "note_type": NoteType.MANIFEST,
        "code": question.mutate(text),
        "language": "yaml",
        "back": markdown(course, question.fix),
    }


@_asked.register
def _(question: MatchQuestion, course: Course) -> dict[str, Any]:
    pairs = [(markdown(course, pair.left), markdown(course, pair.right)) for pair in question.pairs]
    left = "\n".join(f"- {one}" for one, _ in pairs)
    right = "\n".join(f"- {other}" for other in sorted(other for _, other in pairs))
    return {
        "front": f"{markdown(course, question.prompt)}\n\n{left}\n\n---\n\n{right}",
        "back": "\n".join(f"- {one} → {other}" for one, other in pairs),
    }


@_asked.register
def _(question: RouteQuestion, course: Course) -> dict[str, Any]:
    manifest = course.by_id.get(question.manifest)
    request = question.request
    asked = f"`{request.method} http://{request.host}{request.path}`"
    headers = "".join(f" con la cabecera `{header}`" for header in request.headers)
    received = f" Recibe la ruta `{request.receives}`." if request.receives else ""
    right = CardOption(f"`{request.reaches}`", True, markdown(course, question.why) + received)
    wrong = tuple(CardOption(f"`{one.reaches}`", False, markdown(course, one.why)) for one in question.wrong)
    return {
        "note_type": NoteType.CHOICE,
        "front": f"{markdown(course, question.prompt)}\n\n{asked}{headers}",
        "code": manifest.text if isinstance(manifest, Manifest) else "",
        "language": "yaml",
        "options": tuple(sorted((right, *wrong), key=lambda option: option.text)),
    }


@_asked.register
def _(question: ClozeQuestion, course: Course) -> dict[str, Any]:
    text = re.sub(r"\*\*(.+?)\*\*", rf"{GAP_OPEN}\1{GAP_CLOSE}", markdown(course, question.prompt), count=1)
    return {"note_type": NoteType.CLOZE, "front": text}
