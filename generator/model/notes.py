"""A note as read: its front matter and its body, a tuple of blocks that know their line."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from generator.model.base import Line, Model, Slug, Url
from generator.model.objects import KubeObject
from generator.model.prose import Prose, Reference
from generator.problems import Place


class OfficialPage(Model):
    """A page that one may open during the exam."""

    title: Line
    url: Url


class FrontMatter(Model):
    """What the head of a note says about it."""

    title: Line
    description: Line = Field(max_length=200)
    order: int
    competencies: tuple[Slug, ...] = Field(min_length=1)
    official: tuple[OfficialPage, ...] = ()
    know: tuple[Prose, ...] = Field(default=(), max_length=5, description="lo que tienes que saber, en cinco líneas")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `anchor` is its explicit id `{#id}` or a slug of its text."""

    line: int
    level: int
    text: Prose
    anchor: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of code. `wrong` holds the reason of `incorrecto="…"`, for code that is wrong on purpose."""

    line: int
    language: str
    code: str
    indent: str = ""
    wrong: str = ""
    options: str = ""
    closed: bool = True
    objects: tuple[KubeObject, ...] = ()


@dataclass(frozen=True, slots=True)
class Embed:
    """A reference that stands alone on its line: a table, a diagram, an example."""

    line: int
    reference: Reference
    indent: str = ""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Any other Markdown: text, lists, tables, as written; `line` is its first."""

    line: int
    prose: Prose


Block = Heading | Fence | Embed | Paragraphs


@dataclass(frozen=True, slots=True)
class Note:
    """A note: where it stands, its head (absent in notes that are not ours), its blocks in order."""

    path: str
    slug: str
    body: tuple[Block, ...]
    head: FrontMatter | None = None

    def place(self, line: int) -> Place:
        """That line of the note's file."""
        return Place(self.path, line)

    def proses(self) -> Iterator[tuple[int, Prose]]:
        """Every piece of prose with the line where it starts: head first, then body in order."""
        for prose in self.head.know if self.head else ():
            yield 1, prose
        for block in self.body:
            if isinstance(block, Paragraphs):
                yield block.line, block.prose
            elif isinstance(block, Heading):
                yield block.line, block.text

    def references(self) -> Iterator[tuple[int, Reference]]:
        """Every reference with its line, embeds included."""
        for line, prose in self.proses():
            for reference in prose.references():
                yield line + reference.line, reference
        for block in self.body:
            if isinstance(block, Embed):
                yield block.line, block.reference

    def fences(self) -> Iterator[Fence]:
        """The fenced blocks in order."""
        return (block for block in self.body if isinstance(block, Fence))

    def headings(self) -> Iterator[Heading]:
        """The headings in order."""
        return (block for block in self.body if isinstance(block, Heading))
