"""Cards as one sees them: rendered by Anki's templates in Chromium on a phone, by day and by night."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from generator import RELEASED_ON, __version__
from generator.derive import derive
from generator.model import Course
from generator.model.cards import Card, NoteType
from generator.model.templates import Templates
from generator.render.anki_package import package
from generator.render.decks import pictures
from tests.learner import Learner

WIDTH = 390
MODES = {
    "day": "card card1",
    "night on a computer": "card card1 nightMode",
    "night on Android": "card card1 night_mode",
}
# Relative luminance and contrast as WCAG defines them; what is behind a text is the nearest colour that is not glass.
FAINT = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number)
  const light = colour => parts(colour).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor
      if ((parts(colour)[3] ?? 1) > 0) return colour
    }
    return 'rgb(255, 255, 255)'
  }
  const texts = [...document.querySelectorAll('body *')].filter(node => node.tagName != 'STYLE'
    && [...node.childNodes].some(child => child.nodeType == 3 && child.textContent.trim()))
  return texts.filter(node => {
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))].sort((x, y) => y - x)
    return (a + 0.05) / (b + 0.05) < 4.5
  }).map(node => node.outerHTML.slice(0, 80))
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": WIDTH, "height": 700})
        browser.close()


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory, real: Course, templates: Templates) -> Iterator[Learner]:
    cards = derive(real).cards
    found = Learner(tmp_path_factory.mktemp("looks"))
    media = pictures(real, cards, templates)
    found.takes(package(real, cards, templates, __version__, RELEASED_ON, media))
    yield found
    found.collection.close()


def widest(cards: tuple[Card, ...], note_type: NoteType) -> list[Card]:
    """The cards of a note type that are hardest to fit: with the longest word, line of code, and text."""
    those = [card for card in cards if card.note_type is note_type]
    measures = (
        lambda card: max(map(len, f"{card.front} {card.back} {card.why}".split())),
        lambda card: max(map(len, (card.code or card.back).splitlines() or [""])),
        lambda card: len(card.front + card.back + card.why + card.code),
        lambda card: len(card.diagram),
    )
    return [max(those, key=measure) for measure in measures]  # type: ignore[arg-type]


def sides(learner: Learner, card: Card) -> Iterator[str]:
    """Front and back, with the box to type in and the comparison where Anki puts them."""
    output = learner.card(card.id).render_output()
    box = "<center><input type=text id=typeans></center>"
    compared = learner.collection.compare_answer(card.back, card.back[:-2] + "xx") if card.typed else ""
    for text, put in (
        (output.question_text, box),
        (output.answer_text, f"<div><code id=typeans>{compared}</code></div>"),
    ):
        shown = re.sub(r"\[\[type:[^\]]*\]\]", lambda _, put=put: put, text)
        yield f"<style>{output.css}</style>{shown}"


@pytest.mark.parametrize("note_type", NoteType)
@pytest.mark.parametrize("mode", MODES)
def test_a_card_fits_a_phone_and_can_be_read(
    page: Page, learner: Learner, real: Course, note_type: NoteType, mode: str
) -> None:
    """Only code scrolls, nothing else is wider than the screen; text stands out from its ground as WCAG AA asks."""
    base = Path(learner.collection.media.dir()).as_uri()
    for card in widest(derive(real).cards, note_type):
        for html in sides(learner, card):
            path = learner.folder / "card.html"
            head = f'<!doctype html><meta charset="utf-8"><base href="{base}/">'
            path.write_text(f'{head}<body class="{MODES[mode]}"><div id="qa">{html}', encoding="utf-8")
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, card.id
            assert page.evaluate(FAINT) == [], card.id
            broken = "[...document.images].filter(one => !one.naturalWidth).map(one => one.src)"
            assert page.evaluate(broken) == [], card.id


def test_night_changes_every_colour_of_the_paper(page: Page, learner: Learner, real: Course) -> None:
    card = next(one for one in derive(real).cards if one.note_type is NoteType.CHOICE)
    front = next(sides(learner, card))
    papers = {}
    for mode, classes in MODES.items():
        page.set_content(f'<body class="{classes}"><div id="qa">{front}')
        papers[mode] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert papers["night on a computer"] == papers["night on Android"] != papers["day"]
    assert unescape(front)
