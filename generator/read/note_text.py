"""Markdown text in, a note out: each line is classified, then a state machine gathers blocks that know their line."""

import re
import unicodedata
from dataclasses import dataclass, replace

from generator.model import Block, Embed, Fence, Heading, Paragraphs, Reference, parse_prose

_FENCE = re.compile(r"^(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*)$")
_HEADING = re.compile(r"^(?P<level>#{1,6})\s+(?P<text>.*?)(?:\s+#+)?(?:\s*\{\s*#(?P<id>[\w.-]+)\s*\})?\s*$")
_EMBED = re.compile(r"^(?P<indent>\s*)(?P<embed>\[\[[^\]\n|]+\]\])\s*$")
_WRONG = re.compile(r'\bincorrecto="(?P<why>[^"]+)"')
_HEAD_EDGE = "---"


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note cut in two: the YAML of its head with the line where it starts, and its body."""

    head: str
    head_line: int
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """State: gathering ordinary lines since `line`."""

    line: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Code:
    """State: inside a fence that opened at `line` and closes with at least `ticks`."""

    line: int
    ticks: str
    indent: str
    info: str
    lines: tuple[str, ...] = ()


def read_note_text(text: str) -> NoteText:
    """Cuts a Markdown file into its head and blocks. Never fails: a fence that nobody closes says so itself."""
    lines = text.split("\n")
    head, start = _cut_head(lines)
    blocks: list[Block] = []
    state: _Text | _Code = _Text(start + 1)
    for number, line in enumerate(lines[start:], start + 1):
        state = (
            _in_code(state, line, number, blocks) if isinstance(state, _Code) else _in_text(state, line, number, blocks)
        )
    blocks.extend(_finish(state))
    return NoteText(head, 2, tuple(blocks))


def slugify(text: str) -> str:
    """Heading text → anchor as site engines and code hosts do it, accents removed: `¿Qué es?` → `que-es`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(r"[\s_-]+", "-", plain).strip("-")


def _cut_head(lines: list[str]) -> tuple[str, int]:
    if lines and lines[0].rstrip() == _HEAD_EDGE:
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() == _HEAD_EDGE:
                return "\n".join(lines[1:number]), number + 1
    return "", 0


def _in_text(state: _Text, line: str, number: int, blocks: list[Block]) -> _Text | _Code:
    if fence := _FENCE.match(line):
        blocks.extend(_finish(state))
        return _Code(number, fence["ticks"], fence["indent"], fence["info"].strip())
    single = _heading(line, number) or _embed(line, number)
    if single:
        blocks.extend(_finish(state))
        blocks.append(single)
        return _Text(number + 1)
    return replace(state, lines=(*state.lines, line)) if state.lines else _Text(number, (line,))


def _in_code(state: _Code, line: str, number: int, blocks: list[Block]) -> _Text | _Code:
    closing = line.strip()
    if closing and set(closing) == {state.ticks[0]} and len(closing) >= len(state.ticks):
        blocks.append(_fence(state, closed=True))
        return _Text(number + 1)
    return replace(state, lines=(*state.lines, line.removeprefix(state.indent)))


def _finish(state: _Text | _Code) -> list[Block]:
    if isinstance(state, _Code):
        return [_fence(state, closed=False)]
    text = "\n".join(state.lines)
    if not text.strip():
        return []
    blank = len(text) - len(text.lstrip("\n"))
    return [Paragraphs(state.line + blank, parse_prose(text.strip("\n")))]


def _fence(state: _Code, *, closed: bool) -> Fence:
    wrong = _WRONG.search(state.info)
    language, _, options = _WRONG.sub("", state.info).strip().partition(" ")
    return Fence(
        line=state.line,
        language=language.lower(),
        code="\n".join(state.lines),
        indent=state.indent,
        wrong=wrong["why"] if wrong else "",
        options=options.strip(),
        closed=closed,
    )


def _heading(line: str, number: int) -> Heading | None:
    match = _HEADING.match(line)
    if not match:
        return None
    return Heading(number, len(match["level"]), parse_prose(match["text"]), match["id"] or slugify(match["text"]))


def _embed(line: str, number: int) -> Embed | None:
    match = _EMBED.match(line)
    if not match:
        return None
    pieces = parse_prose(match["embed"]).pieces
    only = pieces[0] if len(pieces) == 1 else None
    return Embed(number, only, match["indent"]) if isinstance(only, Reference) else None
