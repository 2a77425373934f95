"""The folder of a course in; the texts below its assets/ that shape pages and diagrams, and the web bundle, out."""

from pathlib import Path

from generator.model.templates import Templates
from generator.read.files import read_texts

_SUFFIXES = (".md.j2", ".svg.j2", ".css", ".svg", ".html", ".js")
_FOLDERS = ("anki", "pages", "diagrams", "scripts", "styles")
BUNDLE = "build/web"


def read_templates(root: Path) -> Templates:
    """Every template and style sheet below assets/, by its path there; the bundle that `make` made as `web/…`."""
    found: dict[str, str] = {}
    for folder in _FOLDERS:
        for suffix in _SUFFIXES:
            found |= read_texts(root, f"assets/{folder}", suffix)
    bundle = {
        path.removeprefix("build/"): text
        for suffix in (".js", ".css")
        for path, text in read_texts(root, BUNDLE, suffix).items()
    }
    return Templates({path.removeprefix("assets/"): text for path, text in sorted(found.items())} | bundle)
