"""The Markdown of a card in; HTML that any Anki shows safely out: everything escaped, code coloured by classes only."""

from collections.abc import Callable
from functools import lru_cache
from html import escape

from markdown import Markdown
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from generator.model.cards import GAP_CLOSE, GAP_OPEN, Card, CardOption
from generator.model.fingerprints import fingerprint_text

_LETTERS = "abcdef"


def make_html() -> Callable[[str], str]:
    """A function from Markdown to HTML. Raw HTML in the Markdown is shown, not obeyed: `<nombre>` stays visible."""
    reader = Markdown(extensions=["fenced_code", "tables", "sane_lists", "pymdownx.superfences"], output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    reader.inlinePatterns.deregister("entity")

    @lru_cache(maxsize=None)
    def html(text: str) -> str:
        return str(reader.reset().convert(text)) if text else ""

    return html


def code_html(code: str, language: str) -> str:
    """A block of code; colours come from the style sheet, so day and night both work."""
    if not code:
        return ""
    lexer = get_lexer_by_name({"console": "text", "sh": "bash"}.get(language, language or "text"))
    inside = highlight(code.rstrip("\n"), lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
    return f'<pre class="cod"><code>{inside}</code></pre>'


def cloze_html(card: Card, html: Callable[[str], str]) -> str:
    """The sentence of a cloze card in Anki's syntax; braces and colons that are not ours are written as entities.

    Anki ends a gap at the first `}}` and starts a hint at `::`, whatever they meant in a Go template or an IPv6
    address.
    """
    safe = html(card.front).replace("{", "&#123;").replace("}", "&#125;")
    before, _, rest = safe.partition(GAP_OPEN)
    inside, _, after = rest.partition(GAP_CLOSE)
    return f"{before}{{{{c1::{inside.replace('::', '&#58;&#58;')}}}}}{after}"


def options_html(card: Card, html: Callable[[str], str], *, solved: bool) -> str:
    """The options as a list with letters, in an order that depends on nothing but the card's id."""
    items = []
    for letter, option in zip(_LETTERS, shuffled(card), strict=False):
        text = _inline(html(option.text))
        if solved:
            mark, kind = ("✓", "bien") if option.right else ("✗", "mal")
            why = f'<span class="porque">{_inline(html(option.why))}</span>'
            items.append(f'<li class="{kind}"><b>{letter}) {mark}</b> {text}{why}</li>')
        else:
            items.append(f"<li><b>{letter})</b> {text}</li>")
    return f'<ul class="opciones">{"".join(items)}</ul>' if items else ""


def shuffled(card: Card) -> list[CardOption]:
    """The options in the order in which the card shows them."""
    return sorted(card.options, key=lambda option: fingerprint_text(f"{card.id}\0{option.text}"))


def list_html(texts: tuple[str, ...], html: Callable[[str], str]) -> str:
    """A list of Markdown texts; nothing for none."""
    items = "".join(f"<li>{_inline(html(text))}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def variants_html(variants: tuple[str, ...]) -> str:
    """Other lines that do the same, as code."""
    return "<br>".join(f"<code>{escape(variant)}</code>" for variant in variants)


def _inline(html: str) -> str:
    """A single paragraph without its tags."""
    one = html.removeprefix("<p>").removesuffix("</p>")
    return one if "<p>" not in one else html
