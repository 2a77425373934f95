"""A folder of pages and an engine's name in; build/site out, swapped in whole once the engine is content."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from generator.write.finishing import finished

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
ENGINES = ("mkdocs", "zensical")


class SiteError(Exception):
    """The engine refused the pages; the text is what it said."""


def build_site(config: Path, out: Path, engine: str, epoch: int) -> None:
    """Builds the site that `config` describes where it says, finishes it, then puts it in its place in one step.

    `epoch` is the time that the engine writes where it writes one. Raises SiteError with the engine's words; the
    site of the last good build then stays as it was.
    """
    fresh, site = config.parent / json.loads(config.read_text(encoding="utf-8"))["site_dir"], out / "site"
    shutil.rmtree(fresh, ignore_errors=True)
    command = {
        "mkdocs": ["-m", "mkdocs", "build", "--strict", "-f", str(config)],
        "zensical": ["-m", "zensical", "build", "--strict", "-f", str(config)],
    }[engine]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(epoch)}
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        raise SiteError((done.stderr + done.stdout).strip())
    _finish(fresh)
    swap_folders(fresh, site)
    shutil.rmtree(fresh, ignore_errors=True)


def _finish(site: Path) -> None:
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    for name, content in finished(built).items():
        if built.get(name) != content:
            (site / name).write_bytes(content)


def swap_folders(fresh: Path, old: Path) -> None:
    """`fresh` becomes `old` and the other way round, in one step where the kernel can (Linux), else in two."""
    if not old.exists():
        os.replace(fresh, old)
    elif not _exchange(fresh, old):
        aside = old.with_name(f".{old.name}-old")
        shutil.rmtree(aside, ignore_errors=True)
        os.replace(old, aside)
        os.replace(fresh, old)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """renameat2(2) with RENAME_EXCHANGE; False where the system or its C library lacks it."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if renameat2 is None:
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
