"""Files by path in; a cpio archive as the kernel takes it for its first file system out, always the same bytes."""

import stat
from collections.abc import Mapping

from generator.vm.packages import Entry

_TRAILER = "TRAILER!!!"
_FOLDER = stat.S_IFDIR | 0o755


def cpio(files: Mapping[str, Entry]) -> bytes:
    """The archive in format newc: sorted, with the folders that the files need, of root, from 1970."""
    folders = {parent: Entry(_FOLDER, b"") for path in files for parent in _parents(path)}
    pieces = [
        _member(place, path, entry) for place, (path, entry) in enumerate(sorted({**folders, **files}.items()), 1)
    ]
    return b"".join([*pieces, _member(0, _TRAILER, Entry(0, b""))])


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


def _member(number: int, path: str, entry: Entry) -> bytes:
    name = path.encode() + b"\0"
    links = 2 if stat.S_ISDIR(entry.mode) else 1
    fields = (number, entry.mode, 0, 0, links, 0, len(entry.content), 0, 0, 0, 0, len(name), 0)
    head = b"070701" + b"".join(b"%08x" % field for field in fields)
    return _padded(head + name) + _padded(entry.content)


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)
