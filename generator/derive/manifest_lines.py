"""A manifest in; for each line that matters out: the manifest with the part that can be inferred left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Manifest, Prose
from generator.model.cards import HOLE

# `- key: value`, where any of the three parts may be missing.
_LINE = re.compile(r"^(?P<item>- )?(?:(?P<key>[\w./$-]+):(?: |$))?(?P<value>.*)$")
# A value that the API fixes: `Prefix`, `true`, `networking.k8s.io/v1`. Names, addresses and numbers are free.
_FIXED = re.compile(r"[A-Z][A-Za-z0-9]+|\"[A-Z][a-z]+\"|true|false|[a-z0-9.]+/v\d\w*|v\d\w*")
_DOCUMENT_END = re.compile(r"^---\n", re.M)
# Nobody learns these by heart: they follow from what stands beside them, or whoever writes the manifest chooses them.
_OBVIOUS = frozenset({"name", "value", "image", "command", "args"})
_CHOSEN_BELOW = frozenset({"labels", "matchLabels", "selector", "nodeSelector", "data", "stringData"})
# What the server returned is to be read, not written.
_RETURNED = re.compile(r"^(?:status:|kind: Event$)", re.M)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A line to be completed: `answer` is the part left out of `code`, `facet` completes the id of the card."""

    facet: str
    question: str
    code: str
    line: str
    answer: str
    says: Prose


def hidden_lines(manifest: Manifest) -> Iterator[Hidden]:
    """One for each explained line that stands once in the manifest and has something that can be inferred."""
    facets: set[str] = set()
    for one in manifest.lines:
        document = _document_of(manifest.text, one.line)
        found = _part(one.line, _above(document, one.line)) if document else None
        if found:
            question, answer, shown = found
            facet = _facet(one.line, facets)
            facets.add(facet)
            yield Hidden(facet, question, _replaced(document, one.line, shown), one.line, answer, one.says)


def _part(line: str, above: str) -> tuple[str, str, str] | None:
    """The question, what is left out, and the line without it; None where nothing in the line can be inferred."""
    match = _LINE.match(line)
    if match is None:
        return None
    item, key, value = match["item"] or "", match["key"] or "", match["value"]
    if _FIXED.fullmatch(value):
        return "¿Qué valor falta?", value, f"{item}{key + ': ' if key else ''}{HOLE}"
    if key and key not in _OBVIOUS and ("/" in key or above not in _CHOSEN_BELOW):
        return "¿Qué campo falta?", key, f"{item}{HOLE}: {value}".rstrip()
    return None


def _above(document: str, line: str) -> str:
    """The key that the line hangs from."""
    lines = document.splitlines()
    at = next(index for index, written in enumerate(lines) if written.strip() == line)
    indent = len(lines[at]) - len(lines[at].lstrip())
    parents = (one for one in reversed(lines[:at]) if one.strip() and len(one) - len(one.lstrip()) < indent)
    return next(parents, "").strip().removeprefix("- ").partition(":")[0]


def _document_of(text: str, line: str) -> str:
    """The one YAML document that has the line, once; nothing where it stands elsewhere too or a server wrote it."""
    found = [one for one in _DOCUMENT_END.split(text) for written in one.splitlines() if written.strip() == line]
    return found[0] if len(found) == 1 and not _RETURNED.search(found[0]) else ""


def _replaced(document: str, line: str, shown: str) -> str:
    lines = document.rstrip().splitlines()
    return "\n".join(one.replace(line, shown) if one.strip() == line else one for one in lines) + "\n"


def _facet(line: str, taken: set[str]) -> str:
    """`line-` and the letters of the line; the second of two that look alike gets a number."""
    slug = "line-" + (re.sub(r"[^a-z0-9]+", "-", line.lower()).strip("-") or "x")
    number = 2
    while slug in taken:
        slug = f"{slug.removesuffix(f'-n{number - 1}')}-n{number}"
        number += 1
    return slug
