"""What this computer lacks for a lab, told in Spanish with what to do about it."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.prove.lab.actions import PATH

PLUGINS = ("bridge", "host-local", "loopback", "portmap")
PACKAGES = {
    "bash": "bash",
    "ip": "iproute2",
    "ss": "iproute2",
    "iptables-restore": "iptables",
    "nft": "nftables",
    "ping": "iputils-ping",
    "netstat": "net-tools",
    "ps": "procps",
}


def plugin_folder() -> Path:
    """Where the CNI plugins are: the folder in the variable CNI_BIN, or else Debian's."""
    return Path(os.environ.get("CNI_BIN", "/usr/lib/cni"))


def missing(plugins: Path) -> str:
    """What is missing and how to get it, in whole sentences; empty where nothing is."""
    if sys.platform != "linux":
        return (
            f"El laboratorio necesita Linux y este sistema es {sys.platform}. "
            "Úsalo en una máquina virtual con Linux o, en Windows, dentro de WSL 2."
        )
    return " ".join(_sentences(plugins))


def refused(reason: str) -> str:
    """What to do where the kernel does not allow the private namespaces of the lab."""
    return (
        "El núcleo no permite crear los espacios de nombres privados del laboratorio "
        f"({reason}). En Ubuntu 24.04 o posterior prueba "
        "`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`; "
        "dentro de un contenedor, ejecútalo en la máquina anfitriona."
    )


def _sentences(plugins: Path) -> Iterator[str]:
    tools = [tool for tool in PACKAGES if shutil.which(tool, path=PATH) is None]
    lost = [plugin for plugin in PLUGINS if not os.access(plugins / plugin, os.X_OK)]
    packages = sorted({PACKAGES[tool] for tool in tools} | ({"containernetworking-plugins"} if lost else set()))
    if tools:
        yield f"Faltan estos programas: {', '.join(tools)}."
    if lost:
        yield (
            f"Faltan estos plugins CNI en {plugins}: {', '.join(lost)} "
            "(si están en otra carpeta, indícala en la variable CNI_BIN)."
        )
    if packages:
        yield f"En Debian o Ubuntu: sudo apt-get install {' '.join(packages)}"
