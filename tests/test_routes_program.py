"""Programs behind proofs never outlive them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.prove.routes.program import NotStartedError, found, running, version_of

NAPPING = """
from pathlib import Path
from generator.prove.routes.program import running
with running(["/bin/sleep", "60"], Path({folder!r}), {{}}) as nap:
    nap.until(lambda: Path(f"/proc/{{nap.process.pid}}/comm").read_text() == "sleep\\n", 20)
    print(nap.process.pid, flush=True)
    nap.process.wait()
"""


def is_gone(pid: int) -> bool:
    """Whether the process ended, within a generous time."""
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False


def test_a_program_ends_with_its_context(tmp_path: Path) -> None:
    with pytest.raises(KeyError), running(["/bin/sleep", "60"], tmp_path, {}) as nap:
        raise KeyError
    assert is_gone(nap.process.pid)


def test_a_program_ends_with_a_proof_that_is_killed(tmp_path: Path) -> None:
    script = NAPPING.format(folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as proof:
        assert proof.stdout is not None
        nap = int(proof.stdout.readline())
        proof.send_signal(signal.SIGKILL)
    assert is_gone(nap)


def test_a_program_that_ends_tells_why(tmp_path: Path) -> None:
    with (
        running(["/bin/sh", "-c", "echo broken; exit 1"], tmp_path, {}) as shell,
        pytest.raises(NotStartedError, match="broken"),
    ):
        shell.until(lambda: False, 5)


def test_what_is_missing_has_a_name() -> None:
    with pytest.raises(NotStartedError, match="falta el programa no-such-program"):
        found("no-such-program")
    with pytest.raises(NotStartedError, match="true"):
        version_of(["/bin/true"])
