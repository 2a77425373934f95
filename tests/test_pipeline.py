"""A build is the same everywhere, writes nothing twice, survives being killed, and both engines take it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import RELEASED_ON, pipeline
from generator.problems import Severity
from generator.write import SiteError, Written, build_site, stamp

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests/course"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a build but its stamp, which remembers times."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != stamp.NAME
    }


def copy_of_the_course(folder: Path) -> Path:
    """The small course with the looks of the real one."""
    shutil.copytree(SMALL, folder)
    shutil.copytree(
        ROOT / "assets", folder / "assets", ignore=shutil.ignore_patterns("node_modules"), dirs_exist_ok=True
    )
    (folder / "assets/web/node_modules").symlink_to(ROOT / "assets/web/node_modules")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_of_the_course(tmp_path / "course")


def build(root: Path, out: Path, engine: str = "none") -> pipeline.Built:
    return pipeline.build(root, out, engine, lambda text: None)


def run(root: Path, out: Path, *more: str, seed: str = "0") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "generator", "--course", str(root), "build", "--out", str(out), *more]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_two_builds_in_two_processes_are_byte_for_byte_equal(tmp_path: Path) -> None:
    outs = [tmp_path / "one", tmp_path / "two"]
    for out, seed in zip(outs, ("1", "2"), strict=True):
        assert run(ROOT, out, "--engine", "none", seed=seed).wait() == 0
    one, two = (tree(out) for out in outs)
    assert [name for name in one if one[name] != two.get(name)] == []
    assert one.keys() == two.keys()


def test_the_second_build_writes_nothing(course: Path, tmp_path: Path) -> None:
    out = course / "build"
    first = build(course, out, "mkdocs")
    assert first.site
    assert first.files is not None
    assert first.files.written > 20
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    second = build(course, out, "mkdocs")
    assert (second.files, second.site) == (Written(0, 0, first.files.written), False)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_with_errors_nothing_is_written_and_the_last_build_stays(course: Path) -> None:
    out = course / "build"
    build(course, out)
    before = tree(out)
    (course / "facts/curriculum.yaml").write_text("exam_version: nada\n")
    built = build(course, out)
    assert built.files is None
    assert any(problem.severity is Severity.ERROR for problem in built.problems)
    assert tree(out) == before


def test_a_build_that_is_killed_leaves_the_last_site_whole(course: Path) -> None:
    out = course / "build"
    build(course, out, "mkdocs")
    last = tree(out / "site")
    note = next((course / "docs").glob("*.md"))
    for wait in (0.6, 1.2, 1.8):
        note.write_text(note.read_text() + "\nUna frase más.\n")
        process = run(course, out)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        site = tree(out / "site")
        assert site == last or b"Una frase m" in site[f"notas/{note.stem}/index.html"]
        last = site
    assert build(course, out, "mkdocs").site
    assert "Una frase más." in (out / f"site/notas/{note.stem}/index.html").read_text()


def test_an_engine_that_refuses_leaves_the_last_site_and_says_why(course: Path) -> None:
    out = course / "build"
    build(course, out, "mkdocs")
    before = tree(out / "site")
    (out / "pages/rota.md").write_text("[nada](no-existe.md)\n")
    with pytest.raises(SiteError, match=r"no-existe\.md"):
        build_site(out / "mkdocs.yml", out, "mkdocs", RELEASED_ON)
    assert tree(out / "site") == before


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_both_engines_build_every_page_of_the_real_course(tmp_path: Path, engine: str) -> None:
    assert build(ROOT, tmp_path, engine).site
    pages = {path.relative_to(tmp_path / "pages").with_suffix("") for path in (tmp_path / "pages").rglob("*.md")}
    for page in pages:
        place = page.parent if page.name == "index" else page
        assert (tmp_path / "site" / place / "index.html").is_file(), page
    assert (tmp_path / "site/api/v1/facts.json").is_file()
    assert (tmp_path / "site/decks/apuntes-cka.apkg").is_file()
