"""A course's folder in; a checked build out: read, derive, check, render, write, in that order and no other."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import RELEASED_ON, __version__
from generator.check import check_everything, check_foreign_note, check_manifest
from generator.derive import derive
from generator.model import Course, Library
from generator.problems import Problem, has_errors, sorted_problems
from generator.read import (
    inputs_fingerprint,
    load_library,
    read_course,
    read_foreign_note,
    read_gateway_modules,
    read_objects,
    read_templates,
)
from generator.render import CONFIG, render
from generator.write import (
    Written,
    build_site,
    is_untouched,
    read_stamp,
    write_files,
    write_released,
    write_stamp,
)

OWNED = ("pages", "decks", "schemas", CONFIG)

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a build did: its problems, its files (None if problems stopped it), whether the site was made again."""

    problems: tuple[Problem, ...]
    files: Written | None = None
    site: bool = False


def open_library(root: Path, course: Course) -> Library:
    """The dictionary and the schemas that this course is checked against."""
    return load_library(course.curriculum.supported, read_gateway_modules(root), course.programs, root)


def check(root: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the course below `root`."""
    course, problems = read_course(root)
    return sorted_problems([*problems, *check_everything(course, open_library(root, course))])


def check_paths(root: Path, paths: Sequence[Path]) -> tuple[Problem, ...]:
    """What is wrong with files of notes (.md) or manifests (.yaml), ours or anybody's."""
    library = open_library(root, read_course(root)[0])
    return sorted_problems(problem for path in paths for problem in _check_file(path, library))


def _check_file(path: Path, library: Library) -> tuple[Problem, ...]:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix in {".yaml", ".yml"}:
        objects, problems = read_objects(text, str(path))
        return (*problems, *check_manifest(objects, library))
    note, problems = read_foreign_note(path, text)
    return (*problems, *check_foreign_note(note, library))


def build(root: Path, out: Path, engine: str, tell: Progress) -> Built:
    """Builds everything below `out`; with problems of severity error it writes nothing and says which.

    `engine` is `mkdocs`, `zensical` or `none`. Where nothing has changed since the last build, nothing is done.
    Raises SiteError where the engine refuses the pages.
    """
    inputs = f"{inputs_fingerprint(root)} {engine}"
    before = read_stamp(out)
    kept = OWNED if engine == "none" else (*OWNED, "site")
    if before.inputs == inputs and is_untouched(out, before, kept):
        tell("Nada ha cambiado desde la última vez.")
        return Built((), Written(0, 0, sum(not name.startswith("site/") for name in before.outputs)))
    tell("Leo las notas, los hechos y las preguntas…")
    course, problems = read_course(root)
    tell(f"Reviso {len(course.notes)} notas, {len(course.facts)} hechos y {len(course.questions)} preguntas…")
    problems = sorted_problems([*problems, *check_everything(course, open_library(root, course))])
    if has_errors(problems):
        return Built(problems)
    tell("Escribo páginas, mazos y datos…")
    way = os.path.relpath(root, (out / CONFIG).parent)
    files = render(course, derive(course), read_templates(root), __version__, RELEASED_ON, way)
    written = write_files(out, files, OWNED)
    pages = _pages_fingerprint(root, engine, files)
    fresh = engine != "none" and make_site(out, engine, pages == before.site, tell)
    # Warnings are to be seen again at every build: such a build is not remembered as done.
    write_stamp(out, "" if problems else inputs, pages, kept)
    return Built(problems, written, fresh)


def make_site(out: Path, engine: str, same_pages: bool, tell: Progress) -> bool:  # noqa: FBT001
    """Runs the engine over the pages unless the site was made from just these; whether it ran."""
    if same_pages and (out / "site/index.html").is_file():
        return False
    tell(f"Construyo el sitio con {engine}…")
    build_site(out / CONFIG, out, engine, RELEASED_ON)
    return True


def release(root: Path) -> int:
    """Adds every id of the course to quizzes/released.yml under this version; how many were new."""
    course, _ = read_course(root)
    ids = {*(one.id for one in course.authored), *(card.id for card in derive(course).cards)}
    return write_released(root / "quizzes/released.yml", course.released, ids, __version__)


def _pages_fingerprint(root: Path, engine: str, files: dict[str, bytes]) -> str:
    theme = {path.as_posix(): path.read_bytes() for path in (root / "assets/theme").rglob("*") if path.is_file()}
    digest = hashlib.sha256(f"{__version__} {engine}".encode())
    for name, content in sorted({**files, **theme, "settings": (root / "mkdocs.yml").read_bytes()}.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
