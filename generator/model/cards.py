"""What a learner reviews: a card, made from a fact, a question or a marked phrase, before any format is chosen for it."""

from dataclasses import dataclass
from enum import StrEnum

from generator.model.base import Source

# Private characters that enclose the hidden phrase of a cloze text until a format writes them in its own way.
GAP_OPEN = "\ue000"
GAP_CLOSE = "\ue001"


class NoteType(StrEnum):
    """How a card is asked. The names are frozen: learners' collections hold them."""

    BASIC = "basic"
    CLOZE = "cloze"
    COMMAND = "command"
    MANIFEST = "manifest"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class CardOption:
    """One option of a choice, in Markdown."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to recall. Texts are Markdown; `id` is permanent, `order` is the place in the course."""

    id: str
    note_type: NoteType
    topic: str
    competency: str
    front: str
    back: str = ""
    why: str = ""
    traps: tuple[str, ...] = ()
    code: str = ""
    language: str = ""
    variants: tuple[str, ...] = ()
    options: tuple[CardOption, ...] = ()
    page: str = ""
    sources: tuple[Source, ...] = ()
    since: str = ""
    until: str = ""
    difficulty: int = 1
    order: int = 0

    @property
    def kind(self) -> str:
        """Where it comes from: `cmd`, `port`, `q`, `nota`…"""
        return self.id.split("/", 1)[0]
