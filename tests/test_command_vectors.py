"""The vectors by which the study side grades commands, held against the real kubectl, ip, bridge, ss and netstat.

What is taken for the same must do the same, and what is taken for different must not, wherever it can be run.
"""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.model import Program
from generator.prove.kubectl import run_kubectl, run_line
from generator.prove.lab import Lab
from generator.prove.simulator import Simulator
from generator.read import read_course

ROOT = Path(__file__).parent.parent
VECTORS = ROOT / "assets/web/tests/vectors"
GIVEN: list[dict[str, Any]] = [
    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "lab"}},
    {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "tienda", "namespace": "default"},
        "spec": {
            "replicas": 2,
            "selector": {"matchLabels": {"app": "tienda"}},
            "template": {
                "metadata": {"labels": {"app": "tienda", "role": "web"}},
                "spec": {"containers": [{"name": "web", "image": "nginx"}]},
            },
        },
    },
    {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "tienda", "namespace": "default"},
        "spec": {"selector": {"app": "tienda"}, "ports": [{"port": 80}]},
    },
    {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "suelto", "namespace": "default", "labels": {"app": "suelto"}},
        "spec": {"containers": [{"name": "main", "image": "busybox:1.37"}]},
    },
    {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"name": "tienda", "namespace": "default"},
        "spec": {"defaultBackend": {"service": {"name": "tienda", "port": {"number": 80}}}},
    },
    {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "IngressClass",
        "metadata": {"name": "nginx"},
        "spec": {"controller": "k8s.io/ingress-nginx"},
    },
    {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "aislar", "namespace": "default"},
        "spec": {"podSelector": {}},
    },
]
# Where the real programs live elsewhere than the learner may write; sudo is no part of a throw-away place.
_ELSEWHERE = re.compile(r"(?:sudo )|/usr/(?:local/)?s?bin/(?=\w)")


@dataclass(frozen=True)
class Effect:
    """What a line did: its output line by line in any order, its status, and the changes it asked the API for."""

    output: tuple[str, ...]
    status: int | None
    changes: tuple[str, ...] = ()


class Cluster:
    """A simulated cluster that notes what it is asked to change; each line finds it as new."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self._simulator = simulator
        self._config = simulator.kubeconfig(folder / "config")
        self._changes: list[str] = []
        self._known: dict[str, Effect] = {}
        self._handle = simulator.handle

    def note(self, method: str, address: str, headers: Mapping[str, str], body: bytes) -> Any:
        """Stands for the simulator's own `handle`."""
        if method != "GET" or "/exec" in address:
            self._changes.append(f"{method} {address} {_sorted_body(body)}")
        return self._handle(method, address, headers, body)

    def run(self, line: str) -> Effect:
        """What the line does in a cluster as it was in the beginning."""
        line = _ELSEWHERE.sub("", line)
        if line not in self._known:
            self._simulator.reset(GIVEN)
            self._changes.clear()
            result = run_line(line, kubeconfig=self._config)
            self._known[line] = Effect(_lines(result.output), result.status, tuple(self._changes))
        return self._known[line]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Simulator.up() as simulator:
        cluster = Cluster(simulator, tmp_path_factory.mktemp("cluster"))
        simulator.handle = cluster.note  # type: ignore[method-assign]
        yield cluster


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab.up() as up:
        yield up


def vectors(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    return found


def test_kubectl(cluster: Cluster) -> None:
    """The same output and the same requests that change anything, for what is the same; and only for that."""
    given = vectors("kubectl")
    apart = [(one, other) for one, other in given["equal"] if cluster.run(one) != cluster.run(other)]
    alike = [(one, other) for one, other, _ in given["different"] if cluster.run(one) == cluster.run(other)]
    assert (apart, alike) == ([], [])


@pytest.mark.parametrize("name", ["iproute", "sockets"])
def test_in_the_lab(lab: Lab, name: str) -> None:
    """The same lines, in whatever order, for what is the same; and only for that."""
    given = vectors(name)

    def run(line: str) -> Effect:
        result = lab.run(given["machine"], _ELSEWHERE.sub("", line))
        return Effect(_lines(_steady(result.stdout + result.stderr)), result.status)

    apart = [(one, other) for one, other in given["equal"] if run(one) != run(other)]
    alike = [(one, other) for one, other, _ in given["different"] if run(one) == run(other)]
    assert (apart, alike) == ([], [])


def test_flags_of_kubectl() -> None:
    """Of every flag of kubectl we say what its own help says: its names, and whether it takes a value."""
    program = _program("kubectl")
    wrong: list[str] = []
    for path in _command_paths(()):
        for names, takes_value in _flags_in_help(path):
            told = _flags_told(program, path)
            for name in names:
                line = told.get(name, "")
                if not line or ("=" in line) != takes_value:
                    wrong.append(f"{' '.join(path)} {name}: {line or 'nada'}")
    assert wrong == []


def test_resources_of_kubectl(tmp_path: Path) -> None:
    """Every name that we take for a resource's is one, as the API tells, and stands for the same resource."""
    with Simulator.up() as simulator:
        config = simulator.kubeconfig(tmp_path / "config")
        listed = run_kubectl(["api-resources"], kubeconfig=config).stdout.splitlines()
    starts = [listed[0].index(column) for column in ("NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND")]
    real: dict[str, set[str]] = {}
    for row in listed[1:]:
        name, short, kind = row[: starts[1]].strip(), row[starts[1] : starts[2]].strip(), row[starts[4] :].strip()
        real[name] = {name, kind.lower(), *filter(None, short.split(","))}
    custom = {"all", "gatewayclasses", "gateways", "grpcroutes", "httproutes", "referencegrants"}
    ours = {line.split()[0]: set(line.split()) for line in _program("kubectl").resources}
    seeded = {name: names for name, names in ours.items() if name not in custom}
    assert seeded == {name: real.get(name) for name in seeded}


@pytest.mark.parametrize("name", ["ip", "bridge"])
def test_prefixes(name: str) -> None:
    """Every beginning of a subcommand means to the real program what our list says: the first that starts so."""
    known = [one for one in _program(name).subcommands if one != "help" and "is unknown" not in _help_of(name, one)]
    starts = sorted({one[:length] for one in known for length in range(1, len(one) + 1)})
    helps = {word: _help_of(name, word) for word in {*starts, *known}}
    wrong = []
    for start in starts:
        meant = start if start in known else next(one for one in known if one.startswith(start))
        if helps[start] != helps[meant]:
            wrong.append((start, meant))
    assert wrong == []


def _help_of(program: str, word: str) -> str:
    done = subprocess.run([program, word, "help"], capture_output=True, text=True, timeout=5, check=False)
    return done.stdout + done.stderr


def _program(name: str) -> Program:
    return next(program for program in read_course(ROOT)[0].programs if program.name == name)


def _flags_told(program: Program, path: tuple[str, ...]) -> dict[str, str]:
    """What we say of each name of a flag at a command; the deeper level counts."""
    found = list(program.flags)
    level: Any = program
    for word in path:
        level = level.commands.get(word)
        if level is None:
            break
        found += level.flags
    return {name: line for line in found for name in re.split(r"=|\[|!", line)[0].split(", ")}


_NOT_OURS = {"alpha", "completion", "convert", "help", "kuberc", "options", "plugin", "proxy", "version"}


def _command_paths(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    listed = re.findall(r"^[\w ()]*Commands[\w ()]*:\n((?:  .*\n)+)", _kubectl_help(path), re.MULTILINE)
    for word in re.findall(r"^  (\S+)", "".join(listed), re.MULTILINE):
        if word not in _NOT_OURS:
            yield (*path, word)
            yield from _command_paths((*path, word))


def _flags_in_help(path: tuple[str, ...]) -> list[tuple[list[str], bool]]:
    found = re.findall(r"^ {4}(?:(-\w), )?(--[\w-]+)=(.*):$", _kubectl_help(path), re.MULTILINE)
    booleans = {"true", "false"}
    return [([name for name in (short, long) if name], default not in booleans) for short, long, default in found]


_HELP: dict[tuple[str, ...], str] = {}


def _kubectl_help(path: tuple[str, ...]) -> str:
    if path not in _HELP:
        _HELP[path] = run_kubectl([*path, "--help"]).stdout
    return _HELP[path]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(sorted(" ".join(line.split()) for line in text.splitlines()))


def _steady(text: str) -> str:
    """Without what the kernel counts or lets pass away between two runs."""
    text = re.sub(r"^\s+\d+(?:\s+\d+)+\s*$", "", text, flags=re.MULTILINE)
    return re.sub(r"\b(?:REACHABLE|STALE|DELAY|PROBE)\b|\b\d+sec\b", "", text)


def _sorted_body(body: bytes) -> str:
    """The body with its lists in order, so that rules in another order are the same rules; of protobuf, its bytes."""
    try:
        return json.dumps(_sorted(json.loads(body)), sort_keys=True)
    except ValueError:
        return bytes(sorted(body)).hex()


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(inner) for key, inner in value.items()}
    return sorted(map(_sorted, value), key=json.dumps) if isinstance(value, list) else value
