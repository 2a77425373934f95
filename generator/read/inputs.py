"""The folder of a course in; one fingerprint over everything that a build of it depends on out."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import generator
from generator.read.gateway_files import FOLDER as GATEWAY
from generator.read.machine import MACHINE
from generator.read.templates import BUNDLE

AUTHORED = ("docs", "facts", "quizzes", "assets", "mkdocs.yml", GATEWAY, BUNDLE, MACHINE)


def inputs_fingerprint(root: Path) -> str:
    """64 hex digits over the authored files, the schemas, the program itself and its Python."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_inputs(root)):
        content = path.read_bytes()
        digest.update(f"\0{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    program = Path(generator.__file__).parent
    yield from (path for path in program.rglob("*.py") if "prove" not in path.parts)
    for name in AUTHORED:
        for path in (root / name, *(root / name).rglob("*")):
            if path.is_file() and (name == GATEWAY or "node_modules" not in path.parts):
                yield path
