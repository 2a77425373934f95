"""The packages in an image in; whose work they are (version, source, licence and its text) out."""

import re
import subprocess
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.vm.image import FOLDER
from generator.vm.packages import package_fields, package_files

_SOURCE = re.compile(r"^(\S+)(?: \((\S+)\))?$")
_SHARED = "usr/share/common-licenses"
_POINTED_TO = ("Apache-2.0", "GPL-2", "GPL-3", "LGPL-2", "LGPL-2.1", "LGPL-3")
_RULE = "=" * 78


@dataclass(frozen=True, slots=True)
class Holding:
    """A package in the image: `source` is Debian's source package and its version, `terms` its licence's text."""

    name: str
    version: str
    source: str
    licence: str
    terms: str


def holdings(root: Path, packages: Mapping[str, Path]) -> tuple[Holding, ...]:
    """One for each package, by name. Errors: `KeyError` for a source package without a licence in licences.toml."""
    licences = tomllib.loads((root / FOLDER / "licences.toml").read_text(encoding="utf-8"))
    return tuple(_holding(name, packages[name], licences) for name in sorted(packages))


def licence_texts(held: Iterable[Holding], shared: Path) -> str:
    """All licences one after the other, each text once; the package `shared` has those to which they only point."""
    owners: dict[str, list[str]] = {}
    for one in held:
        owners.setdefault(one.terms, []).append(f"{one.name} {one.version}")
    for path, entry in sorted(package_files(shared, [f"{_SHARED}/{name}" for name in _POINTED_TO]).items()):
        owners[entry.content.decode()] = [f"/{path}"]
    return "\n".join(f"{_RULE}\n{', '.join(names)}\n{_RULE}\n\n{terms}\n" for terms, names in owners.items() if terms)


def _holding(name: str, package: Path, licences: Mapping[str, str]) -> Holding:
    fields = package_fields(package)
    version = fields["Version"]
    told = _SOURCE.match(fields.get("Source", name))
    source, source_version = (told[1], told[2] or version) if told else (name, version)
    if source.startswith("linux-signed-"):  # it only adds a signature to what this one has
        source, source_version = "linux", version
    return Holding(name, version, f"{source} {source_version}", licences[source], _terms(package))


def _terms(package: Path) -> str:
    try:
        found = package_files(package, ["usr/share/doc/*/copyright"])
    except (ValueError, subprocess.CalledProcessError):  # it stands in another package of the same source
        return ""
    return "\n".join(entry.content.decode(errors="replace") for entry in found.values())
