"""What MkDocs made for its search in; the same for our own search out: plain texts, fetched only when one searches.

Zensical brings a search of its own, with another protocol; its files stay as they are.
"""

import html
import json
import re
from typing import Any

_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")
_WORKER = re.compile(rb'("search":\s*"[^"]*?)assets/javascripts/workers/search\.[^"]+"')

_FORMAL, _OURS = rb"Teclee para comenzar b\u00fasqueda", b"Escribe para buscar"
_QUESTIONS = "#preguntas"
INDEX = "search/search_index.json"
SECTIONS = "search/sections.json"


def split_index(index: bytes) -> dict[str, bytes]:
    """The engine's index without its texts, for every page loads it; and the texts, as the search worker wants them.

    The questions at the end of a note are left out: whoever looks something up wants to read it, not the wrong options.
    """
    found: dict[str, Any] = json.loads(index)
    sections = [
        {"location": entry["location"], "title": _plain(entry["title"]), "text": _plain(entry["text"])}
        for entry in found["docs"]
        if not entry["location"].endswith(_QUESTIONS)
    ]
    return {INDEX: _json({**found, "docs": []}), SECTIONS: _json(sections)}


def with_own_search(page: bytes) -> bytes:
    """The page, whose theme asks our worker instead of its own, and speaks to the reader as we do."""
    return _WORKER.sub(rb'\1guiones/buscador.js"', page).replace(_FORMAL, _OURS)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
