"""Outcomes in; the text of facts/proofs.lock out, dates kept where nothing else changed; and what disagrees with it."""

import re
from collections.abc import Iterable
from datetime import date

import yaml

from generator.model import Course, Proof
from generator.model.fingerprints import fingerprint, fingerprint_text
from generator.problems import Place, Problem
from generator.prove.lab import steady
from generator.prove.outcomes import Outcome

_GENERATED = re.compile(r"\b(node-debugger-[a-z0-9]+-)[a-z0-9]{5}\b")  # kubectl draws it by lot
PATH = "facts/proofs.lock"
_HEAD = """\
# Lo que hicieron los programas reales con cada hecho: lo escribe «make prove», no se edita a mano.
"""


def entry(course: Course, outcome: Outcome, today: date) -> Proof:
    """The line of the ledger for a proven outcome; date and output are the old ones if the same thing happened again.

    The same means what two runs have in common: the kernel lists sockets in any order, and a ping takes its time.
    """
    new = Proof(
        id=outcome.id,
        kind=outcome.kind,
        program=outcome.program,
        version=outcome.version,
        run_on=today,
        command=outcome.command,
        fact=fingerprint(course, outcome.id),
        fingerprint=fingerprint_text(_tidy(_GENERATED.sub(r"\1…", steady(outcome.output)))),
        output=_tidy(outcome.output),
    )
    old = next((one for one in course.proofs if (one.id, one.kind) == (new.id, new.kind)), None)
    return old if old and old.model_copy(update={"run_on": today, "output": new.output}) == new else new


def _tidy(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.splitlines())


def ledger_text(proofs: Iterable[Proof]) -> str:
    """The whole ledger as YAML: kinds, then ids, sorted."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for proof in sorted(proofs, key=lambda proof: (proof.kind, proof.id)):
        values = proof.model_dump(mode="json", exclude={"id", "kind"}, exclude_defaults=True)
        found.setdefault(proof.kind, {})[proof.id] = values
    return _HEAD + yaml.dump(found, Dumper=_Dumper, allow_unicode=True, sort_keys=True, width=10_000)


class _Dumper(yaml.SafeDumper):
    """Outputs of several lines are written as they look."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def failures(course: Course, outcomes: Iterable[Outcome]) -> tuple[Problem, ...]:
    """The outcomes that prove nothing, as problems at the place of their fact."""
    return tuple(
        Problem(course.place(one.id, "proof"), "proof-failed", f"{one.id}: {one.reason}", f"lo dice {one.program}")
        for one in outcomes
        if one.reason
    )


def differences(course: Course, proven: Iterable[Proof]) -> tuple[Problem, ...]:
    """Where what happened now is not what the ledger says: another output, another fact, missing or left over."""
    written = {(proof.kind, proof.id): proof for proof in course.proofs}
    now = {(proof.kind, proof.id): proof for proof in proven}
    told = ((key, _difference(written.get(key), now.get(key))) for key in sorted(written.keys() | now.keys()))
    return tuple(
        Problem(Place(PATH), "proof-differs", f"{name} ({kind}): {reason}", "pasa «make prove»")
        for (kind, name), reason in told
        if reason
    )


def _difference(old: Proof | None, new: Proof | None) -> str:
    if new is None:
        return "está en el registro y ya nadie lo pide"
    if old is None:
        return "falta en el registro"
    if old.fact != new.fact:
        return "el hecho ha cambiado desde que se probó"
    if old.fingerprint != new.fingerprint:
        return f"la salida es otra:\n{new.output}"
    return ""
