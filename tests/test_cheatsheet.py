"""The cheat sheet fits two pages of A4 as Chromium prints it, in letters one can read, with values from the facts."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.check import check_everything
from generator.derive import derive
from generator.model import Course, Manifest, Port, Sheet
from generator.model.templates import Templates
from generator.read import load_library, read_course, read_gateway_modules
from generator.render.pages import render_pages
from tests.conftest import ROOT, SMALL
from tests.published import Site

SMALLEST = 7.5  # points
WAYS = ({}, {"prefer_css_page_size": True}, {"scale": 1.0, "margin": {"top": "0", "bottom": "0"}})


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module", params=["light", "dark"])
def printed(browser: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory, request: Any) -> list[Path]:
    """The page as PDF, in each way in which a browser may be asked for A4."""
    page = browser.new_page(color_scheme=request.param)
    page.goto(site.address + "chuleta/", wait_until="networkidle")
    folder = tmp_path_factory.mktemp("pdf")
    paths = [folder / f"{number}.pdf" for number in range(len(WAYS))]
    for path, options in zip(paths, WAYS, strict=True):
        page.pdf(path=path, format="A4", **options)
    page.close()
    return paths


def test_it_prints_on_two_pages_of_a4(printed: list[Path]) -> None:
    for path in printed:
        info = dict(re.findall(r"^([\w ]+):\s+(.+)$", run("pdfinfo", str(path)), re.MULTILINE))
        assert (info["Pages"], info["Page size"].endswith("(A4)")) == ("2", True)


def test_both_pages_are_well_filled(printed: list[Path]) -> None:
    """The lowest word of each page stands in its last quarter: nothing is left nearly empty."""
    for number in ("1", "2"):
        boxes = run("pdftotext", "-f", number, "-l", number, "-bbox", str(printed[0]), "-")
        lowest = max(float(found) for found in re.findall(r'yMax="([\d.]+)"', boxes))
        assert lowest > 842 * 0.75


def test_every_value_is_on_paper_and_nothing_of_the_frame(printed: list[Path], real: Course) -> None:
    text = run("pdftotext", "-layout", str(printed[0]), "-")
    chosen = [real.by_id[key] for section in real.sheet.sections for key in section.facts]
    for fact in chosen:
        if isinstance(fact, Port):
            assert fact.label in text, fact.id
    for words in ("kubectl expose deployment web", "10.96.0.0/12", "kind: NetworkPolicy", "kind: HTTPRoute"):
        assert words in text
    assert real.site_url in text
    for frame in ("Búsqueda", "Inicio", "Anterior", "Ctrl+P"):
        assert frame not in text


def test_no_letter_is_smaller_than_one_can_read(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(site.address + "chuleta/", wait_until="networkidle")
    page.emulate_media(media="print")
    sizes = page.evaluate(
        "[...document.querySelectorAll('.sheet *')].map(one => parseFloat(getComputedStyle(one).fontSize) * 0.75)"
    )
    page.close()
    assert min(sizes) >= SMALLEST - 0.01


def test_a_course_without_a_sheet_has_no_page(small: Course, templates: Templates) -> None:
    bare = Course(curriculum=small.curriculum, facts=small.facts, sheet=Sheet())
    assert "chuleta.md" not in render_pages(bare, derive(bare), templates)


def test_an_id_that_does_not_exist_is_told_with_its_line(tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    path = root / "facts/sheet.yaml"
    path.write_text(path.read_text().replace("port/kube-apiserver", "port/kube-apisever"))
    course, problems = read_course(root)
    library = load_library(course.curriculum.supported, read_gateway_modules(ROOT), course.programs, root)
    told = [f"{one.place}: {one.rule}" for one in (*problems, *check_everything(course, library))]
    line = path.read_text().split("\n").index("      - port/kube-apisever") + 1
    assert told == [f"facts/sheet.yaml:{line}: fact-unknown"]


def test_every_kind_of_fact_has_its_look(small: Course, templates: Templates) -> None:
    page = render_pages(small, derive(small), templates)["chuleta.md"].decode()
    assert "-   `6443/TCP` <span>kube-apiserver</span>" in page
    assert '-   Los puentes <code class="typed"><span>ip</span> <span>address</span> <span>show</span>' in page
    (manifest,) = (fact for fact in small.of(Manifest) if fact.id == "manifest/ingress-pay")
    assert manifest.text.strip() in page
