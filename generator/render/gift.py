"""Questions in; the same questions in GIFT, the text format that Moodle imports, out.

Texts are HTML, which Moodle shows as it is. In GIFT a blank line ends a question and `~ = # { } :` mean something.
"""

import re
from collections.abc import Iterable
from functools import singledispatch
from html import escape

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
    Prose,
    Question,
    RouteQuestion,
)
from generator.model.values import markdown
from generator.render.card_html import Html, inline, make_html
from generator.render.spreadsheet import plain_text

_MEANING = re.compile(r"([\\~=#{}:])")
_ANY = r"\*"
_GAP = re.compile(r"\*\*(.+?)\*\*(?!\*)")


def gift_text(course: Course) -> bytes:
    """All questions, in a category for each note."""
    html = make_html()
    blocks: list[str] = []
    topic = ""
    for question in sorted(course.questions, key=lambda one: (one.topic, one.difficulty, one.id)):
        if question.topic != topic:
            topic = question.topic
            blocks.append(f"$CATEGORY: Apuntes CKA/{escaped(topic)}")
        blocks.append(_block(course, question, html))
    return ("\n\n".join(blocks) + "\n").encode()


def escaped(text: str) -> str:
    """Text in which nothing means anything to GIFT, on one line."""
    return _MEANING.sub(r"\\\1", text).replace("\n", "\\n")


def _block(course: Course, question: Question, html: Html) -> str:
    prompt = html(markdown(course, question.prompt)) + _code(_shown(question, course))
    why = html(markdown(course, question.why))
    if isinstance(question, FaultQuestion):
        why = html(markdown(course, question.fix)) + why
    if isinstance(question, ClozeQuestion):
        prompt = html(_GAP.sub("_____", markdown(course, question.prompt), count=1))
    answers = _answers(question, course, html)
    return f"::{escaped(question.id)}::[html]{escaped(prompt)}{{\n{answers}####{escaped(why)}\n}}"


def _shown(question: Question, course: Course) -> str:
    """The code that stands with the question."""
    if isinstance(question, ChoiceQuestion):
        return question.code or ""
    if isinstance(question, (FaultQuestion, RouteQuestion)):
        manifest = course.by_id.get(question.manifest)
        text = manifest.text if isinstance(manifest, Manifest) else ""
        return question.mutate(text) if isinstance(question, FaultQuestion) else f"{_request(question)}\n\n{text}"
    return ""


def _request(question: RouteQuestion) -> str:
    request = question.request
    return "\n".join([f"{request.method} http://{request.host}{request.path}", *request.headers])


def _code(code: str) -> str:
    return f"<pre>{escape(code.rstrip(), quote=False)}</pre>" if code else ""


@singledispatch
def _answers(question: Question, course: Course, html: Html) -> str:
    """The lines between the braces, one small function a kind of question."""
    raise TypeError(f"no GIFT for {type(question).__name__}")


@_answers.register
def _choice(question: ChoiceQuestion, course: Course, html: Html) -> str:
    rights = sum(option.right for option in question.options)
    share = f"%{100 / rights:.5f}".rstrip("0").rstrip(".") + "%"
    return _options(
        (
            ("=" if option.right else "~") if rights == 1 else (f"~{share}" if option.right else "~%-100%"),
            _html(course, option.text, html),
            _html(course, option.why, html),
        )
        for option in question.options
    )


@_answers.register
def _route(question: RouteQuestion, course: Course, html: Html) -> str:
    right = ("=", f"<code>{escape(question.request.reaches)}</code>", "")
    wrong = (("~", f"<code>{escape(one.reaches)}</code>", _html(course, one.why, html)) for one in question.wrong)
    return _options([right, *wrong])


def _options(options: Iterable[tuple[str, str, str]]) -> str:
    lines = (f"{sign}[html]{escaped(text)}{f'#[html]{escaped(why)}' if why else ''}\n" for sign, text, why in options)
    return "".join(lines)


@_answers.register
def _command(question: CommandQuestion, course: Course, html: Html) -> str:
    answer = course.by_id.get(question.answer)
    accepted = (answer.run, *answer.accepts) if isinstance(answer, Command) else ()
    return _typed(accepted)


@_answers.register
def _cloze(question: ClozeQuestion, course: Course, html: Html) -> str:
    gap = _GAP.search(markdown(course, question.prompt))
    return _typed((plain_text(gap[1]) if gap else "", *question.accepts))


def _typed(accepted: Iterable[str]) -> str:
    """Moodle takes `*` in a typed answer for anything at all, unless it is told not to."""
    return "".join(f"={escaped(line.replace('*', _ANY))}\n" for line in dict.fromkeys(accepted))


@_answers.register
def _order(question: OrderQuestion, course: Course, html: Html) -> str:
    return _pairs((f"{number}.º", _plain(course, step)) for number, step in enumerate(question.steps, 1))


@_answers.register
def _match(question: MatchQuestion, course: Course, html: Html) -> str:
    return _pairs((_html(course, pair.left, html), _plain(course, pair.right)) for pair in question.pairs)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"=[html]{escaped(left)} -> {escaped(right)}\n" for left, right in pairs)


@_answers.register
def _fault(question: FaultQuestion, course: Course, html: Html) -> str:
    """Nobody can mark this by machine: an essay, whose feedback has the answer."""
    return ""


def _html(course: Course, prose: Prose, html: Html) -> str:
    return inline(html(markdown(course, prose)))


def _plain(course: Course, prose: Prose) -> str:
    """Text for the second half of a pair, which Moodle shows as plain text; an arrow would start another half."""
    return plain_text(markdown(course, prose)).replace("->", "→")
