"""Learners hold what was released, not what the code of today makes: old packages are rebuilt and updated."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import genanki
import pytest

from generator import RELEASED_ON, __version__
from generator.derive import derive
from generator.model import Course
from generator.model.templates import Templates
from generator.render.anki_package import package
from tests.conftest import ROOT
from tests.learner import Learner, counts

DAY = 86_400
RELEASES = sorted((ROOT / "tests/fixtures").glob("released-*.json"))


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def released(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    found = Learner(tmp_path)
    yield found
    found.collection.close()


def rebuilt(released: dict[str, Any]) -> bytes:
    """The package of an old version, made by genanki alone."""
    models = {one["id"]: old_model(one) for one in released["note_types"]}
    decks = {int(key): genanki.Deck(int(key), name) for key, name in released["decks"].items()}
    for note in released["notes"]:
        decks[note["deck"]].add_note(
            genanki.Note(
                models[note["note_type"]], note["fields"], guid=note["guid"], tags=note["tags"], due=note["due"]
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "old.apkg")
        genanki.Package(list(decks.values())).write_to_file(path, timestamp=released["released_on"])
        return path.read_bytes()


def old_model(note_type: dict[str, Any]) -> genanki.Model:
    return genanki.Model(
        note_type["id"],
        note_type["name"],
        fields=[{"name": name, "id": key} for name, key in note_type["fields"].items()],
        templates=[dict(note_type["template"])],
        css=note_type["css"],
        model_type=genanki.Model.CLOZE if note_type["cloze"] else genanki.Model.FRONT_BACK,
        sort_field_index=note_type["sort_field"],
    )


def ids_of(released: dict[str, Any]) -> list[str]:
    return [note["fields"][0] for note in released["notes"]]


def test_there_is_a_release_to_be_faithful_to() -> None:
    assert RELEASES


def test_todays_package_brings_an_old_one_up_to_date(
    learner: Learner, released: dict[str, Any], real: Course, templates: Templates
) -> None:
    cards = derive(real).cards
    known = [one for one in ids_of(released) if one in {card.id for card in cards}]
    retired = [one for one in ids_of(released) if one not in known]
    assert counts(learner.takes(rebuilt(released))) == {"new": len(known) + len(retired)}
    for number, one in enumerate(ids_of(released)):
        learner.reviews(one, interval=10 + number, due=1000 + number)
    learner.collection.sched.suspend_cards([learner.card(known[0]).id])
    before = {one: learner.progress(one) for one in ids_of(released)}
    note_types = {one.id: one.name for one in learner.collection.models.all_names_and_ids()}

    log = learner.takes(package(real, cards, templates, __version__, max(RELEASED_ON, released["released_on"] + DAY)))

    assert counts(log) == {"new": len(cards) - len(known), "updated": len(known)}
    assert {one: learner.progress(one) for one in ids_of(released)} == before
    assert {one.id: one.name for one in learner.collection.models.all_names_and_ids()} == note_types
    assert learner.collection.card_count() == len(cards) + len(retired)


def test_what_learners_hold_is_not_moved_under_them(
    learner: Learner, released: dict[str, Any], real: Course, templates: Templates
) -> None:
    """A card keeps its note type for ever: Anki would leave a note alone that comes with another one."""
    learner.takes(package(real, derive(real).cards, templates, __version__, RELEASED_ON))
    now = {}
    for note in learner.collection.find_notes(""):
        found = learner.collection.get_note(note)
        now[found["Id"]] = (found.mid, found.guid)
    moved = {one: kind for one, kind in released["ids"].items() if one in now and now[one][0] != kind}
    assert moved == {}
    other = [
        note["fields"][0]
        for note in released["notes"]
        if now.get(note["fields"][0], ("", note["guid"]))[1] != note["guid"]
    ]
    assert other == []


def test_time_goes_forward_with_every_version(released: dict[str, Any]) -> None:
    """Anki takes an update only if it is newer than what it has."""
    if released["version"] == __version__:
        assert released["released_on"] == RELEASED_ON
    else:
        assert released["released_on"] < RELEASED_ON
