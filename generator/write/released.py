"""The ids that a version publishes in; quizzes/released.yml with them added out, what it had kept as it was."""

from collections.abc import Iterable
from pathlib import Path

from generator.model import Released
from generator.write.files import replace_file

_HEAD = """\
# Cada id que se ha publicado y la versión que lo hizo. Un id es para siempre: el progreso de quien estudia cuelga
# de él. «apuntes release» añade los nuevos; para retirar uno, pásalo a mano a «retired» con el motivo.
"""


def write_released(path: Path, before: Released, ids: Iterable[str], version: str) -> int:
    """Adds the ids that are new under `version`; how many there were."""
    new = sorted(set(ids) - before.ids.keys() - before.retired.keys())
    all_ids = {**before.ids, **dict.fromkeys(new, version)}
    lines = ["ids:", *(f"  {one}: {all_ids[one]}" for one in sorted(all_ids))]
    if before.retired:
        lines += ["retired:", *(f'  {one}: "{before.retired[one]}"' for one in sorted(before.retired))]
    replace_file(path, (_HEAD + "\n".join(lines) + "\n").encode())
    return len(new)
