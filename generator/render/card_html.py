"""The Markdown of a card in; HTML that any Anki shows safely out: everything escaped, code coloured by classes only."""

import re
from collections.abc import Callable
from functools import cache
from html import escape
from zlib import crc32

from markdown import Markdown
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from generator.model.cards import GAP_CLOSE, GAP_OPEN, HOLE, Card, CardOption

Html = Callable[[str], str]

_LETTERS = "ABCDEF"
_LEXERS = {"console": "text", "sh": "bash"}
_GAP = re.compile(f"{GAP_OPEN}(.*?){GAP_CLOSE}", re.S)

# Most texts of cards are a sentence with code spans and emphasis: those need no parser of all of Markdown, which takes
# thirty times as long. What this grammar does not cover goes to the parser; both give the same, tests compare them.
_BARE = re.compile(r"(?![\s#>+\-:=|~]|\d+\.\s)[^\n\\_\[\]<>&`*]++(?<!\s)")
_SIMPLE_START = re.compile(r"(?![\s#>+\-:=|~]|\*\s|\d+\.\s)")
_SIMPLE_TEXT = re.compile(r"[^\n\\_\[\]<>&`]*[^\s\\_\[\]<>&`]")
_CODE = re.compile(r"(?<!`)`(?![` ])([^`\n]+)(?<! )`(?!`)")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*]*[^\s*])\*\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])")
_SPAN = "\0"
_HYPHENED = re.compile(r"<code>(?=[^<]*-)([^<]{1,20})</code>")
_SHOWN_HOLE = '<b class="hueco">[…]</b>'
_OTHER_LINK = re.compile(r'<a href="(?!https?://)[^"]*"(?: title="[^"]*")?>')
_PICTURE = re.compile(r'<img alt="([^"]*)"[^>]*>')


def make_html() -> Html:
    """A function from Markdown to HTML. Raw HTML in the Markdown is shown, not obeyed: `<nombre>` stays visible."""
    reader = markdown_reader()

    @cache
    def html(text: str) -> str:
        return _unbroken(simple_html(text) or _defused(str(reader.reset().convert(text)))) if text else ""

    return html


def markdown_reader() -> Markdown:
    """The parser of all of Markdown, deaf to raw HTML."""
    reader = Markdown(
        extensions=["fenced_code", "tables", "sane_lists", "pymdownx.superfences"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    reader.inlinePatterns.deregister("entity")
    return reader


def _defused(html: str) -> str:
    """Links keep only addresses of pages; of a picture from elsewhere its description is left."""
    return _PICTURE.sub(r"\1", _OTHER_LINK.sub("<a>", html))


def _unbroken(html: str) -> str:
    """A short option such as `-f` is not cut after its hyphen."""
    return _HYPHENED.sub(r'<code class="junto">\1</code>', html) if "<code>" in html else html


def simple_html(text: str) -> str:
    """The HTML of plain paragraphs; nothing where one of them needs a parser."""
    paragraphs = [_paragraph_html(one) for one in text.split("\n\n")]
    return "\n".join(paragraphs) if all(paragraphs) else ""


def _paragraph_html(text: str) -> str:
    if _BARE.fullmatch(text):
        return f"<p>{text}</p>"
    without_code = _CODE.sub(_SPAN, text)
    if not (_SIMPLE_START.match(text) and _SIMPLE_TEXT.fullmatch(without_code)):
        return ""
    if "**" in without_code:
        without_code = _STRONG.sub(r"<strong>\1</strong>", without_code)
    if "*" in without_code:
        without_code = _EMPHASIS.sub(r"<em>\1</em>", without_code)
        if "*" in without_code:
            return ""
    if _SPAN not in without_code:
        return f"<p>{without_code}</p>"
    pieces = without_code.split(_SPAN)
    spans = [f"<code>{escape(code, quote=False)}</code>" for code in _CODE.findall(text)]
    return f"<p>{''.join(piece + span for piece, span in zip(pieces, [*spans, ''], strict=True))}</p>"


def code_html(code: str, language: str) -> str:
    """A block of code; colours come from the style sheet, so day and night both work. A hole in it is marked."""
    if not code:
        return ""
    lexer = get_lexer_by_name(_LEXERS.get(language, language or "text"))
    inside = highlight(code.rstrip("\n"), lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
    return f"<pre><code>{inside.replace(HOLE, _SHOWN_HOLE)}</code></pre>"


def cloze_html(card: Card, html: Html) -> str:
    """The sentence of a cloze card in Anki's syntax; braces and colons that are not ours are written as entities.

    Anki ends a gap at the first `}}` and starts a hint at `::`, whatever they meant in a Go template or an IPv6
    address.
    """
    safe = html(card.front).replace("{", "&#123;").replace("}", "&#125;")
    return _GAP.sub(lambda gap: f"{{{{c1::{gap[1].replace('::', '&#58;&#58;')}}}}}", safe)


def options_html(card: Card, html: Html) -> tuple[str, str]:
    """The options as a list with letters, first bare, then each with what is right or wrong with it.

    Their order depends on nothing but the card's id and their texts: it needs no script.
    """
    asked, solved = "", ""
    for letter, option in zip(_LETTERS, shuffled(card), strict=False):
        text, why = inline(html(option.text)), inline(html(option.why))
        mark, kind = ("✓", "bien") if option.right else ("✗", "mal")
        asked += f"<li><b>{letter}</b> {text}</li>"
        solved += f'<li class="{kind}"><b>{letter} {mark}</b> {text}<span class="porque">{why}</span></li>'
    return f'<ul class="opciones">{asked}</ul>', f'<ul class="opciones">{solved}</ul>'


def shuffled(card: Card) -> list[CardOption]:
    """The options in the order in which the card shows them."""
    return sorted(card.options, key=lambda option: crc32(f"{card.id}\0{option.text}".encode()))


def list_html(texts: tuple[str, ...], html: Html) -> str:
    """A list of Markdown texts; nothing for none."""
    items = "".join(f"<li>{inline(html(text))}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def lines_html(lines: tuple[str, ...]) -> str:
    """Lines that one types, as a block of code that wraps."""
    shown = escape("\n".join(lines), quote=False)
    return f'<pre class="orden"><code>{shown}</code></pre>' if lines else ""


def inline(html: str) -> str:
    """A single paragraph without its tags."""
    one = html.removeprefix("<p>").removesuffix("</p>")
    return one if "<p>" not in one else html
