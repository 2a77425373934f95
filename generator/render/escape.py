"""Authored Markdown in; the same Markdown out with nothing in it that could become markup of its own.

Content may use Markdown. It may not bring HTML, attributes (`{ onclick=… }`) or links that run something: an angle
bracket and a brace come out as characters that are seen, a link keeps only the schemes that lead to a page.
"""

import html
import re

_CODE = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.S)
_AUTOLINK = re.compile(r"<(https?://[^\s<>\"()\[\]{}]+)>")
_TARGET = re.compile(r"\](?:(?P<open>\()(?P<target>[^)]*)|(?P<colon>:)(?P<definition>[^\n]*))")
_SCHEME = re.compile(r"^<?([a-z][a-z0-9+.-]*):", re.I)
_PARAGRAPH_END = re.compile(r"(\n[ \t]*\n)")
_UNSAFE_IN_CODE = re.compile(r"[<{\[`|]")
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>&|#!~]")
_HEAD = str.maketrans({"<": "‹", ">": "›", '"': "'"})
_IN_TARGET = str.maketrans({char: f"%{ord(char):02X}" for char in " ()[]{}<>\"'`\\"})
_NOT_IN_ANCHOR = re.compile(r"[^\w.-]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
SCHEMES = frozenset({"http", "https", "mailto"})


def safe(markdown: str) -> str:
    """Markdown of any number of paragraphs, made safe; code spans keep every character."""
    return "".join(_safe_paragraph(part) for part in _PARAGRAPH_END.split(markdown))


def line(markdown: str) -> str:
    """The same on one line, for a list item, a heading or a title."""
    return " ".join(safe(markdown).split())


def cell(markdown: str) -> str:
    """The same for the cell of a table: on one line, and no pipe ends it."""
    return line(markdown).replace("|", "&#124;")


def code(text: str) -> str:
    """A code span that shows exactly `text`, wherever it stands."""
    if _UNSAFE_IN_CODE.search(text):
        return f"<code>{entities(text)}</code>"
    return f"`{text}`"


def text(words: str) -> str:
    """Plain words, one line, that neither Markdown nor HTML takes for anything else: names, titles, quotes."""
    return entities(" ".join(words.split()))


def entities(words: str) -> str:
    """The same with every space kept."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", words)


def attribute(words: str) -> str:
    """Plain words for the value of an HTML attribute in double quotes."""
    return html.escape(" ".join(words.split()), quote=True)


def target(address: str) -> str:
    """An address for a link: nothing in it ends the link or starts another thing."""
    return address.translate(_IN_TARGET)


def anchor(slug: str) -> str:
    """A permanent id as an HTML id."""
    return _NOT_IN_ANCHOR.sub("-", slug)


def head(words: str) -> str:
    """Plain words for the front matter, which engines copy into HTML as they are."""
    return " ".join(words.split()).translate(_HEAD)


def plain(markdown: str) -> str:
    """What one reads of a line of Markdown: no emphasis, no code marks, links as their words."""
    return " ".join(re.sub(r"[*`]", "", _LINK.sub(r"\1", markdown)).split())


def _safe_paragraph(text: str) -> str:
    found: list[str] = []
    end = 0
    for span in _CODE.finditer(text):
        found.append(_outside_code(text[end : span.start()]))
        found.append(_code_span(span))
        end = span.end()
    found.append(_outside_code(text[end:]))
    return _TARGET.sub(_checked_target, "".join(found))


def _code_span(span: re.Match[str]) -> str:
    inside = span["code"]
    if _UNSAFE_IN_CODE.search(inside):
        trimmed = inside[1:-1] if inside.startswith(" ") and inside.endswith(" ") and inside.strip() else inside
        return code(" ".join(trimmed.split("\n")))
    return span[0]


def _outside_code(text: str) -> str:
    text = _AUTOLINK.sub(r"[\1](\1)", text)
    return re.sub(r"\\?\{", "&#123;", text.replace("<", "&lt;"))


def _checked_target(match: re.Match[str]) -> str:
    target = match["target"] if match["open"] else match["definition"]
    scheme = _SCHEME.match(re.sub(r"[\s\\\x00-\x1f]", "", html.unescape(target)))
    empty_definition = match["colon"] and not target.strip()
    if not empty_definition and (scheme is None or scheme[1].lower() in SCHEMES):
        return match[0]
    return f"]&#40;{target}" if match["open"] else f"]&#58;{target}"
