"""A kernel's package in; an image that boots, its version, and its modules in the order in which they load, out."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.vm.failure import VmError
from generator.vm.packages import package_files

_NEEDS = re.compile(rb"\0depends=([^\0]*)\0")
_FOLDERS = ("crypto", "drivers/net", "lib", "net")
_PROGRAMS = ("bc", "bison", "flex", "gcc", "lz4", "make", "tar", "xz")
# What a build writes of itself into the image: the same everywhere, so that two builds give the same bytes.
_ORIGIN = {
    "KBUILD_BUILD_HOST": "apuntes",
    "KBUILD_BUILD_TIMESTAMP": "1970-01-01",
    "KBUILD_BUILD_USER": "apuntes",
    "KBUILD_BUILD_VERSION": "1",
}


@dataclass(frozen=True, slots=True)
class Kernel:
    """What boots; the small kernel has everything in its image and no modules."""

    version: str
    image: bytes
    modules: Mapping[str, bytes] = field(default_factory=dict)


def stock_kernel(package: Path, modules: Iterable[str]) -> Kernel:
    """Debian's own kernel with these modules and those that they need, by path, each after the ones it needs."""
    patterns = ["boot/vmlinuz-*", *(f"lib/modules/*/kernel/{folder}/*.ko" for folder in _FOLDERS)]
    files = {path: entry.content for path, entry in package_files(package, patterns).items()}
    (image,) = (path for path in files if path.startswith("boot/"))
    paths = {Path(path).stem.replace("-", "_"): path for path in files if path.endswith(".ko")}
    ordered: dict[str, bytes] = {}
    for name in modules:
        _add(name, paths, files, ordered)
    return Kernel(image.partition("-")[2], files[image], ordered)


def small_kernel(package: Path, config: Path, folder: Path) -> Kernel:
    """A kernel with just what the lab needs, compiled below the folder from Debian's package of its source.

    Errors: `VmError` where a program is missing that compiles it, or the compiler refuses.
    """
    if missing := [name.replace("xz", "xz-utils") for name in _PROGRAMS if not shutil.which(name)]:
        raise VmError(f"para compilar el kernel pequeño faltan paquetes: sudo apt-get install {' '.join(missing)}")
    kept, told = folder / "bzImage", folder / "version"
    if not told.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        sources = _unpacked(package, folder)
        _make(sources, f"KCONFIG_ALLCONFIG={config.resolve()}", "allnoconfig")
        _make(sources, f"-j{os.cpu_count() or 1}", "bzImage")
        shutil.copyfile(sources / "arch/x86/boot/bzImage", kept)
        version = _make(sources, "-s", "kernelrelease").strip()
        shutil.rmtree(sources)
        told.write_text(version)
    return Kernel(told.read_text(), kept.read_bytes())


def _unpacked(package: Path, folder: Path) -> Path:
    folder.mkdir(parents=True)
    ((_, entry),) = package_files(package, ["usr/src/linux-source-*.tar.xz"]).items()
    subprocess.run(["tar", "-xJ", "-C", folder], input=entry.content, check=True)
    (sources,) = (path for path in folder.iterdir() if path.is_dir())
    return sources


def _make(sources: Path, *arguments: str) -> str:
    command = ["make", "-C", str(sources), "ARCH=i386", *arguments]
    done = subprocess.run(command, env={**os.environ, **_ORIGIN}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise VmError(f"no se puede compilar el kernel: {done.stderr[-600:].strip()}")
    return done.stdout


def _add(name: str, paths: Mapping[str, str], contents: Mapping[str, bytes], ordered: dict[str, bytes]) -> None:
    path = paths[name]
    if path in ordered:
        return
    told = _NEEDS.search(contents[path])
    for needed in told[1].decode().split(",") if told and told[1] else ():
        _add(needed.replace("-", "_"), paths, contents, ordered)
    ordered[path] = contents[path]
