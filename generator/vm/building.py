"""A course's folder in; the saved machine that its site shows, and what is in it, in build/vm out."""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.vm.apt import Apt
from generator.vm.booting import MEMORY, VGA_MEMORY, WEB, KernelKind, Parts, bios_images, saved_machine
from generator.vm.contents import Holding, holdings, licence_texts
from generator.vm.failure import VmError
from generator.vm.image import BIOS, FOLDER, LICENCES, Image, Pin, read_image, read_lock, write_lock
from generator.vm.initramfs import initramfs
from generator.vm.kernel import Kernel, small_kernel, stock_kernel

Progress = Callable[[str], None]
KERNELS: tuple[KernelKind, ...] = ("stock", "small")
OUT = "build/vm"
MACHINE = "machine.json"
RUNS = f"{FOLDER}/runs.txt"
_CACHE = ".cache/vm"
_EMULATOR = "node_modules/v86/build/v86.wasm"
# Everything that build/vm follows from, apart from the kind of kernel; the topology is the lab's.
_INPUTS = (FOLDER, "assets/web/vm", f"assets/web/{_EMULATOR}", "generator/vm", "generator/prove/lab")


def build_vm(root: Path, kind: KernelKind, tell: Progress) -> Path:
    """The folder build/vm, made anew or from what an earlier run left in .cache/vm.

    Errors: `VmError` with the reason where this computer can't make it.
    """
    cache = root / _CACHE
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another build that is under way leaves what this one needs
        key = inputs_fingerprint(root, kind)
        kept = cache / f"{kind}-{key}"
        if not (kept / MACHINE).is_file():
            fresh = cache / f".{kind}-fresh"
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            _make(root, kind, key, fresh, tell)
            for old in cache.glob(f"{kind}-*"):
                shutil.rmtree(old)
            fresh.rename(kept)
        return _copied(kept, root / OUT)


def is_current(root: Path) -> bool:
    """Whether build/vm holds what a build with either kernel would give now."""
    try:
        told = json.loads((root / OUT / MACHINE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return told.get("built_from") in {inputs_fingerprint(root, kind) for kind in KERNELS}


def pin_packages(root: Path) -> int:
    """Writes assets/vm/packages.lock as the machine's package sources have the packages now; how many there are.

    Errors: `VmError` where one is not to be had.
    """
    image = read_image(root)
    apt = Apt.prepare(root / _CACHE / "apt")
    apt.update()
    found = apt.candidates(image.all_packages)
    if lost := sorted(set(image.all_packages) - found.keys()):
        raise VmError(f"los orígenes de apt no tienen {', '.join(lost)} para i386: corrige image.toml")
    write_lock(root, found.values())
    return len(found)


def inputs_fingerprint(root: Path, kind: KernelKind) -> str:
    """16 hex digits over everything from which the state follows."""
    digest = hashlib.sha256(kind.encode())
    for path in sorted(_inputs(root)):
        content = path.read_bytes()
        digest.update(f"\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _inputs(root: Path) -> Iterator[Path]:
    for name in _INPUTS:
        for path in (root / name, *(root / name).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path


def _make(root: Path, kind: KernelKind, key: str, out: Path, tell: Progress) -> None:
    image, pins = read_image(root), read_lock(root)
    packages = _fetched(root, image, pins, kind, tell)
    kernel = _kernel(root, image, pins, packages, kind, tell)
    files = initramfs(root, image, packages, kernel.modules)
    size = saved_machine(root, Parts(kernel.image, files, bios_images(packages[BIOS])), kind, out, tell)
    shutil.copyfile(root / WEB / _EMULATOR, out / "v86.wasm")
    boots = image.sources if kind == "small" else image.kernel
    held = holdings(root, {name: packages[name] for name in (*image.packages, boots)})
    (out / "licencias.txt").write_text(licence_texts(held, packages[LICENCES]), encoding="utf-8")
    told = {
        "kernel": kernel.version,
        "memory": MEMORY[kind],
        "vga_memory": VGA_MEMORY,
        "size": size,
        "built_from": key,
        "packages": [_as_json(one) for one in held],
        "runs": (root / RUNS).read_text(encoding="utf-8").split(),
    }
    (out / MACHINE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _as_json(one: Holding) -> dict[str, str]:
    return {"name": one.name, "version": one.version, "licence": one.licence, "source": one.source}


def _fetched(root: Path, image: Image, pins: dict[str, Pin], kind: KernelKind, tell: Progress) -> dict[str, Path]:
    names = (*image.packages, BIOS, LICENCES, image.sources if kind == "small" else image.kernel)
    if lost := sorted(set(names) - pins.keys()):
        raise VmError(f"packages.lock no tiene {', '.join(lost)}: fija las versiones con «apuntes vm --lock»")
    folder = root / _CACHE / "packages"
    apt = Apt.prepare(root / _CACHE / "apt")
    tell(f"Reúno {len(names)} paquetes de Debian…")
    apt.fetch([pins[name] for name in names], folder)
    return {name: folder / pins[name].file for name in names}


def _kernel(
    root: Path, image: Image, pins: dict[str, Pin], packages: dict[str, Path], kind: KernelKind, tell: Progress
) -> Kernel:
    if kind == "stock":
        return stock_kernel(packages[image.kernel], image.modules)
    config = root / FOLDER / "kernel.config"
    made_of = hashlib.sha256(config.read_bytes() + pins[image.sources].sha256.encode()).hexdigest()[:16]
    folder = root / _CACHE / f"kernel-{made_of}"
    if not folder.is_dir():
        tell("Compilo el kernel pequeño (unos minutos, solo la primera vez)…")
    return small_kernel(packages[image.sources], config, folder)


def _copied(kept: Path, out: Path) -> Path:
    """Only what differs is written: the site is not made again for the same state."""
    out.mkdir(parents=True, exist_ok=True)
    for file in kept.iterdir():
        target = out / file.name
        if not target.is_file() or target.read_bytes() != file.read_bytes():
            shutil.copyfile(file, target)
    return out
