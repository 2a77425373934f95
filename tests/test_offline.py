"""After the first visit the whole site is there without a network; a new version waits until the learner agrees."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.write.offline import with_worker
from tests.published import FLAGS, Site
from tests.static_host import static_host

READY = "navigator.serviceWorker.ready.then(() => caches.keys())"


@dataclass(frozen=True)
class Visit:
    """A page of a copy of the site, which tests may change, in a browser that keeps what it is given."""

    folder: Path
    address: str
    context: BrowserContext
    page: Page

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path, wait_until="networkidle")
        return self.page

    def first(self) -> Page:
        """The first visit, until everything is kept."""
        page = self.open("")
        page.evaluate(READY)
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        return page


def visited(made: Path, folder: Path, browser: Browser) -> Iterator[Visit]:
    shutil.copytree(made, folder / "apuntes")
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="allow")
    context.set_default_timeout(10_000)
    with static_host(folder) as address:
        yield Visit(folder / "apuntes", f"{address}apuntes/", context, context.new_page())
        context.close()


@pytest.fixture
def visit(site: Site, browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    yield from visited(site.folder, tmp_path, browser)


@pytest.fixture
def zensical_visit(zensical_site: Site, browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    yield from visited(zensical_site.folder, tmp_path, browser)


def publish(folder: Path) -> None:
    """A new version of the site, in which one page says something else."""
    page, worker = folder / "chuleta/index.html", folder / "sw.js"
    before, after = page.read_bytes(), page.read_bytes().replace(b"</h1>", b" (nueva)</h1>", 1)
    page.write_bytes(after)
    listed = (with_worker({"sw.js": b"", "manifest.json": b"", "x": one})["sw.js"] for one in (before, after))
    old, new = (re.search(r'"x": "(sha256-[^"]+)"', one.decode())[1] for one in listed)  # type: ignore[index]
    text = worker.read_text()
    assert old in text
    worker.write_text(re.sub(r'"version": "\w+"', '"version": "nueva"', text.replace(old, new)))


def looks_for_update(page: Page) -> None:
    """What a browser does by itself when one goes to a page."""
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    page.wait_for_function("navigator.serviceWorker.getRegistration().then(found => found.waiting !== null)")


def test_pages_never_visited_questions_and_search_work_without_a_network(visit: Visit) -> None:
    visit.first()
    visit.context.set_offline(True)
    for path in ("notas/dns/", "notas/dns", "notas/dns/index.html", "notas/dns/?h=coredns#x"):
        expect(visit.open(path).locator("h1")).to_have_text(re.compile("DNS"))
        assert "/notas/dns/" in visit.page.url
    page = visit.open("nada/de/nada/")
    expect(page.locator("h1")).to_have_text("Esta página no existe")
    page = visit.open("practicar/")
    page.get_by_role("button", name="Empezar").click()
    expect(page.locator(".study-card")).to_be_visible()
    page = visit.open("notas/ingress/")
    page.get_by_role("button", name="Responder aquí").click()
    expect(page.locator(".study-card").first).to_be_visible()
    page.locator("header [for=__search]").first.click()
    page.get_by_role("textbox", name="Búsqueda").press_sequentially("10250")
    page.wait_for_selector(".md-search-result__item a")


def test_the_other_engine_works_without_a_network_too(zensical_visit: Visit) -> None:
    page = zensical_visit.first()
    zensical_visit.context.set_offline(True)
    page = zensical_visit.open("notas/dns/")
    expect(page.locator("h1")).to_have_text(re.compile("DNS"))
    page.get_by_role("button", name="Responder aquí").click()
    expect(page.locator(".study-card").first).to_be_visible()


def test_decks_are_kept_once_they_are_asked_for(visit: Visit) -> None:
    visit.first()
    page = visit.open("mazos/")
    place = page.locator("#mazos-sin-conexion")
    fetched = "fetch('../decks/apuntes-cka.apkg', {cache: 'no-store'}).then(answer => answer.ok, () => false)"
    visit.context.set_offline(True)
    assert page.evaluate(fetched) is False
    place.get_by_role("button", name=re.compile(r"^Guardar para usar sin conexión \(\d,\d MB\)$")).click()
    expect(place.get_by_role("status")).to_have_text("✗ No se han podido guardar. Comprueba la conexión.")
    visit.context.set_offline(False)
    place.get_by_role("button").click()
    expect(place.get_by_role("status")).to_have_text("✓ Guardados: se descargan también sin conexión.")
    visit.context.set_offline(True)
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="Descargar apuntes-cka.apkg").click()
    assert Path(download.value.path()).read_bytes() == (visit.folder / "decks/apuntes-cka.apkg").read_bytes()
    place.get_by_role("button", name="Quitar lo guardado").click()
    expect(place.get_by_role("button")).to_have_text(re.compile("^Guardar"))
    assert page.evaluate(fetched) is False


def test_what_the_learner_fetches_is_kept_without_asking(visit: Visit) -> None:
    page = visit.first()
    fetched = "fetch('decks/apuntes-cka.csv').then(answer => answer.arrayBuffer()).then(found => found.byteLength)"
    size = page.evaluate(fetched)
    page.wait_for_function("caches.match(new URL('decks/apuntes-cka.csv', location), {ignoreSearch: true})")
    visit.context.set_offline(True)
    assert page.evaluate(fetched) == size == (visit.folder / "decks/apuntes-cka.csv").stat().st_size


def test_a_new_version_waits_for_the_end_of_a_quiz_and_for_the_learner(visit: Visit) -> None:
    visit.first()
    page = visit.open("practicar/")
    page.get_by_role("button", name="Empezar").click()
    publish(visit.folder)
    looks_for_update(page)
    notice = page.locator(".update-notice")
    expect(page.locator(".study-card")).to_be_visible()
    expect(notice).to_have_count(0)
    page.get_by_role("button", name="Dejarlo por ahora").click()
    expect(notice).to_contain_text("Hay una versión nueva.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    other = visit.context.new_page()
    other.goto(visit.address + "chuleta/")
    expect(other.locator("h1")).not_to_contain_text("nueva")
    with page.expect_navigation():
        notice.get_by_role("button", name="Actualizar").click()
    expect(visit.open("chuleta/").locator("h1")).to_contain_text("nueva")
    expect(notice).to_have_count(0)
    expect(other.locator("h1")).not_to_contain_text("nueva")
    assert len(page.evaluate("caches.keys()")) == 2


def test_a_new_version_can_be_put_off(visit: Visit) -> None:
    page = visit.first()
    publish(visit.folder)
    looks_for_update(page)
    page.get_by_role("button", name="Ahora no").click()
    expect(page.locator(".update-notice")).to_have_count(0)
    expect(visit.open("chuleta/").locator("h1")).not_to_contain_text("nueva")
    page.wait_for_timeout(300)
    expect(page.locator(".update-notice")).to_have_count(0)


@pytest.mark.parametrize("fault", ["missing", "other"])
def test_a_site_that_is_not_whole_is_not_kept(visit: Visit, fault: str) -> None:
    """As when it is visited while it is being published."""
    file = visit.folder / "notas/dns/index.html"
    if fault == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b"x")
    page = visit.open("")
    page.evaluate(
        """() => navigator.serviceWorker.register("sw.js").then(({ installing }) => new Promise(done => {
            const look = () => installing?.state === "installing" ? null : done();
            installing?.addEventListener("statechange", look);
            look();
        }))"""
    )
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.controller") is None


def test_a_live_preview_at_the_same_address_keeps_nothing(visit: Visit) -> None:
    page = visit.first()
    worker = visit.folder / "sw.js"
    worker.write_text(worker.read_text().split(";\n", 1)[1])
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    page.wait_for_function("caches.keys().then(names => names.length === 0)")
    page.wait_for_function("navigator.serviceWorker.getRegistration().then(found => found === undefined)")


def test_the_site_can_be_installed(site: Site, browser: Browser, tmp_path: Path) -> None:
    """Chromium says so of a profile that stays; in a private window nothing can be installed."""
    context = browser.browser_type.launch_persistent_context(tmp_path, executable_path="/usr/bin/chromium", args=FLAGS)
    page = context.new_page()
    page.goto(site.address, wait_until="networkidle")
    tools = context.new_cdp_session(page)
    assert tools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    assert tools.send("Page.getAppManifest")["errors"] == []
    context.close()
