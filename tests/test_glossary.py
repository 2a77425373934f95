"""Terms are linked from the notes on first use, once a page, and only where the words mean the term."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from generator.derive import derive
from generator.model import Course, Erratum, Note, Paragraphs, Term
from generator.model.templates import Templates
from generator.model.values import markdown
from generator.read import read_foreign_note
from generator.render.first_use import link_first_uses
from generator.render.pages import render_pages
from generator.render.writer import Writer, standing_proofs

LINK = re.compile(r"\]\(\.\./referencia/glosario\.md#([\w.-]+)\)")
NAMES = {"pod-network": ("pod network", "red de Pods"), "nat": ("NAT", "traducción de direcciones (NAT)")}


@pytest.fixture(scope="module")
def pages(real: Course, templates: Templates) -> dict[str, str]:
    files = render_pages(real, derive(real), templates)
    return {path: text.decode() for path, text in files.items() if path.endswith(".md")}


@pytest.fixture(scope="module")
def course(small: Course) -> Course:
    """The small course with two terms that text mentions in many ways."""
    base = small.of(Term)[0]
    terms = [base.model_copy(update={"id": f"term/{slug}", "en": en, "es": es}) for slug, (en, es) in NAMES.items()]
    return replace(small, facts=(*small.facts, *terms))


def linked(course: Course, text: str) -> str:
    return link_first_uses(Writer(course, "notas/x.md"), derive(course).glossary, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La red de Pods no hace NAT.", "La [red de Pods](#pod-network) no hace [NAT](#nat)."),
        ("La red de\nPods.", "La [red de\nPods](#pod-network)."),
        ("Red de Pods, red de Pods.", "[Red de Pods](#pod-network), red de Pods."),
        ("`NAT`, <code>NAT</code>, [NAT](x.md), **NAT**", "`NAT`, <code>NAT</code>, [NAT](x.md), **NAT**"),
        ("nat, NATO, SNAT, NAT-PMP", "nat, NATO, SNAT, NAT-PMP"),
        ("- NAT: sí\n- y NAT", "- [NAT](#nat): sí\n- y NAT"),
        ("Un puente.", "Un puente."),
    ],
)
def test_only_what_is_plainly_the_term_is_linked(course: Course, text: str, expected: str) -> None:
    assert linked(course, text).replace("../referencia/glosario.md", "") == expected


def test_a_link_of_the_author_counts_as_the_first(course: Course, templates: Templates) -> None:
    note = read_foreign_note(Path("docs/nota.md"), "La red de Pods es la [[term/pod-network]].")
    body = render_pages(replace(course, notes=(note,)), derive(course), templates)["notas/nota.md"].decode()
    assert "La red de Pods es la [red de Pods](../referencia/glosario.md#pod-network)." in body


def test_no_note_links_a_term_twice(real: Course, pages: dict[str, str]) -> None:
    for note in real.notes:
        found = Counter(LINK.findall(pages[f"notas/{note.slug}.md"]))
        assert found, note.slug
        assert max(found.values()) == 1, (note.slug, found.most_common(1))


def test_every_term_that_an_author_names_is_linked(real: Course, pages: dict[str, str]) -> None:
    for note in real.notes:
        named = {
            reference.target.partition("/")[2]
            for _, prose in note.proses()
            for reference in prose.references()
            if reference.target.startswith("term/") and not reference.field
        }
        assert named <= set(LINK.findall(pages[f"notas/{note.slug}.md"])), note.slug


def test_every_term_with_an_unmistakable_name_is_linked(real: Course, pages: dict[str, str]) -> None:
    """Looked for in another way: in the sentences of the notes, without code, bold and links."""
    acronyms = {term.en: term.slug for term in real.of(Term) if re.fullmatch(r"[A-Z]{3,}", term.en)}
    assert len(acronyms) > 5
    for note in real.notes:
        words = set(re.findall(r"[\w-]+", plain(real, note)))
        expected = {slug for name, slug in acronyms.items() if name in words}
        assert expected <= set(LINK.findall(pages[f"notas/{note.slug}.md"])), note.slug


def plain(course: Course, note: Note) -> str:
    text = " ".join(markdown(course, block.prose) for block in note.body if isinstance(block, Paragraphs))
    return re.sub(r"`[^`]*`|\*\*.+?\*\*|\[[^\]]*\]\([^)]*\)", " ", text)


def test_common_errors_show_what_the_program_really_answers(real: Course, pages: dict[str, str]) -> None:
    answered = [
        (fact, proof)
        for fact in real.of(Erratum)
        for proof in standing_proofs(real, fact)[:1]
        if fact.typed and proof.output
    ]
    assert len(answered) > 10
    for fact, proof in answered:
        entry = pages["errores.md"].partition(f'id="{fact.slug}"')[2].partition("</div>")[0]
        shown = "\n".join(line.strip() for line in entry.split("\n"))
        assert fact.typed in shown
        assert 'console title="Respuesta"' in shown
        for line in proof.output.rstrip().split("\n"):
            assert line.strip() in shown, fact.id
