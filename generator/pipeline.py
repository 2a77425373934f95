"""A course's folder in; a checked build out: read, derive, check, render, write, in that order and no other."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator import RELEASED_ON, __version__
from generator.check import check_everything, check_foreign_note, check_manifest
from generator.derive import derive
from generator.model import Course, Library, Note
from generator.problems import Problem, has_errors, sorted_problems
from generator.read import load_library, read_course, read_foreign_note, read_gateway_modules, read_objects, read_templates
from generator.render import render
from generator.write import SiteError, Written, build_site, write_files

OWNED = ("pages", "decks", "quiz", "schemas", "engine")
CONFIG = "engine/mkdocs.yml"
_STAMP = ".site-made-from"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a build did: its problems, its files (None if problems stopped it), whether the site was made again."""

    problems: tuple[Problem, ...]
    files: Written | None = None
    site: bool = False


def open_library(root: Path, course: Course) -> Library:
    """The dictionary and the schemas that this course is checked against."""
    return load_library(course.curriculum.supported, read_gateway_modules(root), course.programs)


def check(root: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the course below `root`."""
    course, problems = read_course(root)
    return sorted_problems([*problems, *check_everything(course, open_library(root, course))])


def check_path(root: Path, path: Path) -> tuple[Problem, ...]:
    """What is wrong with one file of notes (.md) or one manifest (.yaml), ours or anybody's."""
    course, _ = read_course(root)
    library = open_library(root, course)
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix in {".yaml", ".yml"}:
        objects, problems = read_objects(text, str(path))
        return sorted_problems([*problems, *check_manifest(objects, library)])
    note, problems = read_foreign_note(path, text)
    return sorted_problems([*problems, *check_foreign_note(note, library)])


def build(root: Path, out: Path, engine: str, tell: Progress) -> Built:
    """Builds everything below `out`; with problems of severity error it writes nothing and says which.

    `engine` is `mkdocs`, `zensical` or `none`. Raises SiteError where the engine refuses the pages.
    """
    tell("Leo las notas, los hechos y las preguntas…")
    course, problems = read_course(root)
    tell(f"Reviso {len(course.notes)} notas, {len(course.facts)} hechos y {len(course.questions)} preguntas…")
    problems = sorted_problems([*problems, *check_everything(course, open_library(root, course))])
    if has_errors(problems):
        return Built(problems)
    tell("Escribo páginas, mazos y datos…")
    files = render(course, derive(course), read_templates(root), root, out)
    written = write_files(out, files, OWNED)
    return Built(problems, written, engine != "none" and make_site(root, out, engine, files, tell))


def make_site(root: Path, out: Path, engine: str, files: dict[str, bytes], tell: Progress) -> bool:
    """Runs the engine over the pages unless the site was made from just these; whether it ran."""
    theme = {path.as_posix(): path.read_bytes() for path in sorted((root / "assets/theme").rglob("*")) if path.is_file()}
    fingerprint = _fingerprint({**files, **theme, "mkdocs.yml": (root / "mkdocs.yml").read_bytes(), engine: b""})
    stamp = out / _STAMP
    if (out / "site/index.html").is_file() and stamp.is_file() and stamp.read_text() == fingerprint:
        return False
    tell(f"Construyo el sitio con {engine}…")
    stamp.unlink(missing_ok=True)
    build_site(out / CONFIG, out, engine, RELEASED_ON)
    stamp.write_text(fingerprint)
    return True


def _fingerprint(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for name, content in sorted(files.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


__all__ = ["Built", "Note", "SiteError", "build", "check", "check_path", "make_site", "open_library"]
