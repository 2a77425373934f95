"""The cheat sheet's choice of facts in; its page out: small blocks that flow into columns, two pages of A4 on paper."""

import re
from collections.abc import Iterator

from generator.model import Claim, Command, Course, Fact, Manifest, Port, Range, SheetRow, SheetSection
from generator.model.links import SHEET
from generator.render import escape
from generator.render.markup import bullets, fence, heading, joined, small, wrapped
from generator.render.page import Page
from generator.render.writer import Writer

_DESCRIPTION = "Comandos, puertos, rangos, nombres y esqueletos de redes para el CKA, en dos páginas para imprimir."


_JOINTS = re.compile(r"(?<=[=,/\]])(?=[^=,/\]])")


def render_sheet(course: Course) -> Iterator[Page]:
    """The page of the cheat sheet; nothing where nobody has chosen facts for it."""
    if not course.sheet.sections:
        return
    writer = Writer(course, SHEET)
    body = joined(
        "# Chuleta de redes para el CKA",
        f"Todo en dos hojas: imprime esta página (Ctrl+P, tamaño A4). Con Kubernetes {course.curriculum.exam_version}."
        "\n{ .lead }",
        wrapped(
            "div",
            'class="sheet"',
            *(_section(writer, section, number) for number, section in enumerate(course.sheet.sections, 1)),
        ),
        small(f"Apuntes CKA · Kubernetes {course.curriculum.exam_version} · {escape.text(course.site_url)}"),
    )
    yield Page(SHEET, "Chuleta", _DESCRIPTION, body, "edit/main/facts/sheet.yaml", ("navigation", "toc"))


def _section(writer: Writer, section: SheetSection, number: int) -> str:
    facts = [fact for key in section.facts if (fact := writer.course.by_id.get(key))]
    values = [_value(writer, fact, facts) for fact in facts if isinstance(fact, (Port, Range))]
    claims = [writer.line(fact.text) for fact in facts if isinstance(fact, Claim)]
    commands = [_item(writer, fact) for fact in facts if isinstance(fact, Command)]
    commands += [_row(writer, row) for row in section.rows]
    return wrapped(
        "section",
        'class="sheet-part"',
        heading(2, escape.text(section.title), f"parte-{number}"),
        *(
            wrapped("div", f'class="sheet-{kind}"', bullets(items))
            for kind, items in (("values", values), ("claims", claims), ("commands", commands))
            if items
        ),
        *(_skeleton(writer, fact) for fact in facts if isinstance(fact, Manifest)),
    )


def _item(writer: Writer, fact: Fact) -> str:
    """A fact in its own words."""
    match fact:
        case Command():
            return f"{_title(writer.line(fact.purpose))} {_typed(fact)}"
        case Claim():
            return writer.line(fact.text)
        case _:
            return writer.fact(fact)


def _row(writer: Writer, row: SheetRow) -> str:
    facts = (fact for key in row.facts if (fact := writer.course.by_id.get(key)))
    shown = (_typed(fact) if isinstance(fact, Command) else _item(writer, fact) for fact in facts)
    return f"{_title(writer.line(row.label))} {' '.join(shown)}"


def _value(writer: Writer, fact: Port | Range, beside: list[Fact]) -> str:
    """A number and whose it is; what for where several numbers of the same owner stand together."""
    if isinstance(fact, Range):
        return f"{escape.code(fact.label)} <span>{writer.line(fact.name)}</span>"
    owner = writer.course.by_id.get(fact.component)
    several = sum(isinstance(one, Port) and one.component == fact.component for one in beside) > 1
    words = escape.text(owner.label if owner else fact.component) + (f" *{fact.use}*" if several else "")
    return f"{escape.code(fact.label)} <span>{words}</span>"


def _typed(fact: Command) -> str:
    """The line word by word: one that fits is not broken, a longer one is broken where a reader would."""
    words = (f"<span>{_breakable(word)}</span>" for word in fact.run.split(" "))
    return f'<code class="typed">{" ".join(words)}</code>'


def _breakable(word: str) -> str:
    parts = [escape.entities(part) for part in _JOINTS.split(word)]
    return parts[0] if len(parts) == 1 else "".join(f"<span>{part}</span>" for part in parts)


def _skeleton(writer: Writer, fact: Manifest) -> str:
    return joined(f"{_title(writer.line(fact.purpose))}\n{{ .sheet-caption }}", fence(fact.text, "yaml"))


def _title(words: str) -> str:
    return words.rstrip(".")
