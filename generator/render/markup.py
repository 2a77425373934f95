"""Safe Markdown in, the larger constructs of the site engines out: fences, boxes, folds, tabs, tables, lists.

All of them are plain Markdown that nests at any indentation and that both engines know. What goes in has been through
`escape` already; code needs no escaping, its fence is made longer than any run of ticks inside.
"""

import re
from collections.abc import Iterable, Sequence

from generator.render import escape

_TICKS = re.compile(r"^\s*(`{3,})", re.M)
_LANGUAGE = re.compile(r"[a-z0-9+-]+")
_INDENT = "    "


def joined(*blocks: str) -> str:
    """Blocks with a blank line between them; empty ones vanish."""
    return "\n\n".join(block for block in blocks if block)


def indented(text: str, indent: str = _INDENT) -> str:
    """Every line of the text further in; blank lines stay blank."""
    return "\n".join(indent + line if line.strip() else "" for line in text.split("\n"))


def heading(level: int, text: str, anchor: str) -> str:
    """A heading with a permanent anchor."""
    return f"{'#' * level} {text.rstrip('# ')} {{ #{escape.anchor(anchor)} }}"


def fence(code: str, language: str = "text", title: str = "", marked: Sequence[int] = ()) -> str:
    """A block of code; `marked` lines are highlighted. An unknown language is shown as text."""
    ticks = "`" * max([3, *(len(found[1]) + 1 for found in _TICKS.finditer(code))])
    options = [language if _LANGUAGE.fullmatch(language) else "text"]
    if title:
        options.append(f'title="{title}"')
    if marked:
        options.append(f'hl_lines="{" ".join(str(number) for number in marked)}"')
    return f"{ticks} {' '.join(options)}\n{code.rstrip()}\n{ticks}"


def box(kind: str, title: str, *blocks: str) -> str:
    """An admonition; its look is that of `kind` in the style sheets. Without a title it has no title bar."""
    return f'!!! {kind} "{title}"\n\n{indented(joined(*blocks))}'


def fold(kind: str, title: str, *blocks: str) -> str:
    """A box that opens: <details> with a summary."""
    return f'??? {kind} "{title}"\n\n{indented(joined(*blocks))}'


def tabs(*pairs: tuple[str, str]) -> str:
    """Contents side by side, each under its label."""
    return joined(*(f'=== "{label}"\n\n{indented(content)}' for label, content in pairs))


def bullets(items: Iterable[str]) -> str:
    """A list; further lines of an item stay inside it."""
    return "\n".join(f"-   {indented(item).lstrip()}" for item in items)


def numbered(items: Iterable[str]) -> str:
    """A numbered list."""
    return "\n".join(f"{number}.  {indented(item).lstrip()}" for number, item in enumerate(items, 1))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that `escape.cell` has made safe."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def wrapped(tag: str, attributes: str, *blocks: str) -> str:
    """Blocks inside an HTML element of ours; at the left margin only, where engines look for one."""
    return f"<{tag} {attributes} markdown>\n\n{joined(*blocks)}\n\n</{tag}>"


def link(words: str, target: str) -> str:
    """A link."""
    return f"[{words}]({escape.target(target)})"


def small(*parts: str) -> str:
    """A line of remarks, separated by dots, in small print."""
    return f"{' · '.join(part for part in parts if part)}\n{{ .small-print }}"
