"""Words are found with and without their accents; ñ is a letter of its own."""

import json

import pytest
from playwright.sync_api import Browser

from generator.write.search_index import with_plain_words, without_accents
from tests.published import Site
from tests.test_site import search, visit


@pytest.mark.parametrize(
    ("word", "plain"),
    [("configuración", "configuracion"), ("política", "politica"), ("pingüe", "pingue"), ("año", "año")],
)
def test_vowels_lose_their_accents_and_no_other_letter_changes(word: str, plain: str) -> None:
    assert without_accents(word) == plain


def test_each_entry_gets_its_own_words_once() -> None:
    entry = {"location": "a/", "title": "Política", "text": "<p>Una política, dos Políticas y un año</p>"}
    index = {"config": {}, "docs": [entry, {"location": "b/", "title": "Red", "text": "nada"}]}
    found = json.loads(with_plain_words(json.dumps(index).encode()))
    assert [one["text"] for one in found["docs"]] == [f"{entry['text']}<p>politica politicas</p>", "nada"]


@pytest.mark.parametrize("asked", ["configuración", "configuracion", "politicas", "cluster", "10250"])
def test_the_reader_finds_what_they_type(browser: Browser, site: Site, asked: str) -> None:
    page, _ = visit(browser, site, "", 1280, "light")
    search(page, asked)
    assert page.locator(".md-search-result__item").count() > 0
    page.close()
