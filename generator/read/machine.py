"""The folder of a course in; the Linux node that `apuntes vm` left in build/vm out, where there is one."""

import json
from pathlib import Path

from generator.model.machine import Machine, MachinePackage

MACHINE = "build/vm"
_FACTS = "machine.json"


def read_machine(root: Path) -> Machine | None:
    """The machine; None where none was made, or only half of it is there."""
    folder = root / MACHINE
    try:
        told = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        packages = tuple(MachinePackage(**package) for package in told["packages"])
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
        machine = Machine(told["kernel"], packages, frozenset(told["runs"]), files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return machine if len(files.get("state.zst", b"")) == told["size"] else None
