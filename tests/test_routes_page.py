"""The route explorer in a real browser: from a note to the rule that wins, who closes a connection, own YAML."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.answering import violations
from tests.published import Site, settle

OWN = """apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: mine
spec:
  ingressClassName: nginx
  rules:
  - host: mine.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: all, port: {number: 80}}}
      - path: /only
        pathType: Exact
        backend: {service: {name: only, port: {number: 80}}}
"""
# The bytes of what the page has loaded to run.
SCRIPTS = """performance.getEntriesByType("resource").filter(one => one.name.includes("/guiones/"))
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""
HOSTILE = (
    "#m=%00%ff",
    "#m=" + "A" * 5000,
    "#e=__proto__&v=constructor&u=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "#v=connection&de=<script>&a=javascript:alert(1)&p=99999999",
    "#e=netpol-and&v=connection&de=nobody/at-all&a=&p=-1&t=QUIC",
    "#u=" + quote("http://<img src=x onerror=alert(1)>/") + "&x=<b>&h=" + quote("a\r\nb: c"),
)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    found.set_default_timeout(10_000)
    yield found
    found.close()


def opened(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(url)
    page.wait_for_selector(".routes-headline:visible, .routes-offer")
    return page


def answer(page: Page) -> Locator:
    return page.locator(".routes-answer:visible")


def headline(page: Page) -> Locator:
    return page.locator(".routes-headline:visible")


def marked(page: Page, mark: str) -> list[int]:
    """The numbers of the lines of the manifest that are marked so."""
    return [int(text) for text in page.locator(f'.routes-lines [data-mark="{mark}"] b').all_inner_texts()]


def test_from_the_note_on_ingress_to_the_rule_that_wins(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "notas/ingress/")
    page.locator(".routes-offer[aria-label$='ingress-fanout.yaml']").click()
    page.wait_for_selector(".routes-answer")
    page.get_by_role("textbox", name="URL", exact=True).fill("http://shop.example.com/api/orders?id=7")
    expect(headline(page)).to_have_text(re.compile(r"Llega a default/api-svc:8080"))
    expect(answer(page)).to_contain_text(re.compile(r"Gana la regla.*Prefix /api.*línea 18", re.DOTALL))
    expect(answer(page)).to_contain_text(re.compile(r"El backend recibe\s*/api/orders\?id=7"))
    expect(answer(page)).to_contain_text(re.compile(r"Las demás reglas.*También encajaba\..*No encaja\.", re.DOTALL))
    assert marked(page, "decides") == [18]
    page.get_by_role("textbox", name="URL", exact=True).fill("http://other.example.com/")
    expect(headline(page)).to_contain_text("404")
    assert marked(page, "decides") == []
    page.get_by_role("combobox", name="Ejemplo", exact=True).select_option("ingress-app-capture")
    expect(answer(page)).to_contain_text(re.compile("En qué difieren otros.*Otros controladores", re.DOTALL))


def test_a_gateway_route_by_header_and_method(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "rutas/#e=httproute-matches")
    page.get_by_role("textbox", name="URL", exact=True).fill("http://www.example.com/cart")
    expect(headline(page)).to_contain_text("web-v1:80")
    page.get_by_role("button", name="Añadir una cabecera").click()
    page.get_by_role("textbox", name="Cabecera", exact=True).fill("version")
    page.get_by_role("textbox", name="Valor", exact=True).fill("v2")
    expect(headline(page)).to_contain_text("web-v2:80")
    page.get_by_role("button", name="Quitar la cabecera").click()
    expect(headline(page)).to_contain_text("web-v1:80")


def test_a_connection_is_refused_and_another_allowed_and_by_whom(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "rutas/#e=netpol-db-from-api")
    page.get_by_role("combobox", name="Desde", exact=True).select_option("shop/web")
    page.get_by_role("combobox", name="Hacia", exact=True).select_option("shop/db")
    page.get_by_role("combobox", name="Puerto", exact=True).fill("5432")
    expect(headline(page)).to_have_text(re.compile("✗.*Rechazada: shop/web → shop/db, TCP 5432"))
    expect(page.locator(".routes-gate")).to_have_text([re.compile("Salida.*✓ pasa"), re.compile("Entrada.*✗ no pasa")])
    expect(answer(page)).to_contain_text("shop/db-from-api aísla la entrada de shop/db")
    assert marked(page, "closes") == [7]
    page.get_by_role("combobox", name="Desde", exact=True).select_option("shop/api")
    expect(headline(page)).to_have_text(re.compile("✓.*Permitida"))
    expect(answer(page)).to_contain_text("su regla 1 permite esta conexión")
    assert marked(page, "decides") == [13, 14, 18]
    page.get_by_role("combobox", name="Desde", exact=True).select_option("Fuera del clúster…")
    page.get_by_role("textbox", name="IP de origen", exact=True).fill("198.51.100.9")
    expect(headline(page)).to_contain_text("Rechazada: 198.51.100.9")
    expect(page.locator(".routes-matrix tbody tr")).to_have_count(4)
    page.get_by_role("button", name="De shop/api a shop/db: pasa", exact=True).click()
    expect(headline(page)).to_contain_text("Permitida: shop/api → shop/db")


def test_every_recorded_request_and_connection_is_answered_as_it_was(
    context: BrowserContext, address: str, site: Site
) -> None:
    """By the page itself, for one example of each kind; the rules have tests of their own."""
    files = json.loads((site.folder / "api/v1/manifests.json").read_text(encoding="utf-8"))["manifests"]
    tried = {one["file"]: one["tried"] for one in files if "tried" in one}
    page = opened(context, address + "rutas/#e=ingress-fanout")
    for request in tried["ingress-fanout.yaml"]["requests"]:
        page.get_by_role("button", name=f"{request['host']}{request['path']}", exact=True).click()
        expect(headline(page)).to_contain_text(request["reaches"])
    page.goto(address + "rutas/#e=netpol-ipblock")
    expect(page.locator(".routes-text")).to_have_value(re.compile("web-from-office"))
    for one in tried["netpol-ipblock.yaml"]["connections"]:
        page.get_by_role("button", name=f"{one['origin']} → {one['to']}:{one['port']}", exact=True).click()
        expect(headline(page)).to_contain_text("Permitida" if one["allowed"] else "Rechazada")


def test_own_yaml_and_its_slips(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "rutas/")
    text = page.get_by_role("textbox", name="Manifiestos en YAML", exact=True)
    text.fill(OWN)
    page.get_by_role("textbox", name="URL", exact=True).fill("mine.example.com/only")
    expect(headline(page)).to_contain_text("default/only:80")
    expect(page.get_by_role("combobox", name="Ejemplo", exact=True)).to_have_value("")
    text.fill(OWN.replace("  name: mine", "\tname: mine"))
    expect(page.locator(".routes-broken")).to_contain_text("línea 4")
    assert marked(page, "broken") == [4]
    text.fill("kind: ConfigMap\nmetadata: {name: x}\n")
    expect(page.get_by_text("no hay ningún Ingress, HTTPRoute ni NetworkPolicy")).to_be_visible()
    text.fill("kind: NetworkPolicy\nmetadata: {name: x, namespace: shop}\nspec: {podSelector: {}}\n")
    page.get_by_role("button", name="Añadir los Pods de los apuntes").click()
    page.get_by_role("combobox", name="Hacia", exact=True).select_option("shop/db")
    expect(headline(page)).to_contain_text("Rechazada")


def test_a_link_carries_manifests_and_question(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "rutas/")
    page.get_by_role("textbox", name="Manifiestos en YAML", exact=True).fill(OWN)
    page.get_by_role("textbox", name="URL", exact=True).fill("http://mine.example.com/only?x=1")
    page.get_by_role("combobox", name="Método", exact=True).select_option("POST")
    page.wait_for_function("() => location.hash.includes('m=') && location.hash.includes('x=POST')")
    workshop = page.get_by_role("link", name="Editar en el taller")
    expect(workshop).to_have_attribute("href", re.compile("/taller/#m=.+"))
    other = opened(context, page.url)
    expect(other.get_by_role("textbox", name="Manifiestos en YAML", exact=True)).to_have_value(OWN)
    expect(other.get_by_role("textbox", name="URL", exact=True)).to_have_value("http://mine.example.com/only?x=1")
    expect(other.get_by_role("combobox", name="Método", exact=True)).to_have_value("POST")
    expect(headline(other)).to_contain_text("default/only:80")


def test_by_keyboard_alone(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "rutas/#e=netpol-db-from-api&v=connection&de=shop/web&a=shop/db&p=5432")
    expect(headline(page)).to_contain_text("Rechazada: shop/web")

    def tab_to(selector: str) -> None:
        for _ in range(120):
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        pytest.fail(f"no se llega con el teclado a {selector}")

    tab_to(".routes-ends select")
    page.keyboard.type("shop/a")
    expect(headline(page)).to_contain_text("Permitida: shop/api")
    tab_to(".routes-policy .routes-line")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.routes-text')")
    tab_to(".routes-matrix button")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(headline(page)).to_contain_text("Rechazada: shop/web")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"


@pytest.mark.parametrize("example", ["ingress-fanout", "netpol-db-from-api"])
def test_accessible_in_both_schemes(browser: Browser, address: str, example: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, reduced_motion="reduce")
    page = opened(context, f"{address}rutas/#e={example}")
    colours = set()
    for scheme in ("default", "slate"):
        page.locator("body").evaluate("(body, scheme) => body.dataset.mdColorScheme = scheme", scheme)
        settle(page)
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert violations(page) == [], scheme
    assert len(colours) == 2
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_a_hostile_address_harms_nothing(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    alarms: list[str] = []
    page.on("pageerror", lambda error: alarms.append(str(error)))
    page.on("dialog", lambda dialog: alarms.append(dialog.message))
    for hash_ in HOSTILE:
        page.goto("about:blank")
        page.goto(f"{address}rutas/{hash_}")
        expect(headline(page)).not_to_be_empty()
        assert page.locator(".routes-text").input_value()
    assert alarms == []


def test_nothing_is_asked_of_another_host(context: BrowserContext, address: str) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = opened(context, address + "rutas/")
    page.get_by_role("textbox", name="URL", exact=True).fill("http://shop.example.com/api")
    expect(headline(page)).to_contain_text("api-svc")
    host = address.split("/apuntes/")[0]
    assert [url for url in asked if not url.startswith((host, "data:", "blob:"))] == []
    assert page.evaluate(SCRIPTS) < 240_000
