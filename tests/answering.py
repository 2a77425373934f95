"""The study side in a browser: questions answered by keyboard alone, what the browser keeps, accessibility."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.published import ROOT, Site, settle

AXE = ROOT / "assets/web/node_modules/axe-core/axe.min.js"
KINDS = {
    "choice": "Elegir",
    "command": "Escribir el comando",
    "order": "Ordenar",
    "fault": "Buscar el fallo",
    "match": "Unir",
    "route": "A dónde llega",
    "cloze": "Completar",
}
Record = dict[str, Any]


@pytest.fixture(scope="session")
def address(site: Site) -> str:
    """Where the site is."""
    assert (ROOT / "build/web/apuntes.js").is_file(), "«make build» hace antes lo que va en el navegador"
    return site.address


@pytest.fixture(scope="session")
def bank(site: Site) -> dict[str, Record]:
    """Its questions by id."""
    questions = json.loads((site.folder / "api/v1/questions.json").read_text(encoding="utf-8"))["questions"]
    return {one["id"]: one for one in questions}


@pytest.fixture
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context
    context.close()


def opened(profile: BrowserContext, url: str) -> Page:
    page = profile.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(url, wait_until="networkidle")
    return page


def tab_to(page: Page, selector: str) -> None:
    """Presses the tabulator until the focus is on what the selector names."""
    for _ in range(200):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no se llega con el teclado a {selector}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def begin(page: Page, kind: str) -> None:
    tab_to(page, ".study-choosing select[name=tipo]")
    page.keyboard.type(KINDS[kind][:5])
    press(page, ".study-choosing button[type=submit]")
    page.wait_for_selector(".study-card")


def kept(page: Page, key: str) -> Any:
    """What the browser keeps of the study side under a key: `session`, `exam`, `progress`."""
    return page.evaluate(
        """(key) => new Promise((resolve) => {
             const opening = indexedDB.open("apuntes-cka", 1);
             opening.onsuccess = () => {
               const asked = opening.result.transaction("study").objectStore("study").get(key);
               asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
             };
           })""",
        key,
    )


def current(page: Page, bank: dict[str, Record]) -> Record:
    """The question that is being asked in practice."""
    session = kept(page, "session")
    return bank[session["ids"][session["at"]]]


def answer(page: Page, question: Record, *, right: bool) -> None:
    """Answers by keyboard alone."""
    _ANSWERS[question["kind"]](page, question, right=right)


def _choose(page: Page, values: list[int]) -> None:
    if page.locator(".study-option input[type=checkbox]").count():
        for value in values:
            press(page, f'.study-option input[value="{value}"]', "Space")
        return
    _arrow(page, ".study-option input", values[0])


def _arrow(page: Page, selector: str, value: int) -> None:
    """In a group of radio buttons, which the tabulator enters as one, arrows choose."""
    tab_to(page, selector)
    page.keyboard.press("Space")
    for _ in range(80):
        if page.evaluate("document.activeElement.value") == str(value):
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"las flechas no llegan a {value}")


def _choice(page: Page, question: Record, *, right: bool) -> None:
    _choose(page, [index for index, one in enumerate(question["options"]) if one["right"] is right])


def _route(page: Page, question: Record, *, right: bool) -> None:
    _choose(page, [0 if right else 1])


def _fault(page: Page, question: Record, *, right: bool) -> None:
    lines = range(1, question["code"].count("\n") + 1)
    _arrow(page, ".study-line input", next(line for line in lines if (line in question["lines"]) is right))


def _type(page: Page, text: str) -> None:
    tab_to(page, ".study-card input[type=text]")
    page.keyboard.type(text)


def _command(page: Page, question: Record, *, right: bool) -> None:
    _type(page, question["run"] if right else "kubectl get nothing")


def _cloze(page: Page, question: Record, *, right: bool) -> None:
    gap = re.search(r"\*\*(.+?)\*\*", question["prompt"])
    assert gap
    _type(page, gap[1].strip("`") if right else "nada de eso")


def _order(page: Page, question: Record, *, right: bool) -> None:
    if not right:
        return
    for place in range(len(question["steps"])):
        while page.locator(".study-order > li").nth(place).get_attribute("data-key") != str(place):
            press(page, f'.study-order > li[data-key="{place}"] button:first-child')


def _match(page: Page, question: Record, *, right: bool) -> None:
    pairs = range(len(question["pairs"]))
    for key in pairs:
        tab_to(page, f".study-pair:nth-of-type({key + 1}) select")
        wanted = key if right else (key + 1) % len(pairs)
        for _ in range(20):
            if page.evaluate("document.activeElement.value") == str(wanted):
                break
            page.keyboard.press("ArrowDown")


_ANSWERS = {
    "choice": _choice,
    "command": _command,
    "order": _order,
    "fault": _fault,
    "match": _match,
    "route": _route,
    "cloze": _cloze,
}


def fill_any(page: Page) -> None:
    """Some answer, by any means."""
    for field in page.locator(".study-card input[type=text]").all():
        field.fill("kubectl get nothing")
    for select in page.locator(".study-card select").all():
        select.select_option(index=1)
    for choice in page.locator(".study-card :is(.study-option, .study-line) input").all()[:1]:
        choice.check()
    for lower in page.locator(".study-card .study-order > li button:last-child").all()[:1]:
        lower.click()


def violations(page: Page, part: str = "html") -> list[str]:
    """What axe-core finds on the page, or in a part of it."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text(encoding="utf-8"))  # as an element, the page would refuse it
    settle(page)
    found = page.evaluate("part => axe.run(part)", part)["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
