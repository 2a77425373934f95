"""The machine's own package sources in; packages for i386 in a folder out, without root or a change to its apt."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.vm.failure import VmError
from generator.vm.image import Pin

RELEASE = "bookworm"
_KEYS = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_TARGET = "$(REPO_URI) $(RELEASE) $(COMPONENT)"
_ATTEMPTS = 3
_CLEARED = (
    "APT::Architectures",
    "APT::Update::Post-Invoke",
    "APT::Update::Post-Invoke-Success",
    "DPkg::Post-Invoke",
)
_STANZA = re.compile(r"^(\S+): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Apt:
    """A private apt below a folder, for packages of i386; the host's settings (proxies, keys) hold for it too."""

    folder: Path

    @classmethod
    def prepare(cls, folder: Path) -> "Apt":
        """An apt whose lists are as new as the folder. Errors: `VmError` where the host has no fitting sources."""
        if not all(shutil.which(program) for program in ("apt-get", "dpkg-deb")):
            raise VmError("hace falta un sistema Debian con apt-get y dpkg-deb")
        apt = cls(folder.resolve())
        sources = sorted(set(_host_sources()))
        if not sources:
            raise VmError(f"los orígenes de apt de esta máquina no tienen Debian 12 ({RELEASE})")
        for part in ("lists/partial", "archives/partial"):
            (apt.folder / part).mkdir(parents=True, exist_ok=True)
        (apt.folder / "status").touch()
        (apt.folder / "sources.list").write_text("".join(f"{source}\n" for source in sources))
        (apt.folder / "apt.conf").write_text(_settings(apt.folder))
        return apt

    def update(self) -> None:
        """Fetches the lists again; a list that a mirror serves half-way is fetched anew or the old one kept."""
        for _ in range(_ATTEMPTS):
            if self._run("apt-get", "update").returncode == 0:
                return

    def candidates(self, names: Iterable[str]) -> dict[str, Pin]:
        """The packages as they are to be had now; a name that apt does not know is left out."""
        found = {}
        shown = self._run("apt-cache", "show", "--no-all-versions", *names).stdout
        for stanza in shown.split("\n\n"):
            told = dict(_STANZA.findall(stanza))
            if "Package" in told:
                pin = Pin(told["Package"], told["Version"], told["Architecture"], told["SHA256"])
                found[pin.name] = pin
        return found

    def fetch(self, pins: Iterable[Pin], folder: Path) -> None:
        """The packages lie in the folder, each with the SHA-256 of its pin.

        Errors: `VmError` where a version is no longer served, or what is served is something else.
        """
        folder.mkdir(parents=True, exist_ok=True)
        wanted = [pin for pin in pins if not _is_there(pin, folder)]
        if not wanted:
            return
        lines = [f"{pin.name}={pin.version}" for pin in wanted]
        done = self._run("apt-get", "download", *lines, cwd=folder)
        if done.returncode:
            self.update()
            done = self._run("apt-get", "download", *lines, cwd=folder)
        for pin in wanted:
            if not (folder / pin.file).is_file():
                raise VmError(self._gone(pin, done.stderr))
            if not _is_there(pin, folder):
                raise VmError(f"el archivo de {pin.name} {pin.version} no tiene el SHA-256 anotado en packages.lock")

    def _gone(self, pin: Pin, said: str) -> str:
        now = self.candidates([pin.name]).get(pin.name)
        if now and now.version != pin.version:
            return (
                f"el espejo de Debian ya no tiene {pin.name} {pin.version}, sino {now.version}: "
                "fija de nuevo las versiones con «apuntes vm --lock»"
            )
        reason = next((line for line in said.splitlines() if line.startswith("E:")), "E: sin respuesta")
        return f"no se puede descargar {pin.name} {pin.version} para i386 ({reason[2:].strip()})"

    def _run(self, program: str, *arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        command = [program, "-qq", "-c", str(self.folder / "apt.conf"), *arguments]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=600)


def _host_sources() -> Iterator[str]:
    told = subprocess.run(
        ["apt-get", "indextargets", "--format", _TARGET, "Created-By: Packages"],
        capture_output=True,
        text=True,
        check=False,
    )
    keys = f" signed-by={_KEYS}" if _KEYS.is_file() else ""
    for line in told.stdout.splitlines():
        address, release, component = line.split()
        if release.partition("-")[0] == RELEASE and component == "main":
            yield f"deb [arch=i386{keys}] {address} {release} {component}"


def _settings(folder: Path) -> str:
    """What replaces the host's settings: folders, architecture, and nothing to be run afterwards."""
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    places = {
        "Dir::State": folder,
        "Dir::State::lists": folder / "lists",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder,
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": empty,
        "Dir::Etc::preferences": empty / "none",
        "Dir::Etc::preferencesparts": empty,
    }
    cleared = (
        "APT::Architectures",
        "APT::Update::Post-Invoke",
        "APT::Update::Post-Invoke-Success",
        "DPkg::Post-Invoke",
    )
    lines = [f"#clear {name};" for name in cleared]
    lines += [f'{name} "{place}";' for name, place in places.items()]
    lines += ['APT::Architecture "i386";', 'APT::Architectures { "i386"; };', 'APT::Sandbox::User "root";']
    return "\n".join([*lines, 'Acquire::Languages "none";', ""])


def _is_there(pin: Pin, folder: Path) -> bool:
    file = folder / pin.file
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == pin.sha256
