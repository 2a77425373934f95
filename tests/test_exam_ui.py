"""The mock exam in a real browser: by keyboard alone with a reload in the middle, in two languages, and its report."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.answering import Record, answer, fill_any, kept, opened, press, tab_to, violations


def begin_exam(page: Page, size: str = "10") -> list[str]:
    """Starts an exam of that size; the ids of its questions."""
    page.get_by_label("Tamaño").select_option(size)
    page.get_by_role("button", name="Empezar el examen").click()
    page.wait_for_selector(".study-card")
    page.wait_for_timeout(100)
    return list(kept(page, "exam")["questions"])


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Entregar").click()
    page.get_by_role("button", name="Sí, entregar").click()
    page.wait_for_selector(".study-marks")


def test_a_whole_exam_by_keyboard_alone_with_a_reload_in_the_middle(
    profile: BrowserContext, address: str, bank: dict[str, Record]
) -> None:
    page = opened(profile, address + "simulacro/")
    tab_to(page, ".study-choosing label:nth-child(2) select")
    page.keyboard.type("10")
    press(page, ".study-choosing button[type=submit]")
    expect(page.locator(".study-title")).to_be_focused()
    expect(page.locator(".study-clock")).to_contain_text("1:59:")
    page.wait_for_timeout(100)
    questions = kept(page, "exam")["questions"]
    for number, identity in enumerate(questions, 1):
        expect(page.locator(".study-title")).to_have_text(f"Pregunta {number} de 10")
        answer(page, bank[identity], right=number != 3)
        if number == 2:
            press(page, ".study-card .study-buttons button")
        if number == 5:
            page.wait_for_timeout(200)
            page.reload(wait_until="networkidle")
            expect(page.locator(".study-title")).to_have_text("Pregunta 5 de 10")
            assert kept(page, "exam")["questions"] == questions
        if number < len(questions):
            press(page, ".study-card + .study-buttons button:last-child")
            expect(page.locator(".study-title")).to_be_focused()
    expect(page.get_by_role("button", name="Pregunta 2, contestada, marcada")).to_be_visible()
    assert page.locator(".study-verdict, .study-feedback").count() == 0
    press(page, ".study-map + .study-buttons button")
    page.keyboard.press("Enter")
    expect(page.locator("h2.study-title")).to_contain_text("Aprobado")
    expect(page.locator("h2.study-title")).to_be_focused()
    expect(page.locator(".study-search")).to_have_value(f"Id:{questions[2]}")
    press(page, ".study-corrected:nth-of-type(3) summary")
    expect(page.locator(".study-corrected .study-feedback")).to_be_visible()
    page.close()


def test_an_exam_survives_a_reload_and_reveals_nothing_before_it_is_handed_in(
    profile: BrowserContext, address: str
) -> None:
    page = opened(profile, address + "simulacro/")
    begin_exam(page)
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
    hand_in(page)
    expect(page.locator("h2.study-title")).to_contain_text("Suspenso")
    assert "Id:" in page.locator(".study-search").input_value()
    expect(page.locator(".study-history summary")).to_have_text("Exámenes anteriores (1)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_the_clock_goes_on_while_the_page_is_away_and_hands_in_at_its_end(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(address + "simulacro/", wait_until="networkidle")
    page.get_by_label("Duración").select_option("30")
    page.get_by_role("button", name="Empezar el examen").click()
    expect(page.locator(".study-clock")).to_have_text("Quedan 0:30:00")
    page.clock.fast_forward("10:00")
    page.reload(wait_until="networkidle")
    expect(page.locator(".study-clock")).to_contain_text("Quedan 0:1")
    page.clock.fast_forward("25:00")
    expect(page.locator("h2.study-title")).to_contain_text("Suspenso: 0 %")
    context.close()


def test_an_exam_is_in_english_and_can_be_read_in_spanish(
    profile: BrowserContext, address: str, bank: dict[str, Record]
) -> None:
    page = opened(profile, address + "simulacro/")
    first = bank[begin_exam(page)[0]]
    question = page.locator(".study-card fieldset")
    expect(question).to_have_attribute("lang", "en")
    fill_any(page)
    page.wait_for_timeout(100)
    given = kept(page, "exam")["answers"]
    page.get_by_role("button", name="Español").click()
    expect(question).to_have_attribute("lang", "es")
    page.get_by_role("button", name="Siguiente").click()
    expect(question).to_have_attribute("lang", "es")
    page.wait_for_timeout(100)
    page.reload(wait_until="networkidle")
    expect(question).to_have_attribute("lang", "es")
    expect(page.get_by_role("button", name="Español")).to_have_attribute("aria-pressed", "true")
    assert kept(page, "exam")["answers"] == given
    hand_in(page)
    titles = page.locator(".study-corrected summary span")
    assert letters(titles.first.inner_text()) == letters(first["prompt"])
    page.get_by_role("button", name="English").click()
    assert letters(titles.first.inner_text()) == letters(first["english"]["prompt"])
    expect(titles.first).to_have_attribute("lang", "en")
    page.close()


def letters(text: str) -> str:
    """What a text starts with, whatever marks are in it."""
    return re.sub(r"\W", "", text)[:40]


def test_the_report_says_by_competency_what_to_read_and_what_to_practise(
    profile: BrowserContext, address: str, bank: dict[str, Record]
) -> None:
    page = opened(profile, address + "simulacro/")
    asked = [bank[one] for one in begin_exam(page)]
    hand_in(page)
    marks = page.locator(".study-marks > li")
    expect(marks).to_have_count(len({one["competency"] for one in asked}))
    for one in asked:
        assert marks.locator(f'a[href="{address}notas/{one["topic"]}/"]').count() >= 1
    assert page.locator(".study-search").input_value() == " OR ".join(f"Id:{one['id']}" for one in asked)
    page.locator(".study-marks a", has_text="Practicar").first.click()
    competency = page.locator("select[name=competencia]").input_value()
    assert competency in {one["competency"] for one in asked}
    page.close()


def test_a_broken_exam_is_left_out(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "simulacro/")
    begin_exam(page)
    page.evaluate(
        """exam => new Promise((resolve) => {
             const opening = indexedDB.open("apuntes-cka", 1);
             opening.onsuccess = () => {
               const store = opening.result.transaction("study", "readwrite").objectStore("study");
               store.put(exam, "exam").onsuccess = () => { opening.result.close(); resolve(null); };
             };
           })""",
        json.loads('{"version": 1, "questions": "todas"}'),
    )
    page.reload(wait_until="networkidle")
    expect(page.get_by_role("button", name="Empezar el examen")).to_be_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_exam_is_accessible(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, color_scheme=scheme)
    page = opened(context, address + "simulacro/")
    assert violations(page) == []
    begin_exam(page)
    assert violations(page) == []
    hand_in(page)
    page.locator(".study-corrected summary").first.click()
    assert violations(page) == []
    context.close()
