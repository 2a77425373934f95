"""Authored Spanish text in, pieces out: text, references to facts `[[port/x#port]]`, phrases to recall `**x**{#id}`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_REFERENCE = (
    r"\[\[(?P<target>[a-z]+/[a-z0-9]+(?:[-.][a-z0-9]+)*)"
    r"(?:\#(?P<field>[a-z_]+))?(?P<filter>\?[\w=,&.-]+)?(?:\|(?P<label>[^\]\n]+))?\]\]"
)
_MARK = r"\*\*(?P<phrase>(?:[^*\n]|\*(?!\*))+)\*\*\{\#(?P<mark>[a-z0-9-]+)\}"
_TOKEN = re.compile(rf"{_REFERENCE}|{_MARK}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of a fact: `[[id]]`, one of its values `[[id#field]]`, other words for it `[[id|words]]`.

    `filter` narrows a table or a diagram: `[[table/ports?on=worker]]`. `in_code` tells that it stands
    between backticks, where only a bare value makes sense. `line` counts from 0 inside its prose.
    """

    target: str
    field: str = ""
    label: str = ""
    filter: str = ""
    in_code: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase that the reader should recall; with an id it becomes a cloze card."""

    id: str
    phrase: "Prose"
    line: int = 0


Piece = str | Reference | Mark


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown text as written (`text`) and cut into pieces; joining the pieces gives the text again."""

    text: str
    pieces: tuple[Piece, ...] = ()

    def __str__(self) -> str:
        return self.text

    def references(self) -> Iterator[Reference]:
        """All references, those inside marked phrases too, in reading order."""
        for piece in self.pieces:
            if isinstance(piece, Reference):
                yield piece
            elif isinstance(piece, Mark):
                yield from piece.phrase.references()

    def marks(self) -> Iterator[Mark]:
        """The phrases to be recalled, in reading order."""
        return (piece for piece in self.pieces if isinstance(piece, Mark))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.no_info_after_validator_function(
            parse_prose, core_schema.str_schema(min_length=1, strip_whitespace=True)
        )
        return core_schema.json_or_python_schema(
            json_schema=written,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), written]),
            serialization=core_schema.to_string_ser_schema(),
        )


def parse_prose(text: str, first_line: int = 0) -> Prose:
    """Cuts authored text into pieces. Never fails: what is no reference and no mark stays text."""
    pieces: list[Piece] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            pieces.append(text[end : match.start()])
        line = first_line + text.count("\n", 0, match.start())
        pieces.append(_mark(match, line) if match["mark"] else _reference(match, text, line))
        end = match.end()
    if end < len(text):
        pieces.append(text[end:])
    return Prose(text, tuple(pieces))


def _mark(match: re.Match[str], line: int) -> Mark:
    return Mark(match["mark"], parse_prose(match["phrase"], line), line)


def _reference(match: re.Match[str], text: str, line: int) -> Reference:
    paragraph = text.rfind("\n\n", 0, match.start()) + 1
    in_code = text.count("`", paragraph, match.start()) % 2 == 1
    return Reference(
        target=match["target"],
        field=match["field"] or "",
        label=match["label"] or "",
        filter=(match["filter"] or "").removeprefix("?"),
        in_code=in_code,
        line=line,
    )
