"""A .deb file in; its files, its description and its licence text out, without installing anything."""

import io
import re
import stat
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

_FIELD = re.compile(r"^(\S+): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive: its kind and permissions as `stat` has them, its content or a link's target."""

    mode: int
    content: bytes


def package_files(package: Path, patterns: Iterable[str]) -> dict[str, Entry]:
    """The files and links of the package whose paths match a pattern.

    Errors: `ValueError` for a pattern that matches nothing.
    """
    wanted = tuple(patterns)
    unpacked = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], capture_output=True, check=True, timeout=120)
    found: dict[str, Entry] = {}
    with tarfile.open(fileobj=io.BytesIO(unpacked.stdout)) as archive:
        for member in archive:
            path = member.name.removeprefix("./")
            if member.isdir() or not any(fnmatchcase(path, pattern) for pattern in wanted):
                continue
            if member.issym():
                found[path] = Entry(stat.S_IFLNK | 0o777, member.linkname.encode())
            elif content := archive.extractfile(member):
                found[path] = Entry(stat.S_IFREG | member.mode & 0o777, content.read())
    if lost := [pattern for pattern in wanted if not any(fnmatchcase(path, pattern) for path in found)]:
        raise ValueError(f"{package.name} has nothing like {lost}")
    return found


def package_fields(package: Path) -> Mapping[str, str]:
    """What the package says of itself, by field."""
    told = subprocess.run(["dpkg-deb", "--field", package], capture_output=True, text=True, check=True, timeout=60)
    return dict(_FIELD.findall(told.stdout))
