"""The files of a built site in; the same out, with a worker that knows what to keep and pages that lead to it."""

import base64
import hashlib
import json
from collections.abc import Mapping

from generator.write.html import after_charset

WORKER = "sw.js"
MANIFEST = "manifest.json"
NOT_FOUND = "404.html"

ON_DEMAND = ("decks/", "maquina/")
# What no page of this site asks for: maps for whoever mends the engine, languages and variants that we do not use.
_NEVER = ("assets/javascripts/lunr/", "assets/stylesheets/modern/", "sitemap.", WORKER)


def with_worker(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Tells the worker the contents of the site, and the pages the way to the manifest.

    A page asks for the worker only where it has a manifest, and so never in a live preview. Where there is no worker,
    because what runs in the browser was not bundled, nothing changes.
    """
    if WORKER not in files or MANIFEST not in files:
        return dict(files)
    pages = {name: with_manifest(name, content) for name, content in files.items() if _is_page(name)}
    site = {**files, **pages}
    return {**site, WORKER: _contents(site) + site[WORKER]}


def with_manifest(name: str, page: bytes) -> bytes:
    """The page, which tells the browser how the site is installed."""
    way = "../" * name.count("/")
    return after_charset(page.decode(), f'<link rel="manifest" href="{way}{MANIFEST}">').encode()


def _is_page(name: str) -> bool:
    # The page for what is not found stands at any depth, and there is nothing to install where it shows.
    return name.endswith(".html") and name != NOT_FOUND


def _contents(site: Mapping[str, bytes]) -> bytes:
    """A line of JavaScript with every address, what must be found there, and one fingerprint over it all."""
    kept = {_address(name): _integrity(content) for name, content in sorted(site.items()) if _is_kept(name)}
    demand = {
        name: {"integrity": _integrity(content), "size": len(content)}
        for name, content in sorted(site.items())
        if name.startswith(ON_DEMAND)
    }
    lists = {"kept": kept, "demand": demand}
    version = hashlib.sha256(json.dumps(lists, sort_keys=True).encode() + site[WORKER]).hexdigest()[:16]
    return f"self.CONTENTS = {json.dumps({'version': version, **lists}, sort_keys=True)};\n".encode()


def _is_kept(name: str) -> bool:
    return not name.startswith((*ON_DEMAND, *_NEVER)) and not name.endswith(".map")


def _address(name: str) -> str:
    """Where a file is asked for: a page, by its folder."""
    return name.removesuffix("index.html") if name.rsplit("/", 1)[-1] == "index.html" else name


def _integrity(content: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"
