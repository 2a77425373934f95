"""A question in; the card that asks it out, one small function a kind of question."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from generator.derive.fact_cards import command_parts, with_gap
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
from generator.model.cards import Card, CardOption, NoteType
from generator.model.fingerprints import fingerprint_text
from generator.model.links import question_page
from generator.model.values import markdown

_LETTERS = "ABCDEFGH"


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
        about=question.about,
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
def _choice(question: ChoiceQuestion, course: Course) -> dict[str, Any]:
    rights = sum(option.right for option in question.options)
    several = f"\n\n*Hay {rights} correctas.*" if rights > 1 else ""
    return {
        "note_type": NoteType.CHOICE,
        "front": markdown(course, question.prompt) + several,
        "code": question.code or "",
        "language": question.language,
        "options": tuple(
            CardOption(markdown(course, option.text), option.right, markdown(course, option.why))
            for option in question.options
        ),
    }


@_asked.register
def _command(question: CommandQuestion, course: Course) -> dict[str, Any]:
    answer = course.by_id.get(question.answer)
    if not isinstance(answer, Command):
        return {"note_type": NoteType.COMMAND}
    parts = command_parts(course, answer)
    return {
        "note_type": NoteType.COMMAND,
        "back": answer.run,
        "typed": True,
        "variants": answer.accepts,
        "why": f"{markdown(course, question.why)}\n\n{parts}".strip(),
        "traps": (
            *(f"`{trap.typed}`: {markdown(course, trap.why)}" for trap in question.traps),
            *(markdown(course, trap) for trap in answer.traps),
        ),
    }


@_asked.register
def _order(question: OrderQuestion, course: Course) -> dict[str, Any]:
    steps = [markdown(course, step) for step in question.steps]
    letters = _lettered(question.id, steps)
    return {
        "front": f"{markdown(course, question.prompt)}\n\n{_list(letters)}",
        "back": "\n".join(f"{number}. **{letters[step]}** {step}" for number, step in enumerate(steps, 1)),
    }


def _lettered(key: str, texts: Sequence[str]) -> dict[str, str]:
    """Text → letter, in an order that depends on the id alone; where that is possible, nothing keeps its old place."""
    mixed = sorted(set(texts), key=lambda text: fingerprint_text(f"{key}\0{text}"))
    turns = [mixed[start:] + mixed[:start] for start in range(len(mixed))]
    best = min(turns, key=lambda turn: sum(one == other for one, other in zip(turn, texts, strict=False)))
    return dict(zip(best, _LETTERS, strict=False))


def _list(letters: dict[str, str]) -> str:
    return "\n\n".join(f"**{letter}** {text}" for text, letter in letters.items())


@_asked.register
def _fault(question: FaultQuestion, course: Course) -> dict[str, Any]:
    manifest = course.by_id.get(question.manifest)
    text = manifest.text if isinstance(manifest, Manifest) else ""
    return {
        "note_type": NoteType.MANIFEST,
        "code": question.mutate(text),
        "language": "yaml",
        "back": markdown(course, question.fix),
    }


@_asked.register
def _match(question: MatchQuestion, course: Course) -> dict[str, Any]:
    pairs = [(markdown(course, pair.left), markdown(course, pair.right)) for pair in question.pairs]
    letters = _lettered(question.id, [right for _, right in pairs])
    left = "\n".join(f"{number}. {one}" for number, (one, _) in enumerate(pairs, 1))
    solved = (f"{number}. {one} → **{letters[right]}** {right}" for number, (one, right) in enumerate(pairs, 1))
    return {
        "front": f"{markdown(course, question.prompt)}\n\n{left}\n\n---\n\n{_list(letters)}",
        "back": "\n".join(solved),
    }


@_asked.register
def _route(question: RouteQuestion, course: Course) -> dict[str, Any]:
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
def _cloze(question: ClozeQuestion, course: Course) -> dict[str, Any]:
    return {"note_type": NoteType.CLOZE, "front": with_gap(markdown(course, question.prompt))}
