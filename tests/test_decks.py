"""Anki itself takes the package: every card is there, renders, and an update keeps the learner's progress."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportLogWithChanges

from generator import RELEASED_ON
from generator.derive import derive
from generator.model import Course
from generator.model.cards import GAP_CLOSE, GAP_OPEN, Card, CardOption, NoteType
from generator.model.templates import Templates
from generator.render.decks import package

DAY = 86_400


def card(name: str, note_type: NoteType = NoteType.BASIC, **fields: object) -> Card:
    given = {"topic": "nodos", "competency": "services", "front": f"¿{name}?", "back": name, **fields}
    return Card(id=f"q/{name}", note_type=note_type, **given)  # type: ignore[arg-type]


CARDS = (
    card("ns", front="¿Qué hace `kubectl get pod <nombre> -n <ns>`?", back="<script>alert(1)</script>", order=1),
    card(
        "plantilla",
        NoteType.CLOZE,
        front=f"Se escribe {GAP_OPEN}`-o go-template='{{{{.metadata.name}}}}'`{GAP_CLOSE} y `[::]:6443`.",
        order=2,
    ),
    card("ruta", NoteType.COMMAND, back="ip route show default", variants=("ip r s default",), order=3),
    card("falta", NoteType.MANIFEST, code="kind: Ingress\nspec: {}\n", language="yaml", order=4),
    card(
        "opciones",
        NoteType.CHOICE,
        options=(CardOption("`a`", right=True, why="sí"), CardOption("`b`", right=False, why="no")),
        order=5,
    ),
)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "learner.anki2"))
    yield opened
    opened.close()


def give(collection: Collection, tmp_path: Path, content: bytes) -> ImportLogWithChanges.Log:
    path = tmp_path / "deck.apkg"
    path.write_bytes(content)
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    return collection.import_anki_package(request).log


def shown(collection: Collection, name: str) -> tuple[str, str]:
    (card_id,) = collection.find_cards(f'"Id:q/{name}"')
    output = collection.get_card(card_id).render_output()
    return output.question_text, output.answer_text


def test_every_card_of_the_course_arrives_and_renders(
    collection: Collection, tmp_path: Path, real: Course, templates: Templates
) -> None:
    cards = derive(real).cards
    log = give(collection, tmp_path, package(real, cards, templates, "1", RELEASED_ON))
    assert (len(log.new), len(log.updated), len(log.conflicting), len(log.duplicate)) == (len(cards), 0, 0, 0)
    for card_id in collection.find_cards(""):
        output = collection.get_card(card_id).render_output()
        assert "card template has a problem" not in output.question_text + output.answer_text
        assert "{{" not in output.question_text
    media = collection.media.check()
    assert (list(media.missing), list(media.unused)) == ([], [])


def test_what_looks_like_markup_is_seen_and_not_obeyed(
    collection: Collection, tmp_path: Path, small: Course, templates: Templates
) -> None:
    give(collection, tmp_path, package(small, CARDS, templates, "1", RELEASED_ON))
    question, answer = shown(collection, "ns")
    assert "kubectl get pod &lt;nombre&gt; -n &lt;ns&gt;" in question
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer
    question, answer = shown(collection, "plantilla")
    assert "[...]" in question
    assert "[::]:6443" in question.replace("&#58;", ":")
    assert "go-template" not in question
    assert "&#123;&#123;.metadata.name&#125;&#125;" in answer


def test_each_note_type_asks_and_answers_in_its_own_way(
    collection: Collection, tmp_path: Path, small: Course, templates: Templates
) -> None:
    give(collection, tmp_path, package(small, CARDS, templates, "1", RELEASED_ON))
    question, answer = shown(collection, "ruta")
    assert "[[type:nc:Answer]]" in question
    assert "<code>ip r s default</code>" in answer
    question, answer = shown(collection, "falta")
    assert '<span class="nt">kind</span>' in question
    question, answer = shown(collection, "opciones")
    assert "✓" not in question
    assert answer.count("✓") == answer.count("✗") == 1


def test_an_update_changes_the_text_and_keeps_the_progress(
    collection: Collection, tmp_path: Path, small: Course, templates: Templates
) -> None:
    give(collection, tmp_path, package(small, CARDS, templates, "1", RELEASED_ON))
    (reviewed,) = collection.find_cards('"Id:q/ruta"')
    (suspended,) = collection.find_cards('"Id:q/falta"')
    learned = collection.get_card(reviewed)
    learned.type, learned.queue, learned.ivl, learned.due = 2, 2, 42, 100  # type: ignore[assignment]
    collection.update_card(learned)
    collection.sched.suspend_cards([suspended])

    later = (
        *(replace(one, front=f"{one.front} (corregida)") for one in CARDS if one.id != "q/opciones"),
        card("nueva", order=6),
    )
    content = package(small, later, templates, "2", RELEASED_ON + DAY)
    log = give(collection, tmp_path, content)
    assert (len(log.new), len(log.updated), len(log.conflicting)) == (1, 4, 0)
    kept = collection.get_card(reviewed)
    assert (kept.ivl, kept.due, kept.queue) == (42, 100, 2)
    assert collection.get_card(suspended).queue == -1
    assert "(corregida)" in shown(collection, "ruta")[0]
    assert collection.card_count() == len(CARDS) + 1

    again = give(collection, tmp_path, content)
    assert (len(again.new), len(again.updated), len(again.conflicting)) == (0, 0, 0)
    assert collection.card_count() == len(CARDS) + 1


def test_the_same_cards_and_version_give_the_same_bytes(small: Course, templates: Templates) -> None:
    assert package(small, CARDS, templates, "1", RELEASED_ON) == package(small, CARDS, templates, "1", RELEASED_ON)


def test_two_cards_of_one_id_are_refused(small: Course, templates: Templates) -> None:
    with pytest.raises(ValueError, match="two cards have the id q/ns"):
        package(small, (*CARDS, CARDS[0]), templates, "1", RELEASED_ON)
