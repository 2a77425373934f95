"""Cards in; tables of plain text out: one with everything for spreadsheets, one with two columns for Quizlet."""

import csv
import io
import re
from collections.abc import Iterable

from generator.model import Course
from generator.model.cards import GAP_CLOSE, GAP_OPEN, Card
from generator.render.card_fields import make_tags, page_url
from generator.render.card_html import shuffled

_COLUMNS = ("id", "pregunta", "respuesta", "también vale", "por qué", "trampas", "página", "fuentes", "etiquetas")
_GAP = re.compile(f"{GAP_OPEN}(.*?){GAP_CLOSE}", re.S)
_CODE = re.compile(r"`+([^`]+)`+")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])(.*?[^\s*])\1(?![\w*])", re.S)
_FENCE = re.compile(r"^```\w*\n|\n```$", re.M)
_ITEM = re.compile(r"^- ", re.M)
_SPAN = "\0"
# A spreadsheet takes a cell that starts so for a formula, and runs it.
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_MARK = "\ufeff"  # without it Excel does not see that the file is UTF-8


def spreadsheet_text(course: Course, cards: Iterable[Card]) -> bytes:
    """CSV as RFC 4180 has it, in UTF-8, one row a card."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    tags = make_tags(course)
    for card in cards:
        cells = (
            card.id,
            question_text(card),
            answer_text(card),
            "\n".join(card.variants),
            plain_text(card.why),
            "\n".join(plain_text(trap) for trap in card.traps),
            page_url(course, card.page),
            "\n".join(source.url for source in card.sources),
            " ".join(tags(card)),
        )
        writer.writerow([_FORMULA.sub(r" \g<0>", cell) for cell in cells])
    return (_MARK + out.getvalue()).encode()


def flashcards_text(cards: Iterable[Card]) -> bytes:
    """A line a card: question, tab, answer."""
    rows = (f"{_one_line(question_text(card))}\t{_one_line(answer_text(card))}\n" for card in cards)
    return "".join(rows).encode()


def question_text(card: Card) -> str:
    """What the front of a card says, in plain text."""
    lettered = zip("ABCDEF", shuffled(card), strict=False)
    options = "\n".join(f"{letter}) {plain_text(one.text)}" for letter, one in lettered)
    front = plain_text(_GAP.sub("[…]", card.front))
    return "\n\n".join(part for part in (front, card.code.rstrip(), options) if part)


def answer_text(card: Card) -> str:
    """What the back of a card says, in plain text: for a choice, the right options."""
    if card.options:
        options = zip("ABCDEF", shuffled(card), strict=False)
        return "\n".join(f"{letter}) {plain_text(one.text)}" for letter, one in options if one.right)
    if card.gap:
        return plain_text(card.gap)
    return card.back if card.variants or card.typed else plain_text(card.back)


def plain_text(markdown: str) -> str:
    """Markdown without its marks; what stands in code stays to the letter."""
    text = _FENCE.sub("", markdown)
    codes = _CODE.findall(text)
    shown = _ITEM.sub("• ", _EMPHASIS.sub(r"\2", _CODE.sub(_SPAN, text)))
    for code in codes:
        shown = shown.replace(_SPAN, code, 1)
    return shown


def _one_line(text: str) -> str:
    """Lines of a list or of code, one after the other."""
    return " / ".join(line.strip() for line in text.replace("\t", " ").splitlines() if line.strip())
