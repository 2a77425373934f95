"""Practice in a real browser: all kinds of question by keyboard alone, progress that lasts, the quiz of a note."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Response, expect

from tests.answering import KINDS, Record, answer, begin, current, fill_any, kept, opened, press, violations
from tests.published import Site

# A browser that refuses to keep anything, as some do in private mode.
REFUSING = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
CODE_BEFORE_A_QUIZ = 10_000  # bytes, before compression


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
    got: list[Response] = []
    page.on("response", lambda response: got.append(response))
    page.goto(address + "notas/ingress/", wait_until="networkidle")
    assert not [one.url for one in got if "/api/" in one.url]
    assert sum(len(one.body()) for one in got if "/guiones/apuntes" in one.url) < CODE_BEFORE_A_QUIZ
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


def test_a_whole_session_from_filters_to_its_end(
    profile: BrowserContext, address: str, bank: dict[str, Record]
) -> None:
    page = opened(profile, address + "practicar/?competencia=ingress&dificultad=1")
    assert page.locator("select[name=competencia]").input_value() == "ingress"
    page.locator(".study-choosing button[type=submit]").click()
    ids = kept(page, "session")["ids"]
    assert {(bank[one]["competency"], bank[one]["difficulty"]) for one in ids} == {("ingress", 1)}
    assert ids == sorted(ids, key=lambda one: bank[one]["order"])
    for number, identity in enumerate(ids, 1):
        expect(page.locator(".study-title")).to_contain_text(f"Pregunta {number} de {len(ids)}")
        answer(page, bank[identity], right=number > 1)
        page.locator(".study-card button[type=submit]").click()
        page.locator(".study-card .study-feedback + .study-buttons button").click()
    expect(page.locator("h2.study-title")).to_have_text("Sesión terminada")
    expect(page.locator(".study")).to_contain_text(f"Has acertado {len(ids) - 1} de {len(ids)}.")
    expect(page.locator(".study-bars").first).to_contain_text(f"Lo más en un día: {len(ids)}.")
    expect(page.locator(".study-charts")).to_contain_text(f"1 de {len(ids)} falladas")
    page.close()


def test_what_was_half_typed_is_there_after_a_reload(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "practicar/?tipo=command")
    page.locator(".study-choosing button[type=submit]").click()
    page.locator(".study-card input[type=text]").press_sequentially("kubectl get no")
    page.wait_for_timeout(200)
    page.reload(wait_until="networkidle")
    page.get_by_role("button", name="Continuar la sesión").click()
    expect(page.locator(".study-card input[type=text]")).to_have_value("kubectl get no")
    page.locator(".study-card button[type=submit]").click()
    page.locator(".study-card .study-feedback + .study-buttons button").click()
    expect(page.locator(".study-title")).to_contain_text("Pregunta 2 de 10")
    expect(page.locator(".study-card input[type=text]")).to_have_value("")
    page.close()


def test_feedback_leads_to_the_notes_the_official_page_and_the_proof(
    profile: BrowserContext, address: str, bank: dict[str, Record]
) -> None:
    """For each fact: where it stands, where it was read, which program confirmed it and when."""
    page = opened(profile, address + "practicar/?tipo=fault")
    page.locator(".study-choosing button[type=submit]").click()
    question = current(page, bank)
    fill_any(page)
    page.locator(".study-card button[type=submit]").click()
    places = page.locator(".study-places")
    expect(places.locator("p a")).to_have_attribute("href", f"{address}notas/{question['topic']}/")
    told = places.locator("li").all_inner_texts()
    assert len(told) == len(question["explained"])
    for one, text in zip(question["explained"], told, strict=True):
        if "proof" in one:
            day = "-".join(reversed(one["proof"]["run_on"].split("-")))
            assert f"✓ {one['proof']['how']} ({day})" in text
        for url in one["sources"]:
            assert places.locator(f'a[href="{url}"]').count() >= 1
    assert question["explained"][0]["proof"]
    page.close()


def test_the_desired_retention_is_kept(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "practicar/")
    choice = page.get_by_label("Cuánto quieres recordar")
    assert choice.input_value() == "0.9"
    choice.select_option("0.8")
    page.wait_for_timeout(200)
    page.reload(wait_until="networkidle")
    expect(choice).to_have_value("0.8")
    page.close()


def test_where_nothing_can_be_kept_one_studies_and_is_told(profile: BrowserContext, address: str) -> None:
    profile.add_init_script(REFUSING)
    page = opened(profile, address + "practicar/")
    expect(page.get_by_role("note")).to_contain_text("Este navegador no deja guardar")
    page.locator(".study-choosing button[type=submit]").click()
    fill_any(page)
    page.locator(".study-card button[type=submit]").click()
    page.locator(".study-card .study-feedback + .study-buttons button").click()
    expect(page.locator(".study-title")).to_contain_text("Pregunta 2 de 10")
    page.get_by_role("button", name="Dejarlo por ahora").click()
    expect(page.locator(".study-facts")).to_contain_text("1 día")
    page.get_by_role("button", name="Continuar la sesión (1 de 10)").click()
    expect(page.locator(".study-title")).to_contain_text("Pregunta 2 de 10")
    page.goto(address + "simulacro/", wait_until="networkidle")
    page.get_by_role("button", name="Empezar el examen").click()
    expect(page.get_by_role("note")).to_contain_text("el examen se pierde")
    page.close()


def test_the_other_engine_has_the_study_side_too(profile: BrowserContext, zensical_site: Site) -> None:
    page = opened(profile, zensical_site.address + "practicar/?tema=ingress")
    page.locator(".study-choosing button[type=submit]").click()
    for _ in range(10):
        fill_any(page)
        page.locator(".study-card button[type=submit]").click()
        page.locator(".study-card .study-feedback + .study-buttons button").click()
    expect(page.locator("h2.study-title")).to_have_text("Sesión terminada")
    expect(page.locator(".study-charts")).to_contain_text("Ingress")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(zensical_site.address + "simulacro/", wait_until="networkidle")
    page.get_by_role("button", name="Empezar el examen").click()
    expect(page.locator(".study-title")).to_have_text("Pregunta 1 de 40")
    page.goto(zensical_site.address + "notas/ingress/", wait_until="networkidle")
    page.get_by_role("button", name="Responder aquí").click()
    expect(page.locator(".study-title").first).to_be_focused()
    assert page.locator("section.quiz-question .study-card").count() > 10
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_practice_is_accessible(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, color_scheme=scheme)
    page = opened(context, address + "practicar/")
    assert violations(page) == []
    for kind in KINDS:
        page.goto(address + "practicar/", wait_until="networkidle")
        page.locator(".study-choosing select[name=tipo]").select_option(kind)
        page.locator(".study-choosing button[type=submit]").click()
        page.wait_for_selector(".study-card")
        assert violations(page, ".study") == []
        fill_any(page)
        page.locator(".study-card button[type=submit]").click()
        page.wait_for_selector(".study-feedback")
        assert violations(page, ".study") == []
    context.close()
