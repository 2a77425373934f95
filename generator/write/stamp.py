"""What a build was made from and what it left, kept beside it, so that the next one knows whether it has to work."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from generator.write.files import replace_file

NAME = ".made-from.json"


@dataclass(frozen=True)
class Stamp:
    """Fingerprints of all inputs and of what the engine got; size and time of every file that the build left."""

    inputs: str = ""
    site: str = ""
    outputs: dict[str, list[int]] = field(default_factory=dict)


def read_stamp(out: Path) -> Stamp:
    """The stamp of the last build; an empty one where there is none or somebody spoiled it."""
    try:
        return Stamp(**json.loads((out / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Stamp()


def write_stamp(out: Path, inputs: str, site: str, kept: Iterable[str]) -> None:
    """Remembers the build that is now in `out`; `kept` are the folders and files that belong to it."""
    stamp = Stamp(inputs, site, _outputs(out, kept))
    replace_file(out / NAME, (json.dumps(asdict(stamp), sort_keys=True) + "\n").encode())


def is_untouched(out: Path, stamp: Stamp, kept: Iterable[str]) -> bool:
    """Whether everything that the stamped build left is still there as it was, and nothing else."""
    return bool(stamp.outputs) and _outputs(out, kept) == stamp.outputs


def _outputs(out: Path, kept: Iterable[str]) -> dict[str, list[int]]:
    found = {}
    for name in kept:
        for path in (out / name, *(out / name).rglob("*")):
            if path.is_file():
                status = path.stat()
                found[path.relative_to(out).as_posix()] = [status.st_size, status.st_mtime_ns]
    return found
