"""Anki itself takes the package: every card is there and renders, and an update keeps the learner's progress."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from generator import RELEASED_ON, __version__
from generator.derive import derive
from generator.model import Course
from generator.model.cards import GAP_CLOSE, GAP_OPEN, HOLE, Card, CardOption, NoteType
from generator.model.templates import Templates
from generator.render import render
from generator.render.anki_package import package
from generator.render.card_fields import make_fields, refuse_unsafe
from generator.render.decks import PACKAGE, pictures
from generator.render.note_types import DECKS, FIELDS, NOTE_TYPES, ROOT_DECK, TEMPLATE_NAME
from tests.conftest import ROOT
from tests.learner import Learner, counts

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
    card("ruta", NoteType.COMMAND, back="ip route show default", typed=True, variants=("ip r s default",), order=3),
    card("larga", NoteType.COMMAND, back="kubectl patch svc web -p '{\"spec\":{}}'", order=4),
    card("falta", NoteType.MANIFEST, code=f"kind: {HOLE}\nspec: {{}}\n", language="yaml", order=5),
    card(
        "opciones",
        NoteType.CHOICE,
        options=(CardOption("`a`", right=True, why="sí"), CardOption("`b`", right=False, why="no")),
        order=6,
    ),
)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    found = Learner(tmp_path)
    yield found
    found.collection.close()


def made(course: Course, templates: Templates, cards: tuple[Card, ...], version: str = "1", days: int = 0) -> bytes:
    return package(course, cards, templates, version, RELEASED_ON + days * DAY)


def words(html: str) -> str:
    """What is left to read when the markup is gone."""
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.S)).split())


def test_every_card_of_the_course_arrives_whole(learner: Learner, real: Course, templates: Templates) -> None:
    cards = derive(real).cards
    media = pictures(real, cards, templates)
    log = learner.takes(package(real, cards, templates, __version__, RELEASED_ON, media))
    assert counts(log) == {"new": len(cards)}
    assert learner.collection.card_count() == learner.collection.note_count() == len(cards)
    assert {one.name for one in learner.collection.decks.all_names_and_ids()} == {
        "Default",
        ROOT_DECK.name,
        *(one.name for one in DECKS.values()),
    }
    check = learner.collection.media.check()
    assert (list(check.missing), list(check.unused), check.have_trash) == ([], [], False)
    assert {path.name for path in Path(learner.collection.media.dir()).iterdir()} == set(media)


def test_every_card_of_the_course_says_what_it_should(learner: Learner, real: Course, templates: Templates) -> None:
    cards = derive(real).cards
    learner.takes(made(real, templates, cards))
    fields = make_fields(real)
    wrong = []
    for one in cards:
        question, answer = map(words, learner.sees(one.id))
        given = {name: words(text) for name, text in fields(one).items()}
        shown = [given["Question"]] if one.note_type is not NoteType.CLOZE else []
        expected = [
            (question, [*shown, given.get("Code", ""), given.get("Options", ""), given["Topic"]]),
            (answer, [*shown, *(given.get(name, "") for name in ("Answer", "Variants", "Why", "Traps", "Source"))]),
            (answer, [one.id, given["Version"], "Ver en los apuntes"]),
        ]
        problems = "has a problem" in question + answer or "{{" in question
        if problems or any(text not in side for side, texts in expected for text in texts):
            wrong.append(one.id)
    assert wrong == []


def test_new_cards_come_in_order_of_study(learner: Learner, real: Course, templates: Templates) -> None:
    cards = derive(real).cards
    learner.takes(made(real, templates, cards))
    found = learner.collection.find_cards("", order="c.due asc")
    ids = [learner.collection.get_card(one).note()["Id"] for one in found]
    assert ids == [one.id for one in cards]


def test_what_looks_like_markup_is_seen_and_not_obeyed(learner: Learner, real: Course, templates: Templates) -> None:
    learner.takes(made(real, templates, CARDS))
    question, answer = learner.sees("q/ns")
    assert "kubectl get pod &lt;nombre&gt; -n &lt;ns&gt;" in question
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer
    question, answer = learner.sees("q/plantilla")
    assert words(question).endswith("Se escribe [...] y [::]:6443 .")
    assert "-o go-template='{{.metadata.name}}'" in words(answer)


def test_each_note_type_asks_and_answers_in_its_own_way(learner: Learner, real: Course, templates: Templates) -> None:
    learner.takes(made(real, templates, CARDS))
    question, answer = learner.sees("q/ruta")
    assert "[[type:nc:Typed]]" in question
    assert "ip r s default" in answer
    assert "[[type:" not in "".join(learner.sees("q/larga"))
    question, answer = learner.sees("q/falta")
    assert '<span class="nt">kind</span>' in question
    assert '<b class="hueco">' in question
    question, answer = learner.sees("q/opciones")
    assert "✓" not in question
    assert answer.count("✓") == answer.count("✗") == 1


def test_what_is_typed_is_compared_with_the_command_itself(
    learner: Learner, real: Course, templates: Templates
) -> None:
    learner.takes(made(real, templates, derive(real).cards))
    for one in derive(real).cards:
        if one.typed:
            expected = learner.card(one.id).note()["Typed"]
            assert "typeBad" not in learner.collection.compare_answer(expected, one.back)
            assert unescape(expected) == one.back


def test_an_update_changes_the_texts_and_keeps_the_progress(
    learner: Learner, real: Course, templates: Templates
) -> None:
    learner.takes(made(real, templates, CARDS))
    learner.reviews("q/ruta", interval=42, due=100)
    learner.collection.sched.suspend_cards([learner.card("q/falta").id])
    learner.collection.set_user_flag_for_cards(3, [learner.card("q/ns").id])
    retired = "q/opciones"
    later = tuple(replace(one, front=f"{one.front} (corregida)") for one in CARDS if one.id != retired)
    moved = replace(later[0], competency="ingress", topic="ingress", order=40)
    content = made(real, templates, (moved, *later[1:], card("nueva", order=7)), "2", days=1)

    assert counts(learner.takes(content)) == {"new": 1, "updated": 5}
    assert learner.progress("q/ruta") == (42, 100, 2)
    assert learner.progress("q/falta")[2] == -1
    assert learner.card("q/ns").user_flag() == 3
    assert learner.card("q/ns").note().has_tag("CKA::red::ingress")
    assert all("(corregida)" in learner.sees(one.id)[0] for one in later)
    assert learner.sees(retired)[0]
    assert learner.collection.card_count() == len(CARDS) + 1
    before = {one.id: learner.progress(one.id) for one in later}

    assert counts(learner.takes(content)) == {"duplicate": 6}
    assert learner.collection.card_count() == len(CARDS) + 1
    assert {one.id: learner.progress(one.id) for one in later} == before


def test_what_a_learner_changed_in_a_note(learner: Learner, real: Course, templates: Templates) -> None:
    """Older than the update it is replaced, tags too; newer than the update it stays, until the next one."""
    learner.takes(made(real, templates, CARDS))
    note = learner.card("q/ns").note()
    note["Why"] = "Lo mío"
    note.add_tag("mía")
    learner.collection.update_note(note)
    learner.collection.db.execute("update notes set mod = ?", RELEASED_ON + DAY)  # type: ignore[union-attr]

    assert counts(learner.takes(made(real, templates, CARDS, "2", days=1))) == {"duplicate": 6}
    assert learner.card("q/ns").note()["Why"] == "Lo mío"
    assert counts(learner.takes(made(real, templates, CARDS, "3", days=2))) == {"updated": 6}
    note = learner.card("q/ns").note()
    assert (note["Why"], note.has_tag("mía")) == ("", False)


def test_a_card_that_a_learner_moved_stays_where_it_is(learner: Learner, real: Course, templates: Templates) -> None:
    learner.takes(made(real, templates, CARDS))
    own = learner.collection.decks.add_normal_deck_with_name("Lo mío").id
    learner.collection.set_deck([learner.card("q/ruta").id], own)
    learner.takes(made(real, templates, CARDS, "2", days=1))
    assert learner.card("q/ruta").did == own


def test_note_types_have_the_ids_and_fields_that_learners_hold(
    learner: Learner, real: Course, templates: Templates
) -> None:
    learner.takes(made(real, templates, CARDS))
    for ids in NOTE_TYPES.values():
        found = learner.collection.models.get(ids.note_type)  # type: ignore[arg-type]
        assert found is not None
        assert [(one["name"], one["id"]) for one in found["flds"]] == [
            (name, ids.first_field + index) for index, name in enumerate(FIELDS)
        ]
        assert [(one["name"], one["id"]) for one in found["tmpls"]] == [(TEMPLATE_NAME, ids.template)]


def test_the_deck_tells_its_version_licence_and_how_to_update(
    learner: Learner, real: Course, templates: Templates
) -> None:
    learner.takes(made(real, templates, CARDS, "7.8.9"))
    deck = learner.collection.decks.by_name(ROOT_DECK.name)
    assert deck is not None
    assert all(text in deck["desc"] for text in ("7.8.9", "CC BY-SA 4.0", "Para actualizar", real.site_url))


def test_the_same_cards_and_version_give_the_same_bytes_in_any_process() -> None:
    """Python orders sets and hashes in its own way in each process; the bytes may not depend on it."""
    program = (
        "import hashlib, sys; from pathlib import Path\n"
        "from generator.derive import derive; from generator.read import read_course, read_templates\n"
        "from generator.render.decks import render_decks\n"
        "course, root = read_course(Path('.'))[0], Path('.')\n"
        "files = render_decks(course, derive(course).cards, read_templates(root), '1', 1795392000)\n"
        "print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ((*CARDS, CARDS[0]), "two cards have the id q/ns"),
        ((card("x", NoteType.CLOZE, front="Sin hueco"),), "would not read one gap"),
        (
            (card("x", NoteType.CLOZE, front=f"{GAP_OPEN}a{GAP_CLOSE} {GAP_OPEN}b{GAP_CLOSE}"),),
            "would not read one gap",
        ),
    ],
)
def test_cards_that_would_break_in_anki_are_refused(
    real: Course, templates: Templates, broken: tuple[Card, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        made(real, templates, broken)


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: red">x</p>',
        '<font color="red">x</font>',
        "<script>x</script>",
        '<img src="https://example.org/x.png">',
        '<img src="otra.svg" alt="">',
        '<a href="javascript:x">x</a>',
        '<p onclick="x">x</p>',
        '<link rel="stylesheet" href="https://example.org/x.css">',
    ],
)
def test_style_scripts_and_remote_things_are_refused(html: str) -> None:
    with pytest.raises(ValueError, match="may not stand in a card"):
        refuse_unsafe(CARDS[0], {"Question": html})


@pytest.mark.parametrize(
    "question", ["{{c1::a}} b}}", "{{c1::a::pista}}", "{{c1::[::]:6443}}", "{{c2::a}}", "{{c1::}}"]
)
def test_gaps_that_anki_reads_otherwise_are_refused(question: str) -> None:
    with pytest.raises(ValueError, match="would not read one gap"):
        refuse_unsafe(CARDS[1], {"Question": question})


def test_links_and_pictures_of_a_card_lead_nowhere_unsafe(real: Course) -> None:
    text = (
        "[a](javascript:alert(1)) [b](data:x) [c](https://kubernetes.io/x) ![d](https://example.org/y.png) <b style=x>"
    )
    found = make_fields(real)(card("x", back=text))["Answer"]
    assert found == ('<p><a>a</a> <a>b</a> <a href="https://kubernetes.io/x">c</a> d &lt;b style=x&gt;</p>')


def test_no_card_of_the_course_has_style_or_anything_remote(real: Course, templates: Templates) -> None:
    fields = make_fields(real)
    for one in derive(real).cards:
        html = "".join(fields(one).values())
        assert not re.search(r"<[^>]*\b(?:style|color|bgcolor|on\w+|src)=|<(?:script|link|iframe|font)\b", html), one.id
    assert "url(" not in templates.texts["anki/apuntes.css"]
    assert "@import" not in templates.texts["anki/apuntes.css"]


def test_each_card_leads_to_a_place_that_there_is(real: Course, templates: Templates) -> None:
    derived = derive(real)
    files = render(real, derived, templates, __version__, RELEASED_ON, "..")
    pages = {name: content.decode() for name, content in files.items() if name.endswith(".md")}
    lost = []
    for one in derived.cards:
        page, _, anchor = one.page.partition("#")
        text = pages.get(f"pages/{page}", "")
        if not text or not (f'id="{anchor}"' in text or f"#{anchor} " in text or f"#{anchor}}}" in text):
            lost.append((one.id, one.page))
    assert lost == []


def test_every_card_names_its_sources(real: Course) -> None:
    without = [one.id for one in derive(real).cards if not one.sources and one.kind != "nota"]
    assert without == []


def test_the_newest_version_of_the_changelog_is_this_one_and_of_its_day() -> None:
    version, day = re.findall(r"^## (\S+) - (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)[0]
    assert (version, day) == (__version__, datetime.fromtimestamp(RELEASED_ON, UTC).date().isoformat())


def test_the_page_of_the_decks_offers_every_file(real: Course, templates: Templates) -> None:
    files = render(real, derive(real), templates, __version__, RELEASED_ON, "..")
    page = files["pages/mazos.md"].decode()
    offered = {name.removeprefix("pages/") for name in files if name.startswith("pages/decks/")}
    assert {name for name in offered if f"({name})" not in page} == set()
    assert PACKAGE in page
