"""The Linux node in a real browser: examples that run, missions that the node checks, a terminal that goes along."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from generator.model import Course
from tests.answering import opened, press, tab_to, violations
from tests.published import Site

ROUTES = "10.244.1.0/24 via 172.30.1.3 dev eth0"
PATIENCE = 60_000


@pytest.fixture(scope="module")
def where(site: Site) -> str:
    assert (site.folder / "maquina/state.zst").is_file(), "«make vm» hace antes el nodo, y el sitio lo incluye"
    return site.address


@pytest.fixture
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def see(page: Page, text: str) -> None:
    """Waits until the terminal shows the text; lines that are too long for it go on below."""
    page.wait_for_function(
        """text => document.querySelector(".xterm-rows")?.textContent.replaceAll("\\u00a0", " ").includes(text)""",
        arg=text,
    )


def try_out(page: Page, command: str) -> None:
    """Presses «Probar» beside the example with just this command."""
    example = page.locator(".admonition.probar", has=page.get_by_text(command, exact=True)).first
    example.get_by_role("button", name="Probar").click()


def typed(page: Page, command: str) -> None:
    page.keyboard.type(command)
    page.keyboard.press("Enter")


def test_an_example_runs_where_it_is_read(desktop: BrowserContext, where: str) -> None:
    page = desktop.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{where}notas/nodos/", wait_until="networkidle")
    assert not [url for url in asked if "maquina/" in url or "terminal.css" in url]
    try_out(page, "ip route")
    see(page, ROUTES)
    assert [url for url in asked if not url.startswith((where, "data:", "blob:"))] == []
    assert errors == []
    panel = page.get_by_role("region", name="Terminal del nodo")
    expect(panel.get_by_role("status")).to_have_text("Encendido.")
    assert violations(page) == []
    typed(page, "echo $((6 * 7)) en $(hostname)")  # the reader goes on exploring
    see(page, "42 en controlplane")
    page.goto(f"{where}notas/dns/")
    page.locator(".admonition.probar.en-web-0 .node-try").first.click()
    see(page, "# pod web-0 ")
    see(page, "cluster.local")


def test_the_terminal_gives_the_keyboard_back(desktop: BrowserContext, where: str) -> None:
    page = opened(desktop, f"{where}notas/nodos/")
    press(page, ".admonition.probar .node-try")
    see(page, "default via")
    tab_to(page, ".xterm-helper-textarea")
    page.keyboard.type("ech")
    page.keyboard.press("Tab")  # the shell's: it completes, and the focus stays
    tab_to(page, ".xterm-helper-textarea")
    see(page, "# echo ")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Cerrar la terminal")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".node-screen")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".node-screen")).to_be_visible()
    tab_to(page, ".xterm-helper-textarea")
    typed(page, "$((5 * 5)) cosas")  # the line is as it was left
    see(page, "25 cosas")
    before = page.locator(".node-panel").bounding_box()
    page.locator(".node-grip").focus()
    page.keyboard.press("ArrowUp")
    after = page.locator(".node-panel").bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"]
    page.get_by_role("button", name="Cerrar la terminal").press("Enter")
    expect(page.locator(".node-panel")).to_have_count(0)
    expect(page.locator(".admonition.probar .node-try").first).to_be_focused()


def test_the_terminal_goes_along_and_starts_again(desktop: BrowserContext, where: str) -> None:
    page = opened(desktop, f"{where}notas/nodos/")
    try_out(page, "ip route")
    see(page, ROUTES)
    typed(page, "touch /root/sigo")
    page.get_by_role("link", name="Puertos por defecto").first.click()
    expect(page).to_have_url(f"{where}notas/puertos/")
    shown = page.frame_locator(".node-frame")
    shown.get_by_role("link", name=re.compile("^CNI")).first.click()
    expect(page).to_have_url(f"{where}notas/cni/")
    expect(page).to_have_title(re.compile("^CNI"))
    shown.get_by_role("button", name="Probar").first.click()
    see(page, "bridge")
    page.locator(".xterm-helper-textarea").focus()
    typed(page, "ls /root/sigo; ip link del cni0")
    see(page, "/root/sigo")
    page.go_back()
    expect(page).to_have_url(f"{where}notas/puertos/")
    page.go_back()
    expect(page.locator(".node-frame")).to_be_hidden()
    expect(page).to_have_title(re.compile("^La red del nodo"))
    page.get_by_role("button", name="Empezar de nuevo").click()
    expect(page.locator(".node-said")).to_have_text("El nodo está como al principio.", timeout=PATIENCE)
    typed(page, "ls /root/sigo; ip -br link show cni0")
    see(page, "No such file")
    see(page, "cni0             UP")
    page.go_forward()
    page.get_by_role("button", name="Cerrar la terminal").click()
    page.wait_for_function("document.querySelector('.node-frame') === null && document.title.startsWith('Puertos')")


def test_missions_are_solved_in_the_node(desktop: BrowserContext, where: str, real: Course) -> None:
    page = opened(desktop, f"{where}nodo/")
    press(page, ".node-start")
    page.wait_for_selector(".node-mission")
    page.keyboard.press("Escape")  # the terminal has the keyboard
    press(page, ".node-mission summary")
    page.wait_for_selector(".node-mission[open] input")
    tab_to(page, ".node-mission[open] input")
    for given, told in (("10.0.0.1", "No es eso"), ("172.30.1.1", "Resuelta")):
        page.keyboard.press("ControlOrMeta+a")
        typed(page, given)
        expect(page.locator(".node-mission[open] .study-status")).to_contain_text(told, timeout=PATIENCE)
    broken = next(mission for mission in real.missions if mission.slug == "ruta-que-falta")
    row = page.locator(".node-mission", has=page.get_by_text(broken.title, exact=True))
    row.locator("summary").first.click()
    row.get_by_role("button", name="Empezar la misión").click()
    row.get_by_role("button", name="Comprobar").click()
    expect(row.locator(".study-status")).to_contain_text("Todavía no", timeout=PATIENCE)
    row.get_by_text("Ver la solución").click()
    row.get_by_role("button", name="Escribirla en la terminal").click()
    see(page, broken.solution[-1])
    row.get_by_role("button", name="Comprobar").click()
    expect(row.locator(".study-status")).to_contain_text("Resuelta", timeout=PATIENCE)
    expect(page.locator(".node-count")).to_have_text(f"2 de {len(real.missions)} resueltas", timeout=PATIENCE)
    assert violations(page) == []
    page.reload()
    page.get_by_role("button", name="Encender el nodo").click()
    page.wait_for_selector(".node-mission")
    expect(page.locator(".node-count")).to_have_text(f"2 de {len(real.missions)} resueltas")


def test_on_a_phone_there_are_the_keys_that_it_lacks(phone: BrowserContext, where: str) -> None:
    page = opened(phone, f"{where}notas/nodos/")
    try_out(page, "ip route")
    see(page, "10.244.1.0/24 via")
    page.keyboard.type("ping 172.30.1.1")
    keys = page.get_by_role("group", name="Teclas")
    keys.get_by_role("button", name="Barra").click()
    keys.get_by_role("button", name="Ctrl+C: interrumpir").click()
    see(page, "ping 172.30.1.1/^C")
    keys.get_by_role("button", name="Flecha arriba: comando anterior").click()
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(page) == []
    page.goto(f"{where}nodo/")
    page.get_by_role("button", name="Encender el nodo").click()
    page.wait_for_selector(".node-mission")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(page) == []


def test_its_page_can_be_left_and_switched_on_again(desktop: BrowserContext, where: str) -> None:
    page = opened(desktop, f"{where}nodo/")
    start = page.get_by_role("button", name="Encender el nodo")
    expect(start).not_to_be_focused()
    held: list[Route] = []
    page.route("**/maquina/state.zst", lambda route: held.append(route))
    start.click()
    expect(page.get_by_role("progressbar", name="Descarga del nodo")).to_be_visible()
    page.get_by_role("button", name="Cerrar la terminal").click()
    held[0].continue_()
    page.unroute("**/maquina/state.zst")
    expect(page.get_by_role("alert")).to_have_text("Has cerrado la terminal.", timeout=PATIENCE)
    expect(start).to_be_focused()
    start.click()
    page.wait_for_selector(".node-mission")
    page.get_by_role("link", name="Notas").first.click()
    expect(page.locator(".node-panel")).to_have_class(re.compile("node-dock"))
    page.go_back()
    expect(page.locator(".node-home .node-panel")).to_be_visible()
    page.get_by_role("button", name="Cerrar la terminal").click()
    expect(start).to_be_focused()


def test_where_the_node_cannot_be_fetched_the_page_says_so(desktop: BrowserContext, where: str) -> None:
    page = opened(desktop, f"{where}notas/nodos/")
    page.route("**/maquina/state.zst", lambda route: route.abort())
    example = page.locator(".admonition.probar").first
    example.get_by_role("button", name="Probar").click()
    expect(example.get_by_role("alert")).to_contain_text("No se ha podido descargar el nodo")
    expect(page.locator(".node-panel")).to_have_count(0)


def test_buttons_stand_beside_what_runs(site: Site, where: str) -> None:
    machine = json.loads((site.folder / "maquina/machine.json").read_text(encoding="utf-8"))
    pages = (path.read_text(encoding="utf-8") for path in site.folder.glob("referencia/comandos/**/*.html"))
    marked = sum(len(re.findall(r'class="admonition command probar[" ]', page)) for page in pages)
    assert marked == len(machine["runs"]) > 40
