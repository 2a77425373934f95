"""A command line and what it is to do go in; whether the real kubectl does that, and if not why, comes out."""

from __future__ import annotations

import json
import re
import shlex
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.prove.kubectl.running import Call, Result, run_line
from generator.prove.simulator import ApiError, Simulator

# What a line may take that never ends by itself, such as `kubectl proxy`, before it counts as understood.
READING_LIMIT = 3.0
# Complaints that kubectl can only have once it has understood the line: those of the server about what exists, those
# about files that the reader has, and those of this simulator.
_UNDERSTOOD = re.compile(
    r"""error\ from\ server\ \((NotFound|AlreadyExists|Conflict)\):\ (?!the\ server\ could\ not\ find)
    |"[^"]+"\ (already\ exists|not\ found)
    |simulador:
    |the\ path\ "[^"]*"\ does\ not\ exist
    |the\ connection\ to\ the\ server\ \S+\ was\ refused
    |no\ context\ exists\ with\ the\ name
    |Metrics\ API\ not\ available
    |timed\ out\ waiting\ for
    |no\ matching\ resources\ found""",
    re.VERBOSE | re.IGNORECASE,
)
# A reader that had enough, such as `head`, ends the writer of a pipe with this status.
_BROKEN_PIPE = 141
_COMMAND_NOT_FOUND = 127
# Empty structures that kubectl prints although nobody asked for them.
_OFTEN_EMPTY = ("resources", "spec", "status", "strategy")
_REDIRECTION = re.compile(r"\s*>\s*\S+\s*$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a line is proven, what was printed, and in Spanish why it is not."""

    proven: bool
    output: str
    reason: str = ""


class _Yaml(yaml.SafeLoader):
    """YAML as Kubernetes reads it: a date is a text."""


_Yaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def prove_generator(
    command: str, expected_manifest: str, simulator: Simulator | None = None, given: Sequence[str] = ()
) -> Verdict:
    """Tell whether `kubectl create …` generates this manifest; `run` and `expose` need a simulator for it."""
    refusal = _prepare(simulator, given) if simulator else ""
    if refusal:
        return Verdict(False, "", refusal)
    with _kubeconfig(simulator) as kubeconfig:
        result = run_line(_printing(command), kubeconfig=kubeconfig)
    if result.status != 0:
        return Verdict(False, result.output, _ended(result))
    made, wanted = _comparable(_documents(result.stdout)), _comparable(_documents(expected_manifest))
    differences = list(_differences(made, wanted, ""))
    return Verdict(not differences, result.stdout, "; ".join(differences))


def _printing(command: str) -> str:
    """Return the command with the flags that make it print the manifest instead of creating or saving it."""
    words = shlex.split(_REDIRECTION.sub("", command))
    flags = [] if any(word.startswith("--dry-run") for word in words) else ["--dry-run=client"]
    flags += [] if any(word.startswith(("-o", "--output")) for word in words) else ["-o", "yaml"]
    # What follows the two dashes belongs to the container.
    end = words.index("--") if "--" in words else len(words)
    return shlex.join([*words[:end], *flags, *words[end:]])


def prove_parses(command: str, simulator: Simulator, files: Mapping[str, str] | None = None) -> Verdict:
    """Tell whether kubectl understands the line: its subcommand, its flags, the kinds and values that it names.

    An answer of the server that something is missing means that it does; so does a program that goes on waiting.
    """
    simulator.reset()
    with _kubeconfig(simulator) as kubeconfig:
        result = run_line(command, kubeconfig=kubeconfig, files=files, timeout=READING_LIMIT)
    wrong = [call for call in result.calls if not _is_understood(call)]
    if wrong:
        return Verdict(False, result.output, f"kubectl no acepta la línea: {_complaint(wrong[0].stderr)}")
    if not result.calls or result.status == _COMMAND_NOT_FOUND:
        return Verdict(False, result.output, f"la línea no funciona en bash: {_complaint(result.output)}")
    return Verdict(True, result.output)


def _is_understood(call: Call) -> bool:
    if call.status in (0, None, _BROKEN_PIPE) or not call.stderr.strip():
        return True
    return _UNDERSTOOD.search(call.stderr) is not None


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
    refusal = _prepare(simulator, given)
    if refusal:
        return Verdict(False, "", refusal)
    with _kubeconfig(simulator) as kubeconfig:
        result = run_line(command, kubeconfig=kubeconfig, files=files)
    if result.status != status:
        return Verdict(False, result.output, f"{_ended(result)}; se esperaba {status}")
    if not re.search(expect, result.output, re.MULTILINE):
        return Verdict(False, result.output, f"la salida no casa con «{expect}»: {result.output[:300]}")
    return Verdict(True, result.output)


def _prepare(simulator: Simulator, given: Sequence[str]) -> str:
    """Put the manifests into a fresh cluster; return what is wrong with them, or an empty text."""
    objects = [item for text in given for item in yaml.load_all(text, Loader=_Yaml) if item]
    try:
        simulator.reset(objects)
    except ApiError as error:
        return f"el simulador rechaza un manifiesto dado: {error.message}"
    return ""


@contextmanager
def _kubeconfig(simulator: Simulator | None) -> Iterator[Path | None]:
    if simulator is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="kubectl-") as name:
        yield simulator.kubeconfig(Path(name) / "config")


def _documents(text: str) -> Any:
    documents = [item for item in yaml.load_all(text, Loader=_Yaml) if item is not None]
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
        yield f"«{path or 'manifiesto'}»: kubectl genera {_shown(made)} y el manifiesto dice {_shown(wanted)}"


def _shown(value: Any) -> str:
    return "nada" if value is None else json.dumps(value, ensure_ascii=False)


def _ended(result: Result) -> str:
    if result.status is None:
        return "no termina a tiempo"
    return f"termina con {result.status}: {_complaint(result.stderr or result.stdout)}"


def _complaint(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["no imprime nada"])[0]
