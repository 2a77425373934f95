"""The note types and decks: ids, fields and names. Learners' collections hold them: nothing here ever changes."""

from dataclasses import dataclass

import genanki

from generator.model.cards import NoteType, Shelf
from generator.model.fingerprints import fingerprint_text
from generator.model.templates import Templates

# The fields of every note type, in order. The spare ones are for later: adding a field to a note type that people
# have makes Anki treat their notes as conflicting, filling one that exists does not.
FIELDS = (
    "Id",
    "Question",
    "Topic",
    "Code",
    "Options",
    "Answer",
    "Typed",
    "Variants",
    "Why",
    "Traps",
    "Diagram",
    "Page",
    "Source",
    "Version",
    "Spare1",
    "Spare2",
    "Spare3",
    "Spare4",
)
SORT_FIELD = "Question"
TEMPLATE_NAME = "Tarjeta"


@dataclass(frozen=True)
class NoteTypeIds:
    """What Anki knows a note type by: its own id, the id of its one template, and where its field ids start."""

    name: str
    note_type: int
    template: int
    first_field: int


@dataclass(frozen=True)
class DeckIds:
    """What Anki knows a deck by: an update goes by the id, a learner's own deck of that name by the name."""

    name: str
    deck: int


NOTE_TYPES = {
    NoteType.BASIC: NoteTypeIds("Apuntes CKA: pregunta", 1_627_480_101, 5_106_220_101, 5_106_221_100),
    NoteType.CLOZE: NoteTypeIds("Apuntes CKA: hueco", 1_627_480_102, 5_106_220_102, 5_106_221_200),
    NoteType.COMMAND: NoteTypeIds("Apuntes CKA: comando", 1_627_480_103, 5_106_220_103, 5_106_221_300),
    NoteType.MANIFEST: NoteTypeIds("Apuntes CKA: manifiesto", 1_627_480_104, 5_106_220_104, 5_106_221_400),
    NoteType.CHOICE: NoteTypeIds("Apuntes CKA: opciones", 1_627_480_105, 5_106_220_105, 5_106_221_500),
}
ROOT_DECK = DeckIds("Apuntes CKA", 1_738_204_000)
DECKS = {
    Shelf.CONCEPTS: DeckIds("Apuntes CKA::1 Conceptos", 1_738_204_001),
    Shelf.COMMANDS: DeckIds("Apuntes CKA::2 Comandos", 1_738_204_002),
    Shelf.MANIFESTS: DeckIds("Apuntes CKA::3 Manifiestos", 1_738_204_003),
}
GUID_REALM = "apuntes-cka"


def guid_of(card_id: str) -> str:
    """What Anki knows a note by: it follows from the permanent id, never from a text."""
    return fingerprint_text(f"{GUID_REALM}\0{card_id}")


def note_type_model(note_type: NoteType, templates: Templates) -> genanki.Model:
    """A note type as genanki writes it, with an id in every field and template."""
    ids = NOTE_TYPES[note_type]
    front, back = _sides(note_type, templates)
    return genanki.Model(
        ids.note_type,
        ids.name,
        fields=[{"name": name, "id": ids.first_field + index} for index, name in enumerate(FIELDS)],
        templates=[{"name": TEMPLATE_NAME, "qfmt": front, "afmt": back, "id": ids.template}],
        css=templates.texts["anki/apuntes.css"],
        model_type=genanki.Model.CLOZE if note_type is NoteType.CLOZE else genanki.Model.FRONT_BACK,
        sort_field_index=FIELDS.index(SORT_FIELD),
    )


def _sides(note_type: NoteType, templates: Templates) -> tuple[str, str]:
    """Front and back of the one card of a note type; head and foot are the same in all of them."""
    texts = templates.texts
    front, back = (
        texts[f"anki/{note_type}.{side}.html"]
        .replace("<!-- head -->", texts["anki/head.html"])
        .replace("<!-- foot -->", texts["anki/foot.html"])
        for side in ("front", "back")
    )
    return front, back
