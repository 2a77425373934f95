"""The running text of a note in; the same text out, with the first use of each glossary term linked to the glossary.

What stands in code, in a link or in bold is left as it is.
"""

import re
from functools import cache

from generator.model.derived import Glossary
from generator.model.links import fact_page
from generator.render.writer import Writer

_TOKEN = re.compile(
    r"(?P<skip>(?P<ticks>`+).+?(?P=ticks)|<code>.*?</code>|!?\[[^\]]*\]\([^)]*\)|\*\*.+?\*\*|https?://\S+|&#?\w+;)"
    r"|(?P<word>[^\W\d_][\w-]*)",
    re.DOTALL,
)


def link_first_uses(writer: Writer, glossary: Glossary, text: str) -> str:
    """Safe Markdown with links added; a term that the page has linked already is left alone."""
    found: list[str] = []
    end = 0
    while token := _TOKEN.search(text, end):
        found.append(text[end : token.start()])
        words, shown = ("", "") if token["skip"] else _term_at(writer, glossary, text, token)
        found.append(shown or token[0])
        end = token.start() + len(words or token[0])
    return "".join([*found, text[end:]])


def _term_at(writer: Writer, glossary: Glossary, text: str, token: re.Match[str]) -> tuple[str, str]:
    """The longest name of a term that starts at a word, and what stands there then; nothing without one."""
    first = token[0].lower()
    for key in dict.fromkeys((first, first.removesuffix("s"), first.removesuffix("es"))):
        for name, term in glossary.by_first_word.get(key, ()):
            if match := _pattern(name).match(text, token.start()):
                return match[0], writer.mention(match[0], fact_page(term))
    return "", ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A name over any line break, in the plural too; its first letter may be a capital at the start of a sentence."""
    first = f"[{name[0].lower()}{name[0].upper()}]" if name[0].islower() else re.escape(name[0])
    rest = r"\s+".join(re.escape(word) for word in name[1:].split(" "))
    return re.compile(rf"{first}{rest}(?:s|es)?(?![\w-])")
