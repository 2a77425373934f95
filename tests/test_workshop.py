"""The manifest workshop in a real browser: manifests broken and mended, shared, kept; tasks solved, by keyboard too."""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.answering import Record, violations
from tests.published import Site


@pytest.fixture(scope="module")
def tasks(site: Site) -> dict[str, Record]:
    found = json.loads((site.folder / "api/v1/tasks.json").read_text(encoding="utf-8"))["tasks"]
    return {one["id"].removeprefix("task/"): one for one in found}


@pytest.fixture
def profile(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 360, "height": 780},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


def opened(profile: BrowserContext, url: str) -> Page:
    page = profile.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(url)
    return page


def text_of(page: Page) -> str:
    page.locator(".cm-line").first.wait_for()
    return "\n".join(page.locator(".cm-line").all_inner_texts()).replace("\n\n", "\n")


def write(page: Page, text: str) -> None:
    """Puts a text in the place of what is in the editor."""
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def summary(page: Page) -> Any:
    return expect(page.locator(".workshop-summary"))


def check(page: Page) -> Any:
    page.get_by_role("button", name="Comprobar").click()
    return expect(page.locator(".workshop-checking > .study-status"))


def no_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= 360)


def test_a_manifest_of_a_note_is_broken_and_mended(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "notas/ingress/")
    page.get_by_role("link", name="Editar: ingress-fanout.yaml").click()
    summary(page).to_have_text("✓ Sin errores. Cumple los esquemas de Kubernetes 1.35.")
    whole = page.locator(".cm-content")
    expect(whole).to_contain_text("shop.example.com")
    line = page.locator(".cm-line", has_text="pathType: Prefix").first
    line.click()
    page.keyboard.press("Control+Shift+k")
    summary(page).to_have_text("✗ 1 error.")
    found = page.locator(".workshop-findings li")
    expect(found).to_contain_text("Línea 11")
    expect(found).to_contain_text("Falta «pathType»")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    expect(page.locator(".cm-lintRange-error").first).to_be_visible()
    expect(page.locator(".workshop-spoken")).to_contain_text("1 error. Línea 11: Falta «pathType»")
    page.get_by_role("button", name="Línea 11").click()
    expect(whole).to_be_focused()
    page.get_by_role("button", name="Deshacer").click()
    summary(page).to_have_text("✓ Sin errores. Cumple los esquemas de Kubernetes 1.35.")
    assert no_sideways(page)
    page.close()


def test_another_version_is_checked_by_its_own_schemas(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "taller/#nuevo")
    write(page, "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n")
    summary(page).to_have_text("✓ Sin errores. Cumple los esquemas de Kubernetes 1.35.")
    page.get_by_label("Versión de Kubernetes").select_option("1.37")
    summary(page).to_have_text("✓ Sin errores. Cumple los esquemas de Kubernetes 1.37.")
    page.reload()
    summary(page).to_have_text("✓ Sin errores. Cumple los esquemas de Kubernetes 1.37.")
    page.close()


def test_a_shared_link_opens_the_same_text_elsewhere(browser: Browser, profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "taller/#nuevo")
    text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: señas\ndata:\n  a: "<img src=x onerror=alert(1)>"\n'
    write(page, text)
    page.get_by_role("button", name="Compartir enlace").click()
    expect(page.get_by_text("Enlace copiado")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    other = browser.new_context()
    there = opened(other, link)
    expect(there.locator(".cm-content")).to_contain_text("<img src=x onerror=alert(1)>")
    assert text_of(there).strip() == text_of(page).strip() == text.strip()
    with there.expect_download() as download:
        there.get_by_role("button", name="Descargar").click()
    assert download.value.suggested_filename == "configmap-se-as.yaml"
    assert download.value.path().read_text(encoding="utf-8") == text
    other.close()


def test_what_is_written_survives_and_can_always_be_had_back(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "taller/#plantilla=ingress-fanout")
    original = text_of(page)
    write(page, "kind: Mine\n")
    expect(page.locator(".workshop-file")).to_have_text("mine.yaml")
    page.reload()
    assert text_of(page).strip() == "kind: Mine"
    page.get_by_role("button", name="Restablecer").click()
    assert text_of(page) == original
    page.reload()
    assert text_of(page) == original
    page.get_by_role("button", name="Recuperar lo que había").click()
    assert text_of(page).strip() == "kind: Mine"
    page.get_by_role("link", name="Otro manifiesto o tarea").click()
    page.get_by_role("button", name="Borrar mine.yaml").click()
    page.get_by_role("button", name="Deshacer").click()
    page.get_by_role("link", name="mine.yaml").click()
    expect(page.locator(".cm-content")).to_have_text("kind: Mine")
    page.close()


def test_where_nothing_can_be_kept_the_text_lasts_as_long_as_the_page(profile: BrowserContext, address: str) -> None:
    profile.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); }")
    page = opened(profile, address + "taller/#nuevo")
    write(page, "kind: Mine\n")
    expect(page.get_by_text("Este navegador no deja guardar")).to_be_visible()
    page.get_by_role("link", name="Otro manifiesto o tarea").click()
    page.get_by_role("link", name="mine.yaml").click()
    expect(page.locator(".cm-content")).to_have_text("kind: Mine")
    page.close()


def test_a_link_that_is_none_is_refused_in_words(profile: BrowserContext, address: str) -> None:
    page = opened(profile, f"{address}taller/")
    bomb = page.evaluate(
        """async () => {
             const zeros = new Blob([new Uint8Array(5e7)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
             const bytes = new Uint8Array(await new Response(zeros).arrayBuffer());
             const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
             return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
           }"""
    )
    for carried in ("%00%ff", "AAAA", bomb, "x" * 5000, ""):
        page.evaluate("location.hash = ''")
        expect(page.get_by_role("alert")).to_have_count(0)
        page.evaluate("carried => { location.hash = `#m=${carried}` }", carried)
        expect(page.get_by_role("alert")).to_contain_text("Este enlace está roto")
        expect(page.locator(".cm-editor")).to_have_count(0)
        expect(page.get_by_role("link", name="Empezar de cero")).to_be_visible()
    page.close()


def test_routes_are_tried_with_the_text_at_hand(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "taller/#plantilla=ingress-fanout")
    link = page.get_by_role("link", name="Probar rutas")
    expect(link).to_have_attribute("href", re.compile(r"/apuntes/rutas/#m=[\w-]+$"))
    write(page, "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n")
    expect(link).to_be_hidden()
    page.close()


def test_a_task_is_solved_from_its_page_to_the_next_one(
    profile: BrowserContext, address: str, tasks: dict[str, Record]
) -> None:
    task = tasks["ingress-task-exact"]
    page = opened(profile, address + "tareas/ingress/")
    page.locator(f'section[data-task-id="{task["id"]}"]').get_by_role("link", name="Resolver aquí").click()
    expect(page.get_by_role("heading", name=task["title"])).to_be_visible()
    expect(page.locator(".wording")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Pedir una pista (hay").click()
    expect(page.locator(".workshop-hints li")).to_be_focused()
    write(page, task["solution"].replace("Exact", "Prefix"))
    check(page).to_contain_text("✗ Cumple")
    failed = page.locator('.workshop-checks li[data-state="wrong"]')
    expect(failed.first).to_contain_text("spec.rules[0].http.paths[0].pathType debería valer Exact")
    write(page, task["solution"])
    check(page).to_contain_text(re.compile(r"✓ Resuelta en 0:\d\d de 2:30, con 1 pista\."))
    expect(failed).to_have_count(0)
    expect(page.locator(".workshop-solution")).to_contain_text("Es igual, línea por línea.")
    assert no_sideways(page)
    page.reload()
    expect(page.locator(".workshop-hints li")).to_have_count(1)
    expect(page.get_by_role("button", name="Seguir")).to_be_visible()
    check(page).to_contain_text("✓ Resuelta")
    page.locator(".workshop-told").get_by_role("link", name=re.compile("^Siguiente: ")).click()
    expect(page.locator(".cm-placeholder")).to_be_visible()
    page.get_by_role("link", name="Otro manifiesto o tarea").click()
    expect(page.locator('.workshop-list [data-state="done"]')).to_contain_text("✓ Resuelta en")
    expect(page.get_by_text("1 de 47 resueltas.")).to_be_visible()
    page.close()


def test_of_what_is_not_there_that_alone_is_said(
    profile: BrowserContext, address: str, tasks: dict[str, Record]
) -> None:
    task = tasks["ingress-task-exact"]
    name = next(one["name"] for one in task["checks"] if one["kind"] == "Ingress")
    page = opened(profile, address + "taller/#tarea=ingress-task-exact")
    write(page, task["solution"].replace(f"name: {name}\n", "name: otro\n", 1))
    check(page).to_contain_text(f"✗ No hay ningún Ingress {name} en el namespace ")
    first = page.locator(".workshop-checks").first
    expect(first.locator("li")).to_have_count(1)
    expect(first).to_contain_text(f"✗ Falta. No hay ningún Ingress {name} en el namespace ")
    expect(first).to_contain_text("Has escrito un Ingress otro: revisa metadata.name.")
    assert no_sideways(page)
    page.close()


def test_connections_are_tried_and_a_typical_error_is_told(
    profile: BrowserContext, address: str, tasks: dict[str, Record]
) -> None:
    task = tasks["netpol-task-and"]
    page = opened(profile, address + "taller/#tarea=netpol-task-and")
    write(page, task["wrong"][0]["answer"])
    check(page).to_have_text("✗ Cumple 6 de 8 comprobaciones.")
    expect(page.locator('.workshop-checks li[data-state="wrong"]').first).to_contain_text(
        "front/web no llega a shop/db"
    )
    expect(page.locator(".workshop-likely")).to_contain_text("El guion de podSelector lo convierte en una O")
    page.get_by_role("button", name="Ver la solución").click()
    expect(page.locator('.workshop-diff-line[data-change="removed"]').first).to_be_visible()
    page.close()


def test_what_is_in_the_cluster_can_be_taken_and_mended(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "taller/#tarea=services-fix-selector")
    page.locator("details.given summary").click()
    page.get_by_role("button", name="Llevar al editor").nth(1).click()
    check(page).to_contain_text("✗ Cumple")
    write(page, page.evaluate("document.querySelector('.cm-content').innerText").replace("store", "shop"))
    check(page).to_contain_text("✓ Resuelta")
    page.close()


def test_what_kubernetes_would_refuse_does_not_pass(
    profile: BrowserContext, address: str, tasks: dict[str, Record]
) -> None:
    page = opened(profile, address + "taller/#tarea=ingress-task-exact")
    check(page).to_have_text("✗ Escribe una respuesta antes de comprobar.")
    write(page, tasks["ingress-task-exact"]["solution"] + "  rulez: []\n")
    check(page).to_contain_text("pero Kubernetes no lo aceptaría")
    expect(page.locator(".workshop-refusal")).to_contain_text("rulez")
    write(page, "a: b: c\n")
    check(page).to_have_text("✗ No se puede leer.")
    page.close()


def test_the_clock_counts_only_while_one_works(profile: BrowserContext, address: str) -> None:
    page = profile.new_page()
    page.clock.install(time=0)
    page.goto(address + "taller/#tarea=ingress-task-exact")
    clock = page.get_by_role("timer")
    expect(clock).to_have_text("0:00")
    page.clock.pause_at(1_000_000)
    page.clock.run_for(5_000)
    expect(clock).to_have_text("0:00")
    page.get_by_role("button", name="Empezar el reloj").click()
    page.clock.run_for(65_000)
    expect(clock).to_have_text("1:05")
    page.reload()
    expect(clock).to_have_text("1:05")
    page.get_by_role("button", name="Pausar").click()
    page.clock.run_for(60_000)
    page.get_by_role("button", name="Seguir").click()
    page.clock.run_for(90_000)
    expect(clock).to_have_text("2:35")
    expect(page.locator(".workshop-clock [role=status]")).to_contain_text("Se ha acabado el tiempo")
    page.close()


def test_a_task_is_solved_by_keyboard_alone(profile: BrowserContext, address: str) -> None:
    page = opened(profile, address + "taller/#tarea=dns-task-host-network")
    _tab_to(page, ".cm-content")
    lines = ("apiVersion: v1", "kind: Pod", "metadata:", "name: x")
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("labels: {}")
    assert text_of(page) == "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n    labels: {}"
    page.keyboard.press("Shift+Tab")
    assert text_of(page).endswith("\n  labels: {}")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option", name="spec")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("dns")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete [role=option]")).to_have_text(["dnsConfigobjeto", "dnsPolicyvalor"])
    page.keyboard.press("Escape")
    page.keyboard.type("Policy: Default")
    assert text_of(page).endswith("\nspec:\n  dnsPolicy: Default")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.cm-editor')")
    _tab_to(page, ".workshop-checking .md-button--primary")
    page.keyboard.press("Enter")
    expect(page.locator(".workshop-checking > .study-status")).to_be_focused()
    page.close()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(100):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no se llega con el teclado a {selector}")


def test_without_the_editor_it_weighs_little(profile: BrowserContext, address: str, site: Site) -> None:
    page = profile.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "taller/", wait_until="networkidle")
    scripts = {url.removeprefix(address) for url in asked if url.startswith(address + "guiones/")}
    assert sum(len(gzip.compress((site.folder / path).read_bytes(), 9)) for path in scripts) < 80_000
    page.goto(address + "taller/#nuevo")
    expect(page.locator(".cm-editor")).to_be_visible()
    page.close()


def test_the_list_of_tasks_is_filtered(profile: BrowserContext, address: str, tasks: dict[str, Record]) -> None:
    page = opened(profile, address + "taller/")
    rows = page.locator(".workshop-list li")
    expect(rows).to_have_count(len(tasks))
    page.get_by_label("Tema").select_option("ingress")
    expect(rows).to_have_count(sum(one["topic"] == "ingress" for one in tasks.values()))
    page.get_by_label("Estado").select_option("Resueltas")
    expect(rows).to_have_count(0)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_asks_nobody_else(
    browser: Browser, address: str, tasks: dict[str, Record], scheme: Any
) -> None:
    # The cursor blinks, and axe is a script that the policy does not know.
    looks: Any = {"viewport": {"width": 360, "height": 780}, "color_scheme": scheme, "reduced_motion": "reduce"}
    context = browser.new_context(**looks, bypass_csp=True)
    page = opened(context, address + "taller/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    expect(page.locator(".workshop-list li")).to_have_count(len(tasks))
    assert violations(page, ".md-content") == []
    page.goto(address + "taller/#plantilla=ingress-fanout")
    write(page, "apiVersion: v1\nkind: Service\nmetadata:\n  name: A B\nspec:\n  selector:\n    app: x\n# nada\n")
    expect(page.locator(".workshop-findings li").first).to_be_visible()
    assert violations(page, ".md-content") == []
    page.goto(address + "taller/#tarea=netpol-task-and")
    page.get_by_role("button", name="Pedir una pista").click()
    page.locator("details.given summary").click()
    write(page, tasks["netpol-task-and"]["wrong"][0]["answer"])
    check(page).to_contain_text("✗ Cumple")
    page.get_by_role("button", name="Ver la solución").click()
    assert violations(page, ".md-content") == []
    write(page, tasks["netpol-task-and"]["solution"])
    check(page).to_contain_text("✓ Resuelta")
    assert violations(page, ".md-content") == []
    page.goto(address + "notas/ingress/", wait_until="networkidle")
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []
    context.close()
