"""Paths and bytes in; files that differ replaced one by one, atomically, and those nobody makes any more removed."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_TEMPORARY = ".apuntes-tmp"


@dataclass(frozen=True)
class Written:
    """How many files were written, removed and left as they were."""

    written: int
    removed: int
    same: int


def write_files(out: Path, files: Mapping[str, bytes], owned: tuple[str, ...]) -> Written:
    """Makes what is `owned` below `out` (folders, and files by their names) be exactly `files`; leaves what is right.

    A file is written beside its place and renamed into it, so whoever reads or kills at any moment finds the old
    one or the new one, whole. Raises ValueError for a path that is not owned.
    """
    for name in files:
        _check_path(name, owned)
    written = sum(replace_file(out / name, content) for name, content in sorted(files.items()))
    removed = _remove_stale(out, frozenset(files), owned)
    return Written(written, removed, len(files) - written)


def _check_path(name: str, owned: tuple[str, ...]) -> None:
    path = PurePosixPath(name)
    inside = len(path.parts) > 1 or path.suffix != ""
    if path.is_absolute() or ".." in path.parts or path.parts[0] not in owned or not inside:
        raise ValueError(f"«{name}» queda fuera de lo que se puede escribir: {', '.join(owned)}")


def replace_file(path: Path, content: bytes) -> bool:
    """Makes the file hold just that content, in one step; whether it had to be written."""
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + _TEMPORARY)
    beside.write_bytes(content)
    os.replace(beside, path)
    return True


def _remove_stale(out: Path, files: frozenset[str], owned: tuple[str, ...]) -> int:
    removed = 0
    for folder in owned:
        for path in sorted((out / folder).rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(out).as_posix() not in files:
                path.unlink()
                removed += 1
    return removed
