"""Cards in; everything that one can take away to study elsewhere out: the Anki package and its exports."""

import re
from collections.abc import Iterable

from generator.model import Course
from generator.model.cards import Card
from generator.model.templates import Templates
from generator.render.anki_package import package
from generator.render.card_fields import picture_name
from generator.render.crowdanki import crowdanki_archive
from generator.render.diagrams import Diagrams, diagram_style
from generator.render.gift import gift_text
from generator.render.pages import page_environment
from generator.render.spreadsheet import flashcards_text, spreadsheet_text

PACKAGE = "apuntes-cka.apkg"
CROWDANKI = "apuntes-cka-crowdanki.zip"
SPREADSHEET = "apuntes-cka.csv"
FLASHCARDS = "apuntes-cka-tarjetas.tsv"
GIFT = "apuntes-cka-preguntas.gift"

_NIGHT = re.compile(r"@media\(prefers-color-scheme:dark\)\{:root\{[^}]*\}\}")


def render_decks(
    course: Course, cards: Iterable[Card], templates: Templates, version: str, epoch: int
) -> dict[str, bytes]:
    """The files, for build/decks and for download from the site.

    `epoch` (seconds) is when this version was made: Anki updates a learner's note only if it is newer than theirs.
    """
    cards = tuple(cards)
    media = pictures(course, cards, templates)
    files = {
        PACKAGE: package(course, cards, templates, version, epoch, media),
        CROWDANKI: crowdanki_archive(course, cards, templates, version, media),
        SPREADSHEET: spreadsheet_text(course, cards),
        FLASHCARDS: flashcards_text(cards),
        GIFT: gift_text(course),
    }
    return {f"{folder}/{name}": content for folder in ("decks", "pages/decks") for name, content in files.items()}


def pictures(course: Course, cards: Iterable[Card], templates: Templates) -> dict[str, bytes]:
    """The diagrams that cards show, by the name they have in Anki.

    Their colours are fixed, on paper of their own: a picture in a card knows the system's night mode, not Anki's.
    """
    wanted = {card.diagram for card in cards if f"diagrams/{card.diagram}.svg.j2" in templates.texts}
    if not wanted:
        return {}
    style = _NIGHT.sub("", diagram_style(templates))
    files = Diagrams(course, page_environment(templates), style).files()
    return {picture_name(name): files[f"diagramas/{name}.svg"].encode() for name in sorted(wanted)}
