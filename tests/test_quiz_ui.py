"""The study side in a real browser: all kinds of question by keyboard alone, progress that lasts, a whole exam."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import ROOT
from tests.published import Site, settle

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
    assert (ROOT / "build/web/apuntes.js").is_file(), "«make build» hace antes lo que va en el navegador"
    return site.address


@pytest.fixture(scope="session")
def bank(site: Site) -> dict[str, Record]:
    questions = json.loads((site.folder / "api/v1/questions.json").read_text(encoding="utf-8"))["questions"]
    return {one["id"]: one for one in questions}


@pytest.fixture
def profile(browser: Browser) -> Iterator[BrowserContext]:
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
    tab_to(page, ".study-choosing label:nth-child(2) select")
    page.keyboard.type(KINDS[kind][:5])
    press(page, ".study-choosing button[type=submit]")
    page.wait_for_selector(".study-card")


def current(page: Page, bank: dict[str, Record]) -> Record:
    kept = page.evaluate(
        """() => new Promise((resolve) => {
             const opening = indexedDB.open("apuntes-cka", 1);
             opening.onsuccess = () => {
               const asked = opening.result.transaction("study").objectStore("study").get("session");
               asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
             };
           })"""
    )
    return bank[kept["ids"][kept["at"]]]


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


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_answered_by_keyboard_alone(
    profile: BrowserContext, address: str, bank: dict[str, Record], kind: str
) -> None:
    page = opened(profile, address + "practicar/")
    begin(page, kind)
    for right in (True, False):
        question = current(page, bank)
        assert question["kind"] == kind
        answer(page, question, right=right)
        press(page, ".study-card button[type=submit]")
        verdict = page.locator(".study-card > .study-status")
        expect(verdict).to_have_attribute("data-state", "right" if right else "wrong")
        assert page.locator(".study-feedback").inner_text().strip()
        assert page.locator(".study-places a").first.get_attribute("href", timeout=1000)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        press(page, ".study-card button:not([type=submit]):not([aria-label])")
    page.close()


def test_feedback_says_why_of_each_option(profile: BrowserContext, address: str, bank: dict[str, Record]) -> None:
    page = opened(profile, address + "practicar/")
    begin(page, "choice")
    question = current(page, bank)
    answer(page, question, right=False)
    press(page, ".study-card button[type=submit]")
    verdicts = page.locator(".study-verdict").all_inner_texts()
    assert len(verdicts) == len(question["options"])
    text = "\n".join(verdicts)
    for one in question["options"]:
        assert re.sub(r"[`*]", "", one["why"]) in text
    page.close()


def test_progress_survives_a_reload_and_the_session_goes_on(
    profile: BrowserContext, address: str, bank: dict[str, Record]
) -> None:
    page = opened(profile, address + "practicar/")
    begin(page, "choice")
    answer(page, current(page, bank), right=True)
    press(page, ".study-card button[type=submit]")
    expect(page.locator(".study-feedback")).to_be_visible()
    page.wait_for_timeout(200)
    page.reload(wait_until="networkidle")
    expect(page.locator(".study-facts")).to_contain_text("1 día")
    press(page, ".study .md-button--primary")
    expect(page.locator(".study-title")).to_contain_text("Pregunta 2 de 10")
    page.close()


def test_progress_moves_to_another_browser_as_a_file(
    browser: Browser, profile: BrowserContext, address: str, bank: dict[str, Record], tmp_path: Path
) -> None:
    page = opened(profile, address + "practicar/")
    begin(page, "cloze")
    answer(page, current(page, bank), right=False)
    press(page, ".study-card button[type=submit]")
    page.wait_for_timeout(200)
    page.reload(wait_until="networkidle")
    page.locator(".study-transfer summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Exportar").click()
    file = tmp_path / "progreso.json"
    download.value.save_as(file)
    other = browser.new_context()
    there = opened(other, address + "practicar/")
    there.locator(".study-transfer summary").click()
    there.locator(".study-file").set_input_files(file)
    said = there.locator(".study-transfer .study-status")
    expect(said).to_have_text("✓ Importado: 1 respuesta nueva.")
    expect(there.locator(".study-charts")).to_contain_text("1 de 1 falladas")
    file.write_text('{"format": "otro"}', encoding="utf-8")
    there.locator(".study-file").set_input_files(file)
    expect(said).to_have_attribute("data-state", "wrong")
    expect(there.locator(".study-charts")).to_contain_text("1 de 1 falladas")
    other.close()


def test_the_questions_of_a_note_are_answered_in_their_place(
    profile: BrowserContext, address: str, bank: dict[str, Record]
) -> None:
    page = profile.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "notas/ingress/", wait_until="networkidle")
    assert not [url for url in asked if "questions.json" in url or "apuntes-" in url.rsplit("/", 1)[-1]]
    sections = page.locator("section.quiz-question")
    identity = sections.first.get_attribute("data-question-id")
    page.get_by_role("button", name="Responder aquí").click()
    expect(page.locator("section.quiz-question .study-card")).to_have_count(sections.count())
    assert identity
    assert bank[identity]["topic"] == "ingress"
    expect(page.locator(".study-title").first).to_be_focused()
    page.close()


def test_without_a_network_the_questions_stay_and_the_reader_is_told(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "notas/ingress/")
    profile.set_offline(True)
    page.get_by_role("button", name="Responder aquí").click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    assert page.locator("section.quiz-question details").count() > 10
    profile.set_offline(False)
    page.get_by_role("button", name="Responder aquí").click()
    page.wait_for_selector(".study-card")
    page.close()


def test_an_exam_survives_a_reload_and_reveals_nothing_before_it_is_handed_in(
    profile: BrowserContext, address: str
) -> None:
    page = opened(profile, address + "simulacro/")
    page.locator("select").nth(1).select_option("10")
    page.get_by_role("button", name="Empezar el examen").click()
    expect(page.locator(".study-clock")).to_contain_text("1:59:")
    page.get_by_role("button", name="Marcar para repasar").click()
    page.get_by_role("button", name="Siguiente").click()
    expect(page.locator(".study-title")).to_have_text("Pregunta 2 de 10")
    fill_any(page)
    expect(page.get_by_role("button", name="Pregunta 2, contestada")).to_be_visible()
    assert page.locator(".study-verdict, .study-feedback").count() == 0
    page.wait_for_timeout(200)
    page.reload(wait_until="networkidle")
    expect(page.locator(".study-title")).to_have_text("Pregunta 2 de 10")
    expect(page.get_by_role("button", name="Pregunta 1, sin contestar, marcada")).to_be_visible()
    expect(page.get_by_role("button", name="Pregunta 2, contestada")).to_be_visible()
    page.get_by_role("button", name="Entregar").click()
    page.get_by_role("button", name="Sí, entregar").click()
    expect(page.locator("h2.study-title")).to_contain_text("Suspenso")
    assert "Id:" in page.locator(".study-search").input_value()
    expect(page.locator(".study-history summary")).to_have_text("Exámenes anteriores (1)")
    page.locator(".study-corrected summary").first.click()
    expect(page.locator(".study-corrected .study-feedback").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_hostile_text_is_shown_and_not_run(profile: BrowserContext, address: str, bank: dict[str, Record]) -> None:
    hostile = "<img src=x onerror='window.ran=1'><script>window.ran=1</script> [x](javascript:window.ran=1)"
    question = next(one for one in bank.values() if one["kind"] == "choice" and not one.get("code"))
    options = [{**one, "text": f"{hostile} {index}", "why": hostile} for index, one in enumerate(question["options"])]
    sources = [{"url": "javascript:window.ran=1", "read": "2026-01-01", "quote": hostile}]
    made = {**question, "prompt": hostile, "why": hostile, "options": options, "sources": sources, "code": hostile}
    body = json.dumps({"version": 1, "exam_version": "1.35", "questions": [made]})
    profile.route("**/questions.json", lambda route: route.fulfill(body=body, content_type="application/json"))
    page = opened(profile, address + "practicar/")
    begin(page, "choice")
    expect(page.locator(".study-card legend")).to_have_text(hostile)
    answer(page, made, right=True)
    press(page, ".study-card button[type=submit]")
    expect(page.locator(".study-feedback")).to_contain_text("<script>")
    assert page.locator(".study-card :is(img, script), .study-card a[href^=javascript]").count() == 0
    assert page.evaluate("window.ran") is None
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_practice_and_exam_are_accessible(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, color_scheme=scheme)
    page = opened(context, address + "practicar/")
    assert _violations(page) == []
    for kind in KINDS:
        page.goto(address + "practicar/", wait_until="networkidle")
        page.locator(".study-choosing label:nth-child(2) select").select_option(kind)
        page.locator(".study-choosing button[type=submit]").click()
        page.wait_for_selector(".study-card")
        assert _violations(page) == []
        fill_any(page)
        page.locator(".study-card button[type=submit]").click()
        page.wait_for_selector(".study-feedback")
        assert _violations(page) == []
    page.goto(address + "simulacro/", wait_until="networkidle")
    page.get_by_role("button", name="Empezar el examen").click()
    assert _violations(page) == []
    page.get_by_role("button", name="Entregar").click()
    page.get_by_role("button", name="Sí, entregar").click()
    page.wait_for_selector(".study-search")
    assert _violations(page) == []
    context.close()


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


def _violations(page: Page) -> list[str]:
    page.add_script_tag(path=str(AXE))
    settle(page)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
