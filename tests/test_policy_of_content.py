"""A page runs the engine's scripts and ours, and nothing else, whatever gets into it; nothing of its own is refused."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.write.security_policy import with_policies
from tests.published import Site

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
LISTEN = (
    "addEventListener('securitypolicyviolation', event => console.error('refused', event.blockedURI, event.sample))"
)


@pytest.fixture(scope="module", params=["site", "zensical_site"])
def made(request: pytest.FixtureRequest) -> Site:
    """The site by either engine."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def opened(browser: Browser, made: Site) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTEN)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    wrong: list[str] = []

    def open_page(path: str) -> tuple[Page, list[str]]:
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(made.address + path, wait_until="networkidle")
        return page, wrong

    yield open_page
    context.close()


def test_no_page_of_any_kind_is_refused_anything(opened: Callable[[str], tuple[Page, list[str]]]) -> None:
    for path in ("", "notas/ingress/", "practicar/", "chuleta/", "mazos/", "nodo/", "taller/", "rutas/", "404.html"):
        page, wrong = opened(path)
        assert wrong == [], path
        page.close()


def test_what_the_engine_and_we_make_works(opened: Callable[[str], tuple[Page, list[str]]]) -> None:
    page, wrong = opened("notas/ingress/")
    before = page.evaluate("document.body.dataset.mdColorScheme")
    page.locator("[data-md-component=palette] label:not([hidden])").first.click()
    assert page.evaluate("document.body.dataset.mdColorScheme") != before
    page.locator(".md-code__button, .md-clipboard").first.click()
    assert page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Responder aquí").click()
    page.wait_for_selector(".study-card")
    page.keyboard.press("/")
    page.keyboard.type("coredns")
    page.wait_for_function(
        """() => {
            const texts = root => [...root.querySelectorAll("a")].map(one => one.textContent).join() +
                [...root.querySelectorAll("*")].map(one => one.shadowRoot ? texts(one.shadowRoot) : "").join();
            const boxes = [...document.querySelectorAll(".md-search__output, body > div")];
            return boxes.some(box => /CoreDNS/.test(texts(box) + (box.shadowRoot ? texts(box.shadowRoot) : "")));
        }"""
    )
    assert wrong == []


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>window.ran = 1</script>",
        "<img src='data:,' onerror='window.ran = 1'>",
        "<a id='pressed' href='javascript:window.ran = 1'>x</a>",
        "<script src='data:text/javascript,window.ran = 1'></script>",
        "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    ],
)
def test_what_gets_into_a_page_does_not_run(opened: Callable[[str], tuple[Page, list[str]]], hostile: str) -> None:
    page, wrong = opened("notas/dns/")
    page.evaluate(
        """hostile => {
            const made = document.createRange().createContextualFragment(hostile);
            document.querySelector("article").append(made);
            document.getElementById("pressed")?.click();
        }""",
        hostile,
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert any("refused" in one for one in wrong)


def test_no_text_becomes_a_program(opened: Callable[[str], tuple[Page, list[str]]]) -> None:
    page, wrong = opened("")
    page.evaluate("setTimeout('window.ran = 1', 0)")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert any("refused" in one for one in wrong)


def test_no_page_has_handlers_in_its_attributes(made: Site) -> None:
    for path in made.folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert POLICY.search(text), path
        assert re.search(r"<[a-z][^<>]*\son[a-z]+\s*=", text) is None, path


def test_a_script_in_one_page_only_is_not_the_engines() -> None:
    head = '<meta charset="utf-8"><script>base=new URL("{}",location)</script>'
    pages = {
        "index.html": head.format(".").encode(),
        "a/index.html": (head.format("..") + "<script>window.ran = 1</script>").encode(),
    }
    found = {name: POLICY.search(page.decode()) for name, page in with_policies(pages).items()}
    allowed = {name: re.findall(r"'sha256-[^']+'", policy[1]) for name, policy in found.items() if policy}
    assert {name: len(hashes) for name, hashes in allowed.items()} == {"index.html": 1, "a/index.html": 1}
    assert allowed["index.html"] != allowed["a/index.html"]
