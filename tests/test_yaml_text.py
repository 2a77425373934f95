"""YAML is read as text with lines; what an author may not write is told with a place."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Place, Problem
from generator.read.yaml_text import Document, read_yaml


def rules(text: str) -> list[tuple[int, str]]:
    return [(problem.place.line, problem.rule) for problem in read_yaml(text, "a.yaml")[1]]


def test_every_scalar_is_text_and_knows_its_line() -> None:
    documents, problems = read_yaml("no: no\nhora: 12:30\nlista:\n  - 010\n  - 2026-01-01\nnada:\n", "a.yaml")
    assert problems == ()
    assert documents == (
        Document(
            {"no": "no", "hora": "12:30", "lista": ["010", "2026-01-01"], "nada": None},
            {(): 1, ("no",): 1, ("hora",): 2, ("lista",): 3, ("lista", 0): 4, ("lista", 1): 5, ("nada",): 6},
            frozenset({("no",), ("hora",), ("lista", 0), ("lista", 1), ("nada",)}),
        ),
    )


def test_lines_count_from_where_the_text_starts_in_its_file() -> None:
    documents, _ = read_yaml("a: 1\nb: 2\n", "nota.md", first_line=40)
    assert documents[0].lines == {(): 40, ("a",): 40, ("b",): 41}


def test_a_repeated_key_is_told_at_the_second_place() -> None:
    assert read_yaml("a: 1\nb: 2\na: 3\n", "a.yaml")[1] == (
        Problem(
            Place("a.yaml", 3),
            "yaml-duplicate-key",
            "la clave «a» está repetida (la primera está en la línea 1)",
            "deja una sola: YAML se queda en silencio con la última",
        ),
    )


def test_anchors_aliases_tags_tabs_and_odd_keys_are_refused() -> None:
    assert rules("a: &x 1\nb: *x\n") == [(1, "yaml-anchor"), (2, "yaml-anchor")]
    assert rules("a: !!int '1'\n") == [(1, "yaml-tag")]
    assert rules("a:\n\tb: 1\n") == [(2, "yaml-tab")]
    assert rules("? [a, b]\n: 1\n") == [(1, "yaml-key")]


def test_bad_syntax_is_told_in_spanish_and_the_documents_before_it_remain() -> None:
    documents, problems = read_yaml("a: 1\n---\nb: [1\nc: 2\n", "a.yaml")
    assert [document.value for document in documents] == [{"a": "1"}]
    assert [(problem.rule, problem.message) for problem in problems] == [
        ("yaml-syntax", "esto no es YAML válido: falta cerrar un corchete")
    ]


TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
VALUES = st.recursive(TEXT, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))


@given(VALUES)
def test_whatever_yaml_writes_is_read_back_as_it_was(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    documents, problems = read_yaml(text, "a.yaml")
    assert ([document.value for document in documents], problems) == ([value], ())


@given(st.text())
def test_no_text_at_all_makes_the_reader_fail(text: str) -> None:
    _, problems = read_yaml(text, "a.yaml")
    assert all(problem.place.line >= 1 for problem in problems)
