"""The Linux node that pages start in the browser: what it is made of, and the files of which they load it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MachinePackage:
    """A package in the machine: `source` is the Debian source package that it was built from, with its version."""

    name: str
    version: str
    licence: str
    source: str


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine as it was saved; `runs` has the ids of the commands that run in it, `files` the bytes by name."""

    kernel: str
    packages: tuple[MachinePackage, ...] = ()
    runs: frozenset[str] = frozenset()
    files: Mapping[str, bytes] = field(default_factory=dict)
