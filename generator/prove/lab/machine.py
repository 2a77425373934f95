"""A machine of the lab (gateway, node or pod) is a process in namespaces of its own; here it is started and entered."""

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from socket import sethostname
from typing import Generic, NoReturn, ParamSpec, TypeVar

from generator.prove.lab import kernel
from generator.prove.lab.failure import Failure, LabError

P = ParamSpec("P")
T = TypeVar("T")

_STAGE = Path("/mnt")
_PROGRAMS = ("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32")
_SETTINGS = ("alternatives", "iproute2", "ld.so.cache", "protocols", "services")
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty", "ptmx", "pts")
_LINKS = {
    "dev/fd": "/proc/self/fd",
    "dev/stdin": "/proc/self/fd/0",
    "dev/stdout": "/proc/self/fd/1",
    "dev/stderr": "/proc/self/fd/2",
    "var/run": "/run",
}
_FOLDERS = ("dev", "etc", "mnt", "proc", "root", "run/netns", "sys", "tmp", "var/lib")
# Without them addresses are `tentative` for a second and outputs differ from run to run.
_CALM_IPV6 = {f"net/ipv6/conf/default/{key}": "0" for key in ("accept_dad", "accept_ra", "router_solicitations")}


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a machine has of its own: name, files by path, values below /proc/sys, host folders to show read-only."""

    hostname: str
    files: Mapping[str, str]
    settings: Mapping[str, str]
    folders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Machine:
    """The descriptor of a machine's first process, through which others enter the machine."""

    process: int


def start(furniture: Furniture, prepare: Callable[[], object]) -> tuple[int, Machine]:
    """A new machine and the number of its first process, which has run `prepare` and then waits for ever.

    Errors: `LabError` with the reason where that failed.
    """
    here = os.pidfd_open(os.getpid())
    ours, theirs = Pipe(duplex=False)
    kernel.unshare(kernel.NEW_PID)
    pid = os.fork()
    if pid == 0:
        _first_process(furniture, prepare, theirs)
    theirs.close()
    # Later children belong to the PID namespace of this process again.
    kernel.enter(here, kernel.NEW_PID)
    os.close(here)
    outcome(ours)
    return pid, Machine(os.pidfd_open(pid))


@dataclass(frozen=True, slots=True)
class Errand(Generic[T]):
    """An action under way inside a machine; its outcome arrives on the pipe."""

    carrier: int
    pipe: Connection

    def result(self) -> T:
        """What the action returned, as soon as it has. Errors: `LabError` with the reason where it failed."""
        try:
            return outcome(self.pipe)  # type: ignore[return-value]  # what comes through a pipe has no type
        finally:
            os.waitpid(self.carrier, 0)


def send(machine: Machine, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Errand[T]:
    """The action under way in a process of its own, which has the machine's network, files and name.

    The machine sees only the children of that process: the process itself is in none of its lists.
    """
    return Errand(*_carried(machine, lambda pipe: _report(pipe, lambda: action(*args, **kwargs))))


def send_native(machine: Machine, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Errand[T]:
    """The same, in a process that was born in the machine, as what counts or replaces processes must be."""

    def be_born(pipe: Connection) -> None:
        inner = os.fork()
        if inner:
            os.waitpid(inner, 0)
        else:
            _report(pipe, lambda: action(*args, **kwargs))

    return Errand(*_carried(machine, be_born))


def outcome(pipe: Connection) -> object:
    """What arrives on the pipe. Errors: `LabError` for a `Failure`, or where the other side ended without a word."""
    try:
        value = pipe.recv()
    except EOFError:
        value = Failure("the process ended without an answer")
    finally:
        pipe.close()
    if isinstance(value, Failure):
        raise LabError(value.reason)
    return value


def _report(pipe: Connection, action: Callable[[], object]) -> None:
    try:
        value = action()
    except Exception as error:  # the reason must reach the other process, whatever it is
        value = Failure.of(error)
    pipe.send(value)
    pipe.close()


def _first_process(furniture: Furniture, prepare: Callable[[], object], pipe: Connection) -> NoReturn:
    def settle() -> None:
        # Orphans of commands end up here and must not stay as zombies.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        os.setsid()
        _forget_inherited_files(pipe.fileno())
        kernel.unshare(kernel.NEW_REST)
        _furnish(furniture)
        prepare()

    _report(pipe, settle)
    while True:
        signal.pause()


def _carried(machine: Machine, carry: Callable[[Connection], None]) -> tuple[int, Connection]:
    ours, theirs = Pipe(duplex=False)
    carrier = os.fork()
    if carrier == 0:
        _carry(machine, theirs, carry)
    theirs.close()
    return carrier, ours


def _carry(machine: Machine, pipe: Connection, carry: Callable[[Connection], None]) -> NoReturn:
    try:
        for ignored in (signal.SIGINT, signal.SIGTTOU):
            signal.signal(ignored, signal.SIG_DFL)
        kernel.enter(machine.process, kernel.NEW_PID | kernel.NEW_REST)
        carry(pipe)
    except OSError as error:
        pipe.send(Failure.of(error))
    finally:
        os._exit(0)


def _forget_inherited_files(kept: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    os.closerange(3, kept)
    os.closerange(kept + 1, 1024)


def _furnish(furniture: Furniture) -> None:
    kernel.mount("none", "/", flags=kernel.PRIVATE | kernel.RECURSIVE)
    kernel.mount("tmpfs", str(_STAGE), "tmpfs", options="mode=755,size=64m")
    for folder in _FOLDERS:
        (_STAGE / folder).mkdir(parents=True)
    (_STAGE / "tmp").chmod(0o1777)
    for link, target in _LINKS.items():
        (_STAGE / link).symlink_to(target)
    shown = {f"/{name}": f"/{name}" for name in _PROGRAMS} | {f"/etc/{name}": f"/etc/{name}" for name in _SETTINGS}
    for place, source in {**shown, **furniture.folders}.items():
        _show(source, place, read_only=True)
    for device in _DEVICES:
        _show(f"/dev/{device}", f"/dev/{device}", read_only=False)
    for path, text in furniture.files.items():
        file = _STAGE / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    kernel.mount("proc", str(_STAGE / "proc"), "proc")
    # `ip netns exec` takes the upper one away, and may mount its own only while there is another.
    for kind in ("sysfs", "tmpfs", "sysfs"):
        kernel.mount(kind, str(_STAGE / "sys"), kind)
    kernel.make_root(str(_STAGE))
    sethostname(furniture.hostname)
    for key, value in {**_CALM_IPV6, **furniture.settings}.items():
        setting = Path("/proc/sys", key)
        if setting.exists():  # a kernel may lack IPv6 or br_netfilter
            setting.write_text(value)


def _show(source: str, place: str, *, read_only: bool) -> None:
    origin, target = Path(source), _STAGE / place.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    if origin.is_symlink():
        target.symlink_to(origin.readlink())
    elif origin.exists():
        target.mkdir() if origin.is_dir() else target.touch()
        kernel.mount(source, str(target), flags=kernel.BIND | kernel.RECURSIVE)
        if read_only:
            kernel.make_read_only(str(target))
