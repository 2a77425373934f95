"""What many tests share: the small course, the real one, a browser-free way to build them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model import Course
from generator.model.templates import Templates
from generator.read import read_course, read_templates
from tests.answering import address, bank, profile
from tests.published import browser, site, zensical_site

__all__ = ["address", "bank", "browser", "profile", "site", "zensical_site"]

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests/course"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take what comes out now as what is expected")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped test is a test that did not run: it fails the session."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def small() -> Course:
    """The small course of the tests, whole."""
    course, problems = read_course(SMALL)
    assert problems == ()
    return course


@pytest.fixture(scope="session")
def real() -> Course:
    """The course that learners get."""
    course, problems = read_course(ROOT)
    assert problems == ()
    return course


@pytest.fixture(scope="session")
def templates() -> Templates:
    """The real templates: the small course has none of its own."""
    return read_templates(ROOT)


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with tests/expected/NAME; with --accept writes it there instead."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests/expected" / name
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{name} ha cambiado: «make accept» lo acepta"

    return compare
