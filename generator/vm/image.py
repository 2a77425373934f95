"""assets/vm in; what the node in the page is made of out: packages, which of their files, kernel modules, the lock."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = "assets/vm"
LOCK = f"{FOLDER}/packages.lock"


@dataclass(frozen=True, slots=True)
class Pin:
    """A package as it was when the image was last pinned: the architecture is `i386` or `all`."""

    name: str
    version: str
    architecture: str
    sha256: str

    @property
    def file(self) -> str:
        """The name under which apt stores the package."""
        return f"{self.name}_{self.version.replace(':', '%3a')}_{self.architecture}.deb"


@dataclass(frozen=True, slots=True)
class Image:
    """What image.toml says: patterns of files by package, the kernel's package, its modules and its source."""

    packages: Mapping[str, tuple[str, ...]]
    kernel: str
    sources: str
    modules: tuple[str, ...]

    @property
    def all_packages(self) -> tuple[str, ...]:
        """Every package that has to be pinned, those that only the building needs too."""
        return tuple(sorted({*self.packages, self.kernel, self.sources, BIOS, LICENCES}))


BIOS = "seabios"
LICENCES = "base-files"  # has the texts of the licences that many packages share


def read_image(root: Path) -> Image:
    """What assets/vm/image.toml says."""
    told = tomllib.loads((root / FOLDER / "image.toml").read_text(encoding="utf-8"))
    packages = {name: tuple(patterns) for name, patterns in told["packages"].items()}
    return Image(packages, told["kernel"], told["sources"], tuple(told["modules"]))


def read_lock(root: Path) -> dict[str, Pin]:
    """The pinned packages by name."""
    lines = (root / LOCK).read_text(encoding="utf-8").splitlines()
    pins = (Pin(*line.split()) for line in lines if not line.startswith("#"))
    return {pin.name: pin for pin in pins}


def write_lock(root: Path, pins: Iterable[Pin]) -> None:
    """Pins these packages and no others."""
    lines = ["# Made by «apuntes vm --lock»: package, version, architecture, SHA-256 of the .deb file."]
    lines += [f"{pin.name} {pin.version} {pin.architecture} {pin.sha256}" for pin in sorted(pins, key=lambda p: p.name)]
    (root / LOCK).write_text("\n".join(lines) + "\n", encoding="utf-8")
