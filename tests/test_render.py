"""What a course becomes on the site: every page of the small course, every kind of embed, links, marks, navigation."""

import json
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.derive import derive
from generator.model import (
    FACT_KINDS,
    QUESTIONS,
    Course,
    Fact,
    Prose,
    Unproven,
    Where,
    parse_prose,
)
from generator.model.base import Model
from generator.model.derived import Derived
from generator.model.embeds import TABLES, read_filter
from generator.model.links import FACT_PAGES
from generator.model.notes import FrontMatter
from generator.model.templates import Templates
from generator.read import read_foreign_note
from generator.render import labels
from generator.render.nav import navigation, render_config
from generator.render.pages import render_pages
from generator.render.tables import _TABLES, fact_table
from generator.render.writer import Writer, standing_proofs
from tests.test_escape import HOSTILE, assert_harmless, convert

CODE = re.compile(r"^ *(`{3,}).*?^ *\1$|`[^`\n]*`", re.M | re.S)
BINARY = (".wasm", ".zst")  # the Linux node, where one was made
_HEAD = FrontMatter(title="Nota", description="Una nota.", order=1, competencies=("ingress",))


def pages_of(course: Course, templates: Templates) -> dict[str, str]:
    files = render_pages(course, derive(course), templates)
    return {path: content.decode() for path, content in files.items() if not path.endswith(BINARY)}


@pytest.fixture(scope="module")
def real_pages(real: Course, templates: Templates) -> dict[str, str]:
    return pages_of(real, templates)


@pytest.fixture(scope="module")
def small_pages(small: Course, templates: Templates) -> dict[str, str]:
    return pages_of(small, templates)


def with_note(course: Course, text: str) -> Course:
    note = replace(read_foreign_note(Path("docs/nota.md"), text), head=_HEAD)
    return replace(course, notes=(*course.notes, note))


def page_of(course: Course, templates: Templates, text: str) -> str:
    """What the body of a note with that text becomes."""
    return pages_of(with_note(course, text), templates)["notas/nota.md"].partition("# Nota\n")[2].strip()


def test_every_page_of_the_small_course(small_pages: dict[str, str], expected: Callable[[str, str], None]) -> None:
    pages = {path: text for path, text in small_pages.items() if path.endswith(".md")}
    for path, text in pages.items():
        expected(f"pages/{path}", text)
    expected("pages/paths.txt", "".join(f"{path}\n" for path in pages))


def test_rendering_twice_gives_the_same_bytes(small: Course, templates: Templates) -> None:
    assert render_pages(small, derive(small), templates) == render_pages(small, derive(small), templates)


# Embeds


def test_there_is_a_table_for_every_name_that_a_note_may_use() -> None:
    assert _TABLES.keys() == TABLES.keys()


@pytest.mark.parametrize(
    ("embed", "contains"),
    [
        ("[[cmd/bridge-addresses]]", "    ``` sh\n    ip address show type bridge\n"),
        ("[[manifest/ingress-pay]]", '``` yaml title="ingress-pay.yaml" hl_lines="12"'),
        ("[[manifest/ingress-no-path-type]]", "El kube-apiserver lo rechaza: «'pathType' is a required property»."),
        ("[[erratum/ip-adress]]", "✗ Se lee a menudo: `ip adress show`"),
        ("[[claim/pods-without-nat]]", "Los Pods de un clúster se hablan **sin NAT** entre ellos."),
        ("[[port/kube-apiserver]]", "[`6443/TCP`](../referencia/puertos.md#kube-apiserver)"),
        ("[[range/services]]", "[`10.96.0.0/12`](../referencia/rangos.md#services)"),
        ("[[cni/flannel]]", "[`Flannel`](../referencia/cni.md#flannel)"),
        ("[[component/kube-apiserver]]", "[`kube-apiserver`](../referencia/componentes.md#kube-apiserver)"),
        ("[[term/bridge]]", "[`puente`](../referencia/glosario.md#bridge)"),
        ("[[note/nodos]]", "[La red de un nodo](../notas/nodos.md)"),
        ("[[table/claims]]", "sin NAT"),
        ("[[table/cni]]", "[Flannel](../referencia/cni.md#flannel)"),
        ("[[table/commands?where=client]]", "kubectl get gateways"),
        ("[[table/errata?topic=nodos]]", "ip adress show"),
        ("[[table/ports?on=worker]]", "8472/UDP"),
        ("[[table/ranges]]", "De la primera a la última"),
        ("[[table/routes?manifest=ingress-pay]]", "| `pay.example.com/pay/1` | `pay-service:8282` | `/pay/1` |"),
        ("[[table/terms]]", "pathType"),
        ("[[diagram/port-map]]", '<figure class="diagram">'),
    ],
)
def test_every_embed_becomes_its_block(small: Course, templates: Templates, embed: str, contains: str) -> None:
    assert contains in page_of(small, templates, f"## Título\n\n{embed}\n")


@pytest.mark.parametrize(
    "embed", ["[[cmd/no-such]]", "[[table/no-such]]", "[[diagram/no-such]]", "[[table/ports?on=pod]]"]
)
def test_what_does_not_exist_leaves_nothing(small: Course, templates: Templates, embed: str) -> None:
    """A check reports it; a page never breaks."""
    assert page_of(small, templates, embed) == ""


def test_filters_choose_rows(small: Course) -> None:
    writer, derived = Writer(small, "notas/x.md"), Derived()
    worker = fact_table(writer, derived, "ports", "on=worker&protocol=udp")
    assert "8472/UDP" in worker
    assert "6443" not in worker
    assert fact_table(writer, derived, "ports", "component=kube-apiserver") != ""
    assert fact_table(writer, derived, "commands", "program=ip") != ""
    assert read_filter("on=worker,node&component=kubelet") == {"on": ("worker", "node"), "component": ("kubelet",)}


def test_an_embed_in_a_list_stays_in_it(small: Course, templates: Templates) -> None:
    body = page_of(small, templates, "1.  Mira:\n\n    [[cmd/bridge-addresses]]\n\n2.  Y ya.\n")
    assert '\n    !!! command "Ver las direcciones de los puentes de un nodo"\n' in body
    assert convert(body).count("<ol>") == 1


def test_two_manifests_in_a_table_of_routes_are_told_apart(real: Course) -> None:
    table = fact_table(Writer(real, "notas/x.md"), Derived(), "routes", "manifest=ingress-fanout,httproute-shop")
    assert "Con [`ingress-fanout.yaml`]" in table
    assert "Con [`httproute-shop.yaml`]" in table


def test_connections_say_who_reaches_whom(real: Course) -> None:
    slug = next(one.slug for one in real.facts if getattr(getattr(one, "proof", None), "connections", ()))
    table = fact_table(Writer(real, "notas/x.md"), Derived(), "routes", f"manifest={slug}")
    assert "| Desde | Hacia | ¿Pasa? |" in table
    assert "✓ sí" in table


def test_ranges_that_clash_are_said_beside_the_plugin(real: Course) -> None:
    table = fact_table(Writer(real, "notas/x.md"), derive(real), "cni", "")
    warning = table.partition("Rangos que chocan")[2]
    assert "Cilium" in warning
    assert "[`10.96.0.0/12`]" in warning
    assert "Flannel" not in warning


# Notes


def test_a_term_is_linked_the_first_time_only(small: Course, templates: Templates) -> None:
    body = page_of(small, templates, "Un [[term/bridge]] y otro [[term/bridge]].")
    assert body == "Un [puente](../referencia/glosario.md#bridge) y otro puente."


def test_values_and_marks_become_code_and_emphasis(small: Course, templates: Templates) -> None:
    text = "El puerto [[port/kube-apiserver#port]] en `https://x:[[port/kube-apiserver#port]]` es **el de la API**{#x}."
    assert page_of(small, templates, text) == "El puerto `6443` en `https://x:6443` es **el de la API**."


def test_fences_keep_their_language_and_lose_what_is_not_ours(small: Course, templates: Templates) -> None:
    text = '```yaml title="x.yaml" hl_lines="1" onclick="x"\na: 1\n```\n\n```<script>\nx\n```\n'
    body = page_of(small, templates, text)
    assert body == '``` yaml title="x.yaml" hl_lines="1"\na: 1\n```\n\n``` text\nx\n```'


def test_code_that_is_wrong_on_purpose_says_so(small: Course, templates: Templates) -> None:
    body = page_of(small, templates, '```yaml incorrecto="falta *todo*"\na: 1\n```\n')
    assert body.startswith('!!! wrong "Incorrecto: falta &#42;todo&#42;"')


def test_a_note_without_head_has_a_page_too(small: Course, templates: Templates) -> None:
    note = read_foreign_note(Path("docs/suelta.md"), "# Suelta\n\ntexto")
    page = pages_of(replace(small, notes=(note,)), templates)["notas/suelta.md"]
    assert page.startswith('---\ntitle: "suelta"\n')


# What backs a fact


def test_a_fact_shows_how_it_was_proven(small: Course, templates: Templates) -> None:
    body = page_of(small, templates, "[[cmd/bridge-addresses]]")
    assert '??? proven "Probado con ip 6.1.0 · 23-11-2026"' in body
    assert '``` console title="Salida"\n    3: cni0:' in body


def test_a_program_that_does_not_tell_its_version_is_just_named(small: Course, templates: Templates) -> None:
    proofs = tuple(proof.model_copy(update={"version": "?"}) for proof in small.proofs)
    body = page_of(replace(small, proofs=proofs), templates, "[[cmd/bridge-addresses]]")
    assert '"Probado con ip · 23-11-2026"' in body


def test_a_changed_fact_is_no_longer_proven(small: Course, templates: Templates) -> None:
    facts = tuple(
        fact.model_copy(update={"run": "ip address show type veth"}) if fact.id == "cmd/bridge-addresses" else fact
        for fact in small.facts
    )
    body = page_of(replace(small, facts=facts), templates, "[[cmd/bridge-addresses]]")
    assert '??? unverified "Sin verificar"' in body
    assert "Salida" not in body


def test_all_standing_proofs_are_told_the_strongest_first(small: Course) -> None:
    kinds = [proof.kind for proof in standing_proofs(small, small.by_id["manifest/ingress-pay"])]
    assert kinds == ["route", "schema"]


def test_why_a_fact_has_no_proof_is_said(small: Course, templates: Templates) -> None:
    body = page_of(small, templates, "[[cmd/get-gateways]]")
    assert "haría falta un clúster en marcha con sus controladores" in body


def test_the_simulator_is_named(real_pages: dict[str, str]) -> None:
    assert "y un simulador de la API · " in real_pages["referencia/comandos.md"]


def test_a_long_answer_waits_to_be_opened(small: Course, templates: Templates) -> None:
    output = "\n".join(f"línea {number}" for number in range(30))
    proofs = tuple(
        proof.model_copy(update={"output": output}) if proof.id == "cmd/bridge-addresses" else proof
        for proof in small.proofs
    )
    body = page_of(replace(small, proofs=proofs), templates, "[[cmd/bridge-addresses]]")
    assert '??? output "Salida, 30 líneas"' in body


# Questions


def test_every_kind_of_question_can_be_answered(
    small: Course, small_pages: dict[str, str], real: Course, real_pages: dict[str, str]
) -> None:
    shown = {kind for page in small_pages.values() for kind in re.findall(r'data-kind="(\w+)"', page)}
    every = set(QUESTIONS.json_schema()["discriminator"]["mapping"])
    assert shown == {question.kind for question in small.questions} == every
    for note in real.notes:
        ids = re.findall(r'data-question-id="([^"]+)"', real_pages[f"notas/{note.slug}.md"])
        assert sorted(ids) == sorted(one.id for one in real.questions if one.topic == note.slug)


def test_an_answer_is_inside_what_one_opens(small_pages: dict[str, str]) -> None:
    page = convert(small_pages["notas/ingress.md"].partition("---\n\n")[2])
    question = page.partition('id="path-type-required"')[2].partition("</section>")[0]
    closed = re.sub(r"(?s)<details.*?</details>", "", question)
    assert question.count('<details class="option') == 3
    assert question.count("✓ Correcta.") == 1
    assert "Correcta" not in closed
    assert "obligatorio" not in closed


# Safety


def hostile(value: Any, text: str) -> Any:
    """The same value with every text in Spanish replaced by that text."""
    if isinstance(value, Prose):
        return parse_prose(text)
    if isinstance(value, Model):
        changed = {name: hostile(getattr(value, name), text) for name in type(value).model_fields}
        return value.model_copy(update=changed)
    return tuple(hostile(item, text) for item in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_content_runs_nowhere(small: Course, templates: Templates, text: str) -> None:
    facts: list[Fact] = [hostile(fact, text) for fact in small.facts]
    head = replace(with_note(small, text).notes[-1], head=hostile(_HEAD.model_copy(update={"title": text}), text))
    course = replace(
        small,
        facts=tuple(facts),
        questions=tuple(hostile(question, text) for question in small.questions),
        tasks=tuple(hostile(task, text) for task in small.tasks),
        notes=(*tuple(replace(note, head=hostile(note.head, text)) for note in small.notes), head),
    )
    for path, page in pages_of(course, templates).items():
        if path.endswith(".md"):
            front, _, body = page.removeprefix("---\n").partition("\n---\n")
            assert not re.search(r"<|onclick=[^x]\"", front)
            assert_harmless(re.sub(r"(?s)<svg.*?</svg>", "", convert(body)))


def test_plain_names_are_no_markdown_either(small: Course, templates: Templates) -> None:
    names = {"name": "<b>*x*</b>", "en": "<b>*x*</b>", "es": "`y`{ .z }"}
    facts = tuple(
        fact.model_copy(
            update={key: value for key, value in names.items() if key in type(fact).model_fields and key != "name"}
        )
        for fact in small.facts
    )
    assert (
        "&#60;b&#62;&#42;x&#42;&#60;/b&#62;"
        in pages_of(replace(small, facts=facts), templates)["referencia/glosario.md"]
    )


# The whole site


def targets(pages: dict[str, str]) -> Iterable[tuple[str, str]]:
    for path, text in pages.items():
        if path.endswith(".md"):
            for target in re.findall(r"\]\(([^)\s]+)\)", CODE.sub("", text)):
                if not target.startswith("https://"):
                    yield path, target


@pytest.mark.parametrize("which", ["small_pages", "real_pages"])
def test_every_link_leads_to_a_page_and_an_anchor(which: str, request: pytest.FixtureRequest) -> None:
    pages = request.getfixturevalue(which)
    known = {path: set(re.findall(r'(?:\{ #|id=")([\w.-]+)', text)) for path, text in pages.items()}
    for path, target in targets(pages):
        name, _, anchor = target.partition("#")
        where = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
        assert where in known or where.startswith("decks/"), f"{path}: {target}"
        assert not anchor or anchor in known[where], f"{path}: {target}"


def test_every_fact_has_its_anchor(real: Course, real_pages: dict[str, str]) -> None:
    for fact in real.facts:
        assert re.search(rf'(\{{ #|id="){re.escape(fact.slug)}[" ]', real_pages[FACT_PAGES[fact.kind]]), fact.id


def test_navigation_has_every_page_once_and_notes_in_order(small: Course, small_pages: dict[str, str]) -> None:
    def leaves(nav: Any) -> list[str]:
        if isinstance(nav, str):
            return [nav]
        items = nav.values() if isinstance(nav, dict) else nav
        return [leaf for item in items for leaf in leaves(item)]

    found = leaves(navigation(small))
    assert sorted(found) == sorted(path for path in small_pages if path.endswith(".md"))
    assert found.index("notas/nodos.md") < found.index("notas/ingress.md")


def test_the_engines_get_their_paths_and_the_navigation(small: Course) -> None:
    config = json.loads(render_config(small, "../..", "pages", "site"))
    assert config == {
        "INHERIT": "../../mkdocs.yml",
        "docs_dir": "pages",
        "site_dir": "site",
        "theme": {"custom_dir": "../../assets/theme"},
        "nav": navigation(small),
    }


def test_every_page_describes_itself(real_pages: dict[str, str]) -> None:
    descriptions = [
        re.search(r'^description: "(.+)"$', text, re.M) for path, text in real_pages.items() if path.endswith(".md")
    ]
    assert all(descriptions)
    assert len({found[1] for found in descriptions if found}) == len(descriptions)


def test_pages_lead_to_what_one_edits(small_pages: dict[str, str]) -> None:
    assert 'source: "edit/main/docs/ingress.md"' in small_pages["notas/ingress.md"]
    assert 'source: "tree/main/facts/ports"' in small_pages["referencia/puertos.md"]


def test_the_course_may_be_empty(small: Course, templates: Templates) -> None:
    empty = Course(curriculum=small.curriculum)
    pages = pages_of(empty, templates)
    assert "Todavía no hay preguntas." in pages["practicar.md"]
    assert "Todavía no se ha ejecutado ninguna prueba." in pages["pruebas.md"]


def test_every_value_of_a_closed_list_has_its_words() -> None:
    assert labels.UNPROVEN.keys() == set(Unproven)
    assert labels.WHERE.keys() == labels.PLACES.keys() == set(Where)
    assert labels.FACT_KINDS.keys() == FACT_PAGES.keys() == {prefix for prefix, _ in FACT_KINDS.values()}


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a y b"),
        (("etcd", "kubelet", "iptables"), "etcd, kubelet e iptables"),
        (("agua", "hielo"), "agua y hielo"),
    ],
)
def test_lists_read_as_spanish(words: tuple[str, ...], listed: str) -> None:
    assert labels.listed(words) == listed


def test_numbers_read_as_spanish() -> None:
    assert [labels.counted(number, "nota", "notas") for number in (1, 2, 1234)] == ["1 nota", "2 notas", "1234 notas"]
    assert labels.counted(12345, "nota", "notas") == "12\N{NO-BREAK SPACE}345 notas"
