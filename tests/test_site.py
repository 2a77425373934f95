"""The built site in a real browser: nothing from other hosts, nothing wider than the phone, nothing inaccessible."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.answering import violations
from tests.published import Site

# One page of each kind, and the longest note.
PAGES = (
    "",
    "notas/",
    "notas/nodos/",
    "notas/diagnostico/",
    "tareas/",
    "tareas/services/",
    "chuleta/",
    "practicar/",
    "simulacro/",
    "nodo/",
    "nodo-fuentes/",
    "taller/",
    "rutas/",
    "referencia/",
    "referencia/comandos/",
    "referencia/puertos/",
    "referencia/glosario/",
    "errores/",
    "mazos/",
    "curriculo/",
    "pruebas/",
    "404.html",
)


def visit(browser: Browser, site: Site, path: str, width: int, scheme: Any) -> tuple[Page, list[str]]:
    """The page, and what went wrong while it loaded: errors in the console, requests to other hosts."""
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith((site.address, "data:")) else wrong.append(asked.url))
    page.goto(site.address + path, wait_until="networkidle")
    return page, wrong


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_else_and_fits_the_phone(browser: Browser, site: Site, path: str) -> None:
    for width in (360, 1280):
        page, wrong = visit(browser, site, path, width, "light")
        assert wrong == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_either_colour_scheme(browser: Browser, site: Site, path: str) -> None:
    for scheme in ("light", "dark"):
        page, _ = visit(browser, site, path, 390, scheme)
        assert violations(page) == [], scheme
        page.close()


def test_every_page_has_a_title_and_a_description_of_its_own(site: Site) -> None:

    seen: dict[str, Path] = {}
    for path in sorted(site.folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        described = re.search(r'<meta name="description" content="([^"]{20,})"', text)
        assert described, path
        assert seen.setdefault(described[1], path) == path
