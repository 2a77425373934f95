"""Questions in; a quiz out that works without JavaScript: each option opens and tells whether it is right and why."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import singledispatch

from generator.model import (
    ChoiceQuestion,
    ClozeQuestion,
    Command,
    CommandQuestion,
    FaultQuestion,
    Manifest,
    MatchQuestion,
    OrderQuestion,
    Question,
    RouteQuestion,
)
from generator.render import escape, labels
from generator.render.markup import bullets, fence, fold, joined, numbered, small, wrapped
from generator.render.writer import Writer

_GAP = re.compile(r"\*\*(.+?)\*\*")
_LETTERS = "ABCDEFGH"


def question_list(writer: Writer, questions: Sequence[Question]) -> str:
    """The questions of a page, easier ones first."""
    ordered = sorted(questions, key=lambda one: (one.difficulty, one.id))
    return joined(*(_framed(writer, one, number, len(ordered)) for number, one in enumerate(ordered, 1)))


def _framed(writer: Writer, question: Question, number: int, total: int) -> str:
    attributes = (
        f'class="quiz-question" id="{escape.anchor(question.slug)}" data-question-id="{escape.attribute(question.id)}"'
        f' data-kind="{question.kind}" aria-label="Pregunta {number} de {total}"'
    )
    about = small(f"Pregunta {number} de {total}", labels.LEVELS[question.difficulty])
    return wrapped("section", attributes, about, question_body(question, writer))


@singledispatch
def question_body(question: Question, writer: Writer) -> str:
    """The prompt and what opens, one small function a kind of question."""
    raise TypeError(f"no rendering for {type(question).__name__}")


@question_body.register
def _choice(question: ChoiceQuestion, writer: Writer) -> str:
    options = [(writer.line(one.text), one.right, writer.text(one.why)) for one in question.options]
    rights = sum(one.right for one in question.options)
    return joined(
        writer.text(question.prompt),
        fence(question.code, question.language) if question.code else "",
        small(f"Hay {rights} correctas.") if rights > 1 else "",
        _options(question, options),
        _answer("Por qué", writer.text(question.why)),
    )


@question_body.register
def _command(question: CommandQuestion, writer: Writer) -> str:
    answer = writer.course.by_id.get(question.answer)
    run, accepts = (answer.run, answer.accepts) if isinstance(answer, Command) else (question.answer, ())
    return joined(
        writer.text(question.prompt),
        _answer(
            "Ver el comando",
            fence(run, "sh"),
            f"También vale {labels.listed([escape.code(other) for other in accepts])}." if accepts else "",
            writer.text(question.why),
            bullets(f"✗ {escape.code(trap.typed)}: {writer.line(trap.why)}" for trap in question.traps),
        ),
    )


@question_body.register
def _order(question: OrderQuestion, writer: Writer) -> str:
    steps = [writer.line(step) for step in question.steps]
    mixed = shuffled(question.id, steps)
    right = [f"{_LETTERS[mixed.index(step)]}. {step}" for step in steps]
    return joined(
        writer.text(question.prompt),
        bullets(f"**{letter}.** {step}" for letter, step in zip(_LETTERS, mixed, strict=False)),
        _answer("Ver el orden", numbered(right), writer.text(question.why)),
    )


@question_body.register
def _match(question: MatchQuestion, writer: Writer) -> str:
    pairs = [(writer.line(pair.left), writer.line(pair.right)) for pair in question.pairs]
    mixed = shuffled(question.id, [right for _, right in pairs])
    return joined(
        writer.text(question.prompt),
        numbered(left for left, _ in pairs),
        bullets(f"**{letter}.** {right}" for letter, right in zip(_LETTERS, mixed, strict=False)),
        _answer("Ver las parejas", bullets(f"{left} → {right}" for left, right in pairs), writer.text(question.why)),
    )


@question_body.register
def _fault(question: FaultQuestion, writer: Writer) -> str:
    manifest = writer.course.by_id.get(question.manifest)
    text, file = (manifest.text, manifest.file) if isinstance(manifest, Manifest) else ("", "")
    return joined(
        writer.text(question.prompt),
        fence(question.mutate(text), "yaml", file),
        _answer("Ver el fallo", writer.text(question.fix), writer.text(question.why)),
    )


@question_body.register
def _route(question: RouteQuestion, writer: Writer) -> str:
    manifest = writer.course.by_id.get(question.manifest)
    request = question.request
    right = escape.code(request.reaches)
    received = f", que recibe {escape.code(request.receives)}" if request.receives else ""
    options = [(f"{right}{received}", True, writer.text(question.why))]
    options += [(escape.code(wrong.reaches), False, writer.text(wrong.why)) for wrong in question.wrong]
    asked = [f"{request.method} http://{request.host}{request.path}", *request.headers]
    return joined(
        writer.text(question.prompt),
        fence(manifest.text, "yaml", manifest.file) if isinstance(manifest, Manifest) else "",
        fence("\n".join(asked), "text", "Petición"),
        _options(question, options),
    )


@question_body.register
def _cloze(question: ClozeQuestion, writer: Writer) -> str:
    prompt = writer.text(question.prompt)
    gap = _GAP.search(prompt)
    others = labels.listed([escape.code(other) for other in question.accepts])
    return joined(
        _GAP.sub("`_____`", prompt),
        _answer(
            "Ver lo que falta",
            f"**{gap[1]}**" if gap else "",
            f"También vale {others}." if others else "",
            writer.text(question.why),
        ),
    )


def shuffled(seed: str, items: Iterable[str]) -> list[str]:
    """The items in an order that depends on nothing but the seed and themselves."""
    return sorted(items, key=lambda item: hashlib.sha256(f"{seed}\0{item}".encode()).digest())


def _options(question: Question, options: Sequence[tuple[str, bool, str]]) -> str:
    by_text = {text: (right, why) for text, right, why in options}
    return joined(
        *(
            fold(
                "option option-right" if by_text[text][0] else "option option-wrong",
                f"{letter}. {text}",
                f"**{'✓ Correcta.' if by_text[text][0] else '✗ Incorrecta.'}** {by_text[text][1]}",
            )
            for letter, text in zip(_LETTERS, shuffled(question.id, by_text), strict=False)
        )
    )


def _answer(title: str, *blocks: str) -> str:
    return fold("answer", title, *blocks)
