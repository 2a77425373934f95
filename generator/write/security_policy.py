"""The files of a built site in; the same out, with pages that run the engine's scripts and ours and nothing else."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

from generator.write.html import after_charset

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_NOT_INLINE = re.compile(r'\bsrc=|type="application/json"', re.IGNORECASE)
_OWN_BASE = re.compile(r'new URL\("[\w./-]*",location\)')


def with_policies(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Adds to each page its content security policy.

    Of the inline scripts only those run that the engine writes. They are the ones that all pages have in common, but
    for the way to the root of the site: one that had slipped into a single page would not be among them.
    """
    pages = {name: content.decode() for name, content in files.items() if name.endswith(".html")}
    scripts = {name: _inline_scripts(page) for name, page in pages.items()}
    common = frozenset.intersection(*(frozenset(map(_anywhere, found)) for found in scripts.values()))
    return {
        **files,
        **{
            name: with_policy(page, [code for code in scripts[name] if _anywhere(code) in common]).encode()
            for name, page in pages.items()
        },
    }


def with_policy(page: str, allowed: Iterable[str]) -> str:
    """The page with a policy that allows just these inline scripts."""
    return after_charset(page, f'<meta http-equiv="Content-Security-Policy" content="{policy(allowed)}">')


def policy(allowed: Iterable[str]) -> str:
    """What a page may load and run. Styles may stand inline: the engine and the editor of manifests put some there."""
    hashes = " ".join(f"'sha256-{_digest(code)}'" for code in sorted(set(allowed)))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def _inline_scripts(page: str) -> tuple[str, ...]:
    return tuple(one["code"] for one in _SCRIPT.finditer(page) if not _NOT_INLINE.search(one["attributes"]))


def _anywhere(code: str) -> str:
    """The script as it would be on any page."""
    return _OWN_BASE.sub("new URL(,location)", code)


def _digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
