"""Markdown text in; what is prose in it, what is code in it, its sentences out, all with their offsets kept."""

import re
from collections.abc import Iterator

from generator.model import Note, Paragraphs

_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>(?:(?!\n\s*\n).)*?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_NO_PROSE = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|(?P<reference>\[\[[a-z]+/[a-z0-9][a-z0-9.-]*(?:\#[a-z_]+)?(?:\?[\w=,&.-]+)?(?P<label>\|[^\]\n]+)?\]\])"
    r"|(?P<target>(?<=\])\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\))"
    r"|(?P<definition>^\[[^\]\n]+\]:\s+\S+)"
    r"|(?P<attributes>\{:?\s*[#.][^}\n]*\})"
    r"|(?P<url><?\b(?:https?|mailto|ssh|git)://[^\s>)\]]+>?)"
    r"|(?P<tag></?[a-zA-Z][^<>\n]*>)",
    re.DOTALL | re.MULTILINE,
)
_SPECIAL = re.compile(r"[`<\[{]|://")
_SENTENCE_END = re.compile(r"(?:(?<=[.!?…;])\s+|\n\s*\n|\n(?=\s*(?:[-*+|]|\d+\.)\s)|\s\|\s*\n)")


def masked(text: str) -> str:
    """The text with spaces for all that is no prose: code, references, addresses, tags. As long as before."""
    if not _SPECIAL.search(text):
        return text
    return _NO_PROSE.sub(_keep_label, without_code(text))


def without_code(text: str) -> str:
    """The text with spaces for its code spans."""
    return _SPAN.sub(lambda match: _blank(match[0]), text) if "`" in text else text


def code_spans(text: str) -> Iterator[tuple[int, str]]:
    """What stands between backticks, each with its offset."""
    if "`" in text:
        for match in _SPAN.finditer(text):
            yield match.start("code"), match["code"]


def spans_of(note: Note) -> Iterator[tuple[int, str]]:
    """What stands between backticks in the text of a note, each with its line."""
    for block in note.body:
        if isinstance(block, Paragraphs):
            for offset, code in code_spans(block.prose.text):
                yield block.line + line_at(block.prose.text, offset), code


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences, list items and rows of a text with their offsets."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def line_at(text: str, offset: int) -> int:
    """How many lines below the first an offset lies."""
    return text.count("\n", 0, offset)


def _keep_label(match: re.Match[str]) -> str:
    label = match["label"]
    if not label:
        return _blank(match[0])
    return " " * (match.start("label") - match.start() + 1) + label[1:] + "  "


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
