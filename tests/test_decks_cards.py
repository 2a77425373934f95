"""What becomes a card and how it is asked: one idea each, nothing given away, nothing that cannot be known."""

import re
from collections import defaultdict
from itertools import pairwise
from statistics import median

import pytest

from generator.derive import derive
from generator.derive.manifest_lines import hidden_lines
from generator.derive.repeated_cards import without_repeated
from generator.derive.study_order import subjects
from generator.model import Course, Manifest, OrderQuestion
from generator.model.cards import GAP_CLOSE, GAP_OPEN, HOLE, Card, NoteType, Shelf
from generator.render.card_html import make_html, markdown_reader, simple_html


def cloze(card_id: str, text: str) -> Card:
    return Card(card_id, NoteType.CLOZE, "", "", text.replace("[", GAP_OPEN).replace("]", GAP_CLOSE))


def manifest(text: str, *lines: str) -> Manifest:
    return Manifest.model_validate(
        {
            "id": "manifest/x",
            "competency": "services",
            "file": "x.yaml",
            "purpose": "Probar",
            "lines": [{"line": line, "says": "lo que hace"} for line in lines],
            "sources": [{"url": "https://kubernetes.io/x", "read": "2026-11-23", "quote": "x"}],
            "text": text,
        }
    )


def test_ids_are_unique_and_numbers_follow_each_other(real: Course) -> None:
    cards = derive(real).cards
    assert len({card.id for card in cards}) == len(cards)
    assert [card.order for card in cards] == list(range(1, len(cards) + 1))


def test_the_note_type_follows_from_the_id_and_never_from_a_text(real: Course) -> None:
    """A card that came with another note type would be left alone by Anki: a change of wording may not do that."""
    found = defaultdict(set)
    for card in derive(real).cards:
        question = real.question_by_id.get(card.id)
        found[question.kind if question else card.kind].add(card.note_type)
    assert {kind: note_types for kind, note_types in found.items() if len(note_types) > 1} == {}


def test_cards_about_one_fact_stand_apart(real: Course) -> None:
    for shelf in Shelf:
        shelved = [card for card in derive(real).cards if card.shelf is shelf]
        near = [(one.id, other.id) for one, other in pairwise(shelved) if subjects(one) & subjects(other)]
        assert near == []


def test_topics_come_in_the_order_of_the_notes(real: Course) -> None:
    order = {note.slug: note.head.order for note in real.notes if note.head}
    orders = defaultdict(list)
    for card in derive(real).cards:
        orders[card.topic].append(card.order)
    studied = sorted(orders, key=lambda slug: median(orders[slug]))
    assert studied == sorted(orders, key=lambda slug: order.get(slug, 999))


def test_an_idea_is_asked_once() -> None:
    claim = cloze("claim/a.gap", "El token que imprime `kubeadm init` caduca a las [24 horas].")
    note = cloze("nota/b", "Si el token de `kubeadm init` caducó (dura [las 24 horas]), pide otro.")
    question = cloze("q/c", "Un token recién hecho con `kubeadm init` dura [**24 horas**].")
    other = cloze("nota/d", "Los registros se guardan [24 horas].")
    assert without_repeated((note, question, other, claim)) == (other, claim)
    assert without_repeated((note, question, other)) == (question, other)


def test_gaps_leave_nothing_of_their_emphasis(real: Course) -> None:
    html = make_html()
    for card in derive(real).cards:
        if card.note_type is NoteType.CLOZE:
            assert "*" not in re.sub(r"<code.*?</code>", "", html(card.front)), card.id
            assert card.gap.strip(), card.id


@pytest.mark.parametrize(
    ("line", "question", "shown"),
    [
        ("type: NodePort", "¿Qué valor falta?", f"type: {HOLE}"),
        ("- Ingress", "¿Qué valor falta?", f"- {HOLE}"),
        ("nodePort: 30080", "¿Qué campo falta?", f"{HOLE}: 30080"),
        ("- from:", "¿Qué campo falta?", f"- {HOLE}:"),
        ('kubernetes.io/service-name: "web"', "¿Qué campo falta?", f'{HOLE}: "web"'),
        ('dnsPolicy: "None"', "¿Qué valor falta?", f"dnsPolicy: {HOLE}"),
    ],
)
def test_a_line_hides_what_can_be_inferred(line: str, question: str, shown: str) -> None:
    (hidden,) = hidden_lines(manifest(f"kind: X\nspec:\n  {line}\n", line))
    assert (hidden.question, hidden.line) == (question, line)
    assert hidden.code == f"kind: X\nspec:\n  {shown}\n"


@pytest.mark.parametrize(
    "text",
    [
        "metadata:\n  name: web\n",
        "metadata:\n  labels:\n    app: web\n",
        "spec:\n- www.example.com\n",
        "spec:\n  port: 80\n---\nspec:\n  port: 80\n",
        "kind: Node\nstatus:\n  reason: KubeletNotReady\n",
        "kind: Event\nreason: Unhealthy\n",
    ],
)
def test_what_somebody_chose_or_the_server_wrote_is_not_asked(text: str) -> None:
    lines = [line.strip() for line in text.splitlines() if not line.endswith(":") and line != "---"]
    assert list(hidden_lines(manifest(text, lines[-1]))) == []


def test_lines_that_look_alike_have_ids_of_their_own() -> None:
    found = hidden_lines(manifest("a:\n  path: /\n  path: /$\n  path: /$/\n", "path: /", "path: /$", "path: /$/"))
    assert [hidden.facet for hidden in found] == ["line-path", "line-path-n2", "line-path-n3"]


def test_only_the_document_with_the_line_is_shown(real: Course) -> None:
    for card in derive(real).cards:
        if card.kind == "manifest":
            assert card.code.count(HOLE) == 1, card.id
            assert "\n---" not in card.code, card.id


def test_what_is_typed_can_be_known_from_the_front(real: Course) -> None:
    """Every number of the line stands on the front, and so does every name that somebody chose."""
    for card in derive(real).cards:
        if card.kind == "cmd" and card.typed:
            missing = [
                word
                for word in re.findall(r"\d{1,3}(?:\.\d{1,3}){3}|node\d+|eth\d", card.back)
                if word not in card.front
            ]
            assert missing == [], card.id
            assert len(card.back) <= 60, card.id


def test_a_port_that_any_program_may_use_is_not_asked_for_its_owner(real: Course) -> None:
    cards = {card.id: card for card in derive(real).cards}
    assert "port/ingress-nginx-http.owner" not in cards
    assert "port/kube-apiserver.owner" in cards
    assert not any(one.startswith(("port/weave", "cni/weave", "component/weave", "range/weave")) for one in cards)


def test_the_right_order_is_not_the_one_shown(real: Course) -> None:
    cards = {card.id: card for card in derive(real).cards}
    for question in real.questions:
        if isinstance(question, OrderQuestion) and question.id in cards:
            solved = re.findall(r"^\d+\. \*\*(\w)\*\*", cards[question.id].back, re.M)
            assert solved != sorted(solved), question.id
            assert sorted(solved) == list("ABCDEFGH"[: len(solved)])


def test_the_short_way_to_html_gives_what_the_parser_gives(real: Course) -> None:
    reader = markdown_reader()
    texts = {
        text
        for card in derive(real).cards
        for text in (card.front, card.back, card.why, *card.traps, *(one.text for one in card.options))
    }
    assert {text for text in texts if simple_html(text) not in {"", reader.reset().convert(text)}} == set()
    assert sum(bool(simple_html(text)) for text in texts) > len(texts) / 2


@pytest.mark.parametrize(
    "text",
    [
        "# a",
        "- a",
        "1. a",
        "> a",
        "a_b_c",
        "a * b",
        "**a",
        "`a``b`",
        "a\\*",
        "[a](b)",
        "<b>",
        "a&b",
        " a",
        "``` a",
        "* a",
        "a\nb",
    ],
)
def test_what_is_not_plain_goes_to_the_parser(text: str) -> None:
    assert simple_html(text) in {"", markdown_reader().convert(text)}
