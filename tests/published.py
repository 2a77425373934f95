"""The site of the real course, built and served once a session, and a browser to look at it."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator import pipeline
from tests.static_host import static_host

ROOT = Path(__file__).parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@dataclass(frozen=True)
class Site:
    folder: Path
    address: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site that people get."""
    with published(tmp_path_factory.mktemp("site"), "mkdocs") as found:
        yield found


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same site, made by the other engine."""
    with published(tmp_path_factory.mktemp("zensical"), "zensical") as found:
        yield found


@contextmanager
def published(out: Path, engine: str) -> Iterator[Site]:
    """Builds the real course and serves it below a folder, as the address in mkdocs.yml says."""
    pipeline.build(ROOT, out, engine, lambda text: None)
    (out / "apuntes").symlink_to(out / "site")
    with static_host(out) as address:
        yield Site(out / "site", f"{address}apuntes/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        # Each page would fetch the whole site once more to keep it: only tests that want that allow it.
        for opens in ("new_context", "new_page"):
            setattr(opened, opens, functools.partial(getattr(opened, opens), service_workers="block"))
        yield opened
        opened.close()


def settle(page: Page) -> None:
    """Waits until nothing on the page moves or fades: colours half-way are nobody's choice."""
    page.wait_for_function(
        """() => new Promise(done => {
            let still = 0;
            const look = () => {
                still = document.getAnimations().some(one => one.playState === "running") ? 0 : still + 1;
                still > 20 ? done(true) : requestAnimationFrame(look);
            };
            look();
        })"""
    )
