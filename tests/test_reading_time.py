"""How long a note takes to read: what the page shows at first, without blocks of code, its questions and its links."""

from html.parser import HTMLParser

import pytest

from generator.derive import derive
from generator.model import Course
from generator.model.links import note_page
from generator.model.templates import Templates
from generator.render.pages import render_pages
from tests.test_escape import convert

WORDS_A_MINUTE = 220
MINUTES = 8
UNSEEN = {"pre", "details", "title", "desc", "style"}
AFTER = {"preguntas", "enlaces"}


class Reading(HTMLParser):
    """The words a reader meets, those of a diagram too; a collapsed box and the sections of AFTER give none."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._open: list[str] = []
        self._after = False
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            self._after = dict(attrs).get("id") in AFTER
        if tag in UNSEEN:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open and not self._after:
            self.words += data.split()


def minutes(page: str) -> float:
    """How long the text of a page takes, without the head that only the engine reads."""
    text = page.partition("\n---\n")[2]
    return len(Reading(convert(text)).words) / WORDS_A_MINUTE


@pytest.fixture(scope="module")
def pages(real: Course, templates: Templates) -> dict[str, str]:
    files = render_pages(real, derive(real), templates)
    return {note.slug: files[note_page(note.slug)].decode() for note in real.notes}


def test_a_note_is_read_in_under_eight_minutes(pages: dict[str, str]) -> None:
    took = {slug: round(minutes(page), 1) for slug, page in pages.items()}
    assert {slug: long for slug, long in took.items() if long >= MINUTES} == {}
