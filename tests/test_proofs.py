"""Every fact that asks for a proof holds in the real program, the ledger says the same, and a change is found out."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.model import Course, Erratum, Manifest, Unproven
from generator.pipeline import open_library
from generator.prove import ledger
from generator.prove.outcomes import Outcome
from generator.prove.proving import prove, provers, try_all, verify
from generator.read import read_course

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)


def copy(folder: Path) -> Path:
    for name in ("facts", "docs", "quizzes"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "assets").symlink_to(ROOT / "assets")
    return folder


def attempt(root: Path, key: str) -> list[Outcome]:
    course, _ = read_course(root)
    return try_all(course, provers(root, open_library(root, course)), frozenset({key}), lambda text: None)


def test_everything_is_proven_again_as_the_ledger_says(real: Course) -> None:
    problems = verify(ROOT, real, open_library(ROOT, real), TODAY, lambda text: None)
    assert [str(problem) for problem in problems] == []


def test_every_command_manifest_and_route_is_proven_or_says_in_a_word_why_not(real: Course) -> None:
    proven = {proof.id for proof in real.proofs}
    without = [
        fact.id
        for fact in real.facts
        if (fact.kind in {"cmd", "manifest"} or (isinstance(fact, Erratum) and fact.typed))
        and fact.id not in proven
        and not isinstance(fact.unproven, Unproven)
    ]
    assert without == []
    assert {fact.id for fact in real.of(Manifest)} <= {proof.id for proof in real.proofs if proof.kind == "schema"}


EDITS: list[tuple[str, str, Callable[[str], str], str]] = [
    (
        "manifest/ingress-pay",
        "facts/manifests/files/ingress-pay.yaml",
        lambda text: text.replace("8282", "8283"),
        "pay-service:8283",
    ),
    (
        "cmd/ip-route-default",
        "facts/commands/nodos.yaml",
        lambda text: text.replace("run: ip route show default", "run: ip route show defaul"),
        "termina con",
    ),
    (
        "manifest/httproute-example",
        "facts/manifests/files/httproute-example.yaml",
        lambda text: text.replace("/login", "/logon"),
        "llega a 404",
    ),
    (
        "manifest/netpol-db-from-api",
        "facts/manifests/files/netpol-db-from-api.yaml",
        lambda text: text.replace("app: api", "app: web"),
        "no pasa",
    ),
]


@pytest.mark.parametrize(("key", "name", "edit", "reason"), EDITS, ids=[edit[0] for edit in EDITS])
def test_a_small_change_makes_a_proof_fail_with_the_reason(
    tmp_path: Path, key: str, name: str, edit: Callable[[str], str], reason: str
) -> None:
    root = copy(tmp_path / "course")
    assert [one.reason for one in attempt(root, key) if one.reason] == []
    path = root / name
    before = path.read_text()
    path.write_text(edit(before))
    assert path.read_text() != before
    assert any(reason in one.reason for one in attempt(root, key))


def test_proving_keeps_what_others_proved_and_the_dates_of_what_did_not_change(tmp_path: Path) -> None:
    root = copy(tmp_path / "course")
    course, _ = read_course(root)
    path = root / ledger.PATH
    before = path.read_text()
    later = date(2027, 1, 1)
    assert prove(root, course, open_library(root, course), frozenset({"cmd/ip-route"}), later, lambda text: None) == ()
    assert path.read_text() == before


def test_two_pings_that_took_different_times_leave_one_line_in_the_ledger(real: Course) -> None:
    def pinged(time: str) -> Outcome:
        output = f"64 bytes from 10.244.1.2: icmp_seq=1 ttl=62 time={time} ms"
        return Outcome("cmd/ip-route", "host", "ping", "1", "ping -c1 10.244.1.2", output)

    first = ledger.entry(real, pinged("0.05"), TODAY)
    again = ledger.entry(replace(real, proofs=(first,)), pinged("0.9"), date(2027, 1, 1))
    assert again == first


def test_a_ledger_that_disagrees_is_told(real: Course) -> None:
    first, second, *rest = real.proofs
    changed = second.model_copy(update={"fingerprint": "0" * 16, "output": "otra cosa"})
    unknown = first.model_copy(update={"id": "cmd/nadie"})
    told = {problem.message for problem in ledger.differences(real, [changed, unknown, *rest])}
    assert told == {
        f"{first.id} ({first.kind}): está en el registro y ya nadie lo pide",
        f"cmd/nadie ({first.kind}): falta en el registro",
        f"{second.id} ({second.kind}): la salida es otra:\notra cosa",
    }
