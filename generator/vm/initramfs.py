"""Unpacked packages and the guest's own files in; the first file system of the machine out, always the same bytes."""

import gzip
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.vm.archive import cpio
from generator.vm.guest import guest_files
from generator.vm.image import Image
from generator.vm.packages import Entry, package_files

_LINKS = {
    "bin": "usr/bin",
    "sbin": "usr/bin",
    "lib": "usr/lib",
    "usr/sbin": "bin",
    "usr/bin/sh": "busybox",
    "usr/bin/init": "busybox",
    "usr/bin/iptables": "xtables-legacy-multi",
    "usr/bin/iptables-save": "xtables-legacy-multi",
    "usr/bin/iptables-restore": "xtables-legacy-multi",
    "usr/bin/nc": "nc.openbsd",
    "usr/bin/lua": "lua5.4",
    "etc/protocols": "../machines/controlplane/etc/protocols",
    "etc/services": "../machines/controlplane/etc/services",
}
_MERGED = re.compile(r"^(?:usr/)?(?:s?bin)/")
_LIBRARIES = re.compile(r"^(?:usr/)?lib/")
_INIT_TABLES = {
    "gateway": "::sysinit:/usr/lib/lab/machine\n",
    "controlplane": "::sysinit:/usr/lib/lab/machine\nttyS0::respawn:-/bin/bash\n",
    "node01": "::sysinit:/usr/lib/lab/machine\n",
}


def initramfs(root: Path, image: Image, packages: Mapping[str, Path], modules: Mapping[str, bytes]) -> bytes:
    """The compressed archive; `modules` are the kernel's, by path, in the order in which they are to be loaded."""
    files = {path: Entry(stat.S_IFLNK | 0o777, target.encode()) for path, target in _LINKS.items()}
    files |= {path: entry for name in sorted(image.packages) for path, entry in _placed(image, packages, name)}
    files |= guest_files(root)
    for machine, table in _INIT_TABLES.items():
        files[f"machines/{machine}/etc/inittab"] = Entry(stat.S_IFREG | 0o644, table.encode())
    for folder in ("dev", "mnt", "proc", "root", "run", "sys", "tmp"):
        files[folder] = Entry(stat.S_IFDIR | 0o755, b"")
    if modules:
        order = "".join(f"/{path}\n" for path in modules)
        files["usr/lib/modules/order"] = Entry(stat.S_IFREG | 0o644, order.encode())
        files |= {f"usr/{path}": Entry(stat.S_IFREG | 0o644, content) for path, content in modules.items()}
    return gzip.compress(cpio(files), 6, mtime=0)


def _placed(image: Image, packages: Mapping[str, Path], name: str) -> Iterable[tuple[str, Entry]]:
    patterns = image.packages[name]
    for path, entry in package_files(packages[name], patterns).items():
        if path.startswith("usr/lib/cni/"):
            yield f"opt/cni/bin/{path.rpartition('/')[2]}", entry
        elif path.startswith("etc/"):
            yield from ((f"machines/{machine}/{path}", entry) for machine in _INIT_TABLES)
        else:
            yield _LIBRARIES.sub("usr/lib/", _MERGED.sub("usr/bin/", path)), entry
