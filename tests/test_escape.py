"""Whatever authors write, no page gets an element, an attribute or a link from it that Markdown does not make."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.render import escape
from generator.render.markup import fence, heading, link

SETTINGS = yaml.safe_load((Path(__file__).parent.parent / "mkdocs.yml").read_text(encoding="utf-8"))
TAGS = frozenset(
    """a abbr blockquote br code details div em figcaption figure h1 h2 h3 h4 h5 h6 hr img input label li ol p pre
    section span strong summary sub sup table tbody td th thead tr ul""".split()  # noqa: SIM905
)
ATTRIBUTES = frozenset(
    """alt aria-label aria-labelledby checked class data-files data-kind data-question-id data-seconds data-tabs
    data-task-id download for href id lang name open src start style title type""".split()  # noqa: SIM905
)


def convert(markdown: str) -> str:
    """Markdown → HTML exactly as the engines are told to."""
    names = [name if isinstance(name, str) else next(iter(name)) for name in SETTINGS["markdown_extensions"]]
    options = {
        next(iter(one)): next(iter(one.values())) for one in SETTINGS["markdown_extensions"] if isinstance(one, dict)
    }
    return Markdown(extensions=names, extension_configs=options).convert(markdown)


class Found(HTMLParser):
    """Every tag, attribute and address of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.words += data


def assert_harmless(page: str) -> None:
    found = Found(page)
    assert found.tags <= TAGS
    assert found.attributes <= ATTRIBUTES
    for address in found.addresses:
        bare = "".join(address.split()).lower()
        assert not bare.startswith(("javascript:", "data:", "vbscript:"))


HOSTILE = [
    "<script>alert(1)</script>",
    "texto\n\n<script>\nalert(1)\n</script>\n\ny más",
    "<img src=x onerror=alert(1)>",
    "`código` y <svg onload=alert(1)>",
    "un ` suelto\n\n<script>alert(1)</script>\n\notro ` suelto",
    "``un ` dentro`` <iframe src=x>",
    "\\`<script>alert(1)</script>\\`",
    "[x](javascript:alert(1))",
    "[x]( java\tscript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x][y]\n\n[y]:\n    javascript:alert(1)",
    "<javascript:alert(1)>",
    "palabra{ onclick=alert(1) }",
    "**fuerte**{: onmouseover=alert(1) }",
    "# Título { onclick=alert(1) }",
    "párrafo\n{: onclick=alert(1) }",
    "| a | b |\n|---|---|\n| x { onclick=alert(1) } | y |",
    '!!! note "título <script>alert(1)</script>"\n\n    <b onclick=alert(1)>x</b>',
    "> <script>alert(1)</script>",
    "- uno\n\n    <script>alert(1)</script>",
    "&lt;script&gt;",
    "<div markdown onclick=alert(1)>\n\n*x*\n\n</div>",
    "<!-- comentario --><script>",
    "<?php x ?> <![CDATA[ x ]]>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    assert_harmless(convert(escape.safe(text)))
    assert_harmless(convert(f"- {escape.line(text)}"))
    assert_harmless(convert(f"| a |\n|---|\n| {escape.cell(text)} |"))
    assert_harmless(convert(heading(2, escape.text(text), text)))
    assert_harmless(convert(f'!!! note "{escape.line(text)}"\n\n    x'))
    assert_harmless(convert(fence(text, text, "título")))
    assert_harmless(convert(link(escape.text(text), "https://example.com/" + "".join(text.split()))))


PIECES = """< > ` `` { } [ ] ( ) : * _ | ! # & " ' \\ - = ~ / script javascript onclick=x alert a href 1 &#58; &lt;"""
fragments = st.sampled_from([*PIECES.split(), " ", "\n", "\n\n", "\n    "])


@settings(max_examples=400, deadline=None)
@given(st.lists(fragments, max_size=40).map("".join))
def test_no_text_whatever_makes_markup_of_its_own(text: str) -> None:
    assert_harmless(convert(escape.safe(text)))


@settings(max_examples=200, deadline=None)
@given(st.lists(fragments, min_size=1, max_size=20).map("".join).filter(lambda text: text.strip() and "\n" not in text))
def test_code_and_plain_words_show_exactly_what_they_are_given(text: str) -> None:
    shown = Found(convert(f"x {escape.code(text)} y {escape.text(text)} z"))
    spaces = " ".join
    assert spaces(shown.words.split()) == spaces(f"x {text} y {' '.join(text.split())} z".split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("usa `kubectl get pod <nombre>`", "usa kubectl get pod <nombre>"),
        ("usa <nombre> y ya", "usa <nombre> y ya"),
        ("`-o jsonpath='{.items[*]}'`", "-o jsonpath='{.items[*]}'"),
        ("el grupo `(/|$)(.*)`", "el grupo (/|$)(.*)"),
        ("llaves {así}", "llaves {así}"),
        ("<https://kubernetes.io/docs/>", "https://kubernetes.io/docs/"),
        ("[doc](https://kubernetes.io/)", "doc"),
        ("`` a ` b ``", "a ` b"),
    ],
)
def test_what_one_writes_is_what_one_sees(text: str, shown: str) -> None:
    assert Found(convert(escape.safe(text))).words == shown


def test_a_fence_cannot_be_left_from_inside() -> None:
    code = "```\n<script>alert(1)</script>\n````\n`````"
    page = convert(fence(code, "yaml"))
    assert "script" not in Found(page).tags
    assert "<script>alert(1)</script>" in Found(page).words


def test_plain_words_of_markdown() -> None:
    assert escape.plain("**Usa** `ip route`, [aquí](x.md)") == "Usa ip route, aquí"


def test_a_title_cannot_leave_the_attribute_that_engines_put_it_in() -> None:
    assert escape.head('a "b" <c>\nd') == "a 'b' ‹c› d"
    assert escape.attribute('a "b" <c>') == "a &quot;b&quot; &lt;c&gt;"
