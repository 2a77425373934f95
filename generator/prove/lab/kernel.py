"""Linux calls that Python 3.11 lacks (namespaces, mounts, process names) come out as functions that raise OSError."""

import ctypes
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NEW_USER = 0x10000000
NEW_PID = 0x20000000
NEW_REST = 0x00020000 | 0x04000000 | 0x08000000 | 0x40000000  # mounts, hostname, IPC, network

BIND = 0x1000
RECURSIVE = 0x4000
PRIVATE = 0x40000

_MOUNT_SETATTR = 442  # the same number on every architecture
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_DETACH = 2
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NAME = 15
_SIGKILL = 9

_libc = ctypes.CDLL(None, use_errno=True)


class _MountAttributes(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user_namespace"))


def unshare(namespaces: int) -> None:
    """The process (its children, for a PID namespace) is in new namespaces of these kinds."""
    _check(_libc.unshare(namespaces), "unshare")


def enter(process: int, namespaces: int) -> None:
    """The process (its children, for a PID namespace) is in those namespaces of the process behind the descriptor."""
    _check(_libc.setns(process, namespaces), "setns")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """A file system, or with `BIND` a part of one, appears at the target."""
    arguments = (text.encode() if text else None for text in (source, target, kind))
    _check(_libc.mount(*arguments, ctypes.c_ulong(flags), options.encode()), f"mount {target}")


def make_read_only(target: str) -> None:
    """Nothing can be written below this mount, nor below the mounts in it."""
    attributes = _MountAttributes(set=1)
    arguments = (_AT_FDCWD, target.encode(), _AT_RECURSIVE, ctypes.byref(attributes), ctypes.sizeof(attributes))
    _check(_libc.syscall(_MOUNT_SETATTR, *arguments), f"mount_setattr {target}")


def make_root(folder: str) -> None:
    """The folder is the root of the file system, and the former root is out of reach."""
    os.chdir(folder)
    _check(_libc.pivot_root(b".", b"."), "pivot_root")
    _check(_libc.umount2(b".", _DETACH), "umount2")
    os.chdir("/")


def die_with_parent() -> None:
    """The process is killed as soon as its parent ends."""
    _check(_libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0), "prctl")


def stay_inspectable() -> None:
    """The process can be looked at by its own user although it changed identity."""
    _check(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "prctl")


@dataclass(frozen=True, slots=True)
class Title:
    """The memory that holds this process's arguments, which `ps` and `netstat` read."""

    start: int
    size: int

    @classmethod
    def own(cls) -> "Title":
        """The title of the calling process; its forks have it at the same place."""
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        start, end = int(fields[45]), int(fields[46])
        return cls(start, end - start)

    def write(self, name: str, arguments: Sequence[str]) -> None:
        """`ss` shows the name, `ps` and `netstat` the arguments, cut where there is no room."""
        _check(_libc.prctl(_PR_SET_NAME, name.encode(), 0, 0, 0), "prctl")
        text = b"\0".join(argument.encode() for argument in arguments)[: self.size - 1]
        ctypes.memmove(self.start, text.ljust(self.size, b"\0"), self.size)


def _check(status: int, call: str) -> None:
    if status == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")
