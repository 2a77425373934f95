"""The search index that MkDocs made in; the same index, in which words are found without their accents too, out."""

import json
import re
import unicodedata
from typing import Any

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]+>")
_SAME_LETTER = {"̀", "́", "̈"}  # grave, acute, diaeresis; the tilde of ñ makes another letter


def with_plain_words(index: bytes) -> bytes:
    """Adds to each entry its accented words without accents, `configuración` → `configuracion`; ñ stays ñ.

    The words go to the end of the text, once each, where an excerpt hardly ever reaches.
    """
    found: dict[str, Any] = json.loads(index)
    for entry in found["docs"]:
        plain = _plain_words(f"{entry['title']} {entry['text']}")
        if plain:
            entry["text"] += f"<p>{' '.join(plain)}</p>"
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _plain_words(text: str) -> tuple[str, ...]:
    words = {word.lower() for word in _WORD.findall(_TAG.sub(" ", text))}
    return tuple(sorted({plain for word in words if (plain := without_accents(word)) != word}))


def without_accents(word: str) -> str:
    """The word with plain vowels; `ñ` is a letter of its own and stays."""
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _SAME_LETTER))
