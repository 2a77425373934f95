"""What a learner reviews: a card, made from a fact, a question or a marked phrase, whatever format it will take."""

from dataclasses import dataclass
from enum import StrEnum

from generator.model.base import Source

# Private characters that enclose the hidden phrase of a cloze text until a format writes them in its own way.
GAP_OPEN = "\ue000"
GAP_CLOSE = "\ue001"

# What stands in a code in place of the part to be recalled.
HOLE = "……"


class NoteType(StrEnum):
    """How a card is asked. The names are frozen: learners' collections hold them."""

    BASIC = "basic"
    CLOZE = "cloze"
    COMMAND = "command"
    MANIFEST = "manifest"
    CHOICE = "choice"


class Shelf(StrEnum):
    """The deck that a card goes to. A card that a learner has stays in the deck it came in: frozen too."""

    CONCEPTS = "concepts"
    COMMANDS = "commands"
    MANIFESTS = "manifests"


_SHELVES = {NoteType.COMMAND: Shelf.COMMANDS, NoteType.MANIFEST: Shelf.MANIFESTS}


@dataclass(frozen=True, slots=True)
class CardOption:
    """One option of a choice, in Markdown."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to recall. Texts are Markdown; `id` is permanent, `order` is the place in the course.

    `typed`: the answer is a line to be typed, and there is no other way to know its values than the front.
    `section` is the heading in the note, `about` the facts that it asks for, `diagram` the picture of its place.
    """

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
    typed: bool = False
    section: str = ""
    about: tuple[str, ...] = ()
    diagram: str = ""
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

    @property
    def shelf(self) -> Shelf:
        """Commands and manifests have decks of their own."""
        return _SHELVES.get(self.note_type, Shelf.CONCEPTS)

    @property
    def gap(self) -> str:
        """The hidden phrase of a cloze text."""
        return self.front.partition(GAP_OPEN)[2].partition(GAP_CLOSE)[0]
