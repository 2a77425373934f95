"""What one types into the search box of the built site, in a real browser, leads to the right page."""

from typing import Any

import yaml
from playwright.sync_api import Browser, Page

from generator.write.search_index import INDEX, SECTIONS, split_index, with_own_search
from tests.conftest import ROOT
from tests.published import Site
from tests.test_site import visit

SEARCHES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/searches.yaml").read_text(encoding="utf-8"))
FIRST = 3
SHOWN = 10  # results that a theme draws at once


def test_every_page_loads_the_settings_and_only_a_search_the_texts() -> None:
    entry = b'{"location":"a/#b","title":"Pods &amp; co","text":"<p>Usa <code>-n</code>:</p><p>as\xc3\xad</p>"}'
    quiz = b'{"location":"a/#preguntas","title":"Preguntas","text":"no"}'
    assert split_index(b'{"config":{"lang":["es"]},"docs":[' + entry + b"," + quiz + b"]}") == {
        INDEX: b'{"config":{"lang":["es"]},"docs":[]}',
        SECTIONS: '[{"location":"a/#b","text":"Usa -n : así","title":"Pods & co"}]'.encode(),
    }


def test_the_theme_is_told_of_our_worker() -> None:
    page = rb'{"a": "Teclee para comenzar b\u00fasqueda", "search": "../assets/javascripts/workers/search.1.min.js"}'
    assert with_own_search(page) == b'{"a": "Escribe para buscar", "search": "../guiones/buscador.js"}'


def first_pages(links: list[str], site: Site) -> list[str]:
    """The pages of the results, each once, in order."""
    pages = (link.removeprefix(site.address).partition("#")[0].partition("?")[0] for link in links)
    return list(dict.fromkeys(pages))[:FIRST]


def test_the_set_of_searches_is_large_enough() -> None:
    assert len(SEARCHES) >= 40


def test_what_people_type_leads_to_the_page_they_want(browser: Browser, site: Site) -> None:
    page, wrong = visit(browser, site, "", 1280, "light")
    page.get_by_role("textbox", name="Búsqueda").click()
    found = {one["query"]: ask(page, one["query"], site) for one in SEARCHES}
    assert {one["query"]: found[one["query"]] for one in SEARCHES if one["page"] not in found[one["query"]]} == {}
    assert wrong == []
    page.close()


def ask(page: Page, query: str, site: Site) -> list[str]:
    """Types, and waits until what is shown is the answer to just this."""
    page.evaluate("document.querySelector('.md-search-result__list').replaceChildren()")
    box = page.get_by_role("textbox", name="Búsqueda")
    box.fill(query)
    box.press("End")  # the theme listens to keys
    page.wait_for_selector(".md-search-result__item a")
    links = page.locator(".md-search-result__item > a:first-child")
    return first_pages(links.evaluate_all("links => links.map(link => link.href)"), site)


def test_nothing_is_loaded_for_the_search_before_one_searches(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site.address)))
    page.goto(site.address + "notas/ingress/", wait_until="networkidle")
    assert SECTIONS not in asked
    page.get_by_role("textbox", name="Búsqueda").press_sequentially("veth")
    page.wait_for_selector(".md-search-result__item mark")
    assert SECTIONS in asked
    page.close()


def test_the_search_of_the_other_engine_answers_its_share(browser: Browser, zensical_site: Site) -> None:
    page, _ = visit(browser, zensical_site, "", 1280, "light")
    page.locator(".md-search button").first.click()
    missed = {
        one["query"]: found
        for one in SEARCHES
        if one.get("zensical") and one["page"] not in (found := ask_zensical(page, one["query"], zensical_site))
    }
    assert missed == {}
    page.close()


def ask_zensical(page: Page, query: str, site: Site) -> list[str]:
    """Types; the list keeps what it shows until it has something new, so it must say the same twice."""
    page.get_by_role("combobox").fill("")
    page.get_by_role("combobox").fill(query)
    before: list[str] = []
    while True:
        page.wait_for_timeout(200)
        now = page.locator("ol[role=listbox] a").evaluate_all("links => links.map(link => link.href)")
        if now and now == before:
            return first_pages(now, site)
        before = now
