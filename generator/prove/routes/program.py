"""A command line goes in; while the context lasts that program runs, and it never outlives its proof."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Program:
    """The real program behind a proof, as the ledger names it."""

    name: str
    version: str


class NotStartedError(RuntimeError):
    """The program ended, or did not become ready in time; the message holds what it wrote."""


@dataclass(frozen=True, slots=True)
class Running:
    """A program while it runs, and the file that gathers what it writes."""

    process: subprocess.Popen[bytes]
    log: Path

    def until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Returns once `ready` says so; NotStartedError if the program ends before or takes longer."""
        deadline = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None:
                raise NotStartedError(self.log.read_text(errors="replace").strip())
            if time.monotonic() > deadline:
                raise NotStartedError(f"{self.process.args!r}: {seconds} s\n{self.log.read_text(errors='replace')}")
            time.sleep(0.002)


@contextmanager
def running(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Iterator[Running]:
    """Runs the command in `folder` with nothing but that environment, and kills it when the context ends."""
    log = folder / f"{Path(command[0]).name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*dying_with_parent(), *command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Running(process, log)
    finally:
        process.kill()
        process.wait()


def found(name: str) -> str:
    """The path of a program: beside this Python first, then on PATH; NotStartedError if there is none."""
    path = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if path is None:
        raise NotStartedError(f"falta el programa {name}")
    return path


def version_of(command: Sequence[str]) -> str:
    """The first thing that looks like a version in what the command writes."""
    said = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    match = re.search(r"\d+(?:\.\d+)+", said.stdout + said.stderr)
    if match is None:
        raise NotStartedError(f"{command!r}: {said.stdout}{said.stderr}")
    return match.group()


def dying_with_parent() -> list[str]:
    """What to put before a command so that even a killed proof takes it along, where the system can do that."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []
