"""The note types of the decks: frozen ids, fields and templates. Learners' collections hold them: only ever add."""

from dataclasses import dataclass

from generator.model.cards import NoteType
from generator.model.templates import Templates

# The fields of every note type, in order. The spare ones are for later: adding a field to a note type that people
# have makes Anki treat their notes as conflicting, filling one that exists does not.
FIELDS = (
    "Id",
    "Question",
    "Code",
    "Options",
    "Answer",
    "Variants",
    "Why",
    "Traps",
    "Page",
    "Source",
    "Version",
    "Spare1",
    "Spare2",
    "Spare3",
)
SORT_FIELD = FIELDS.index("Question")


@dataclass(frozen=True)
class NoteTypeIds:
    """What Anki knows a note type by: its own id, the id of its one template, and where its field ids start."""

    name: str
    note_type: int
    template: int
    first_field: int


NOTE_TYPES = {
    NoteType.BASIC: NoteTypeIds("Apuntes CKA: pregunta", 1_627_480_101, 5_106_220_101, 5_106_221_100),
    NoteType.CLOZE: NoteTypeIds("Apuntes CKA: hueco", 1_627_480_102, 5_106_220_102, 5_106_221_200),
    NoteType.COMMAND: NoteTypeIds("Apuntes CKA: comando", 1_627_480_103, 5_106_220_103, 5_106_221_300),
    NoteType.MANIFEST: NoteTypeIds("Apuntes CKA: manifiesto", 1_627_480_104, 5_106_220_104, 5_106_221_400),
    NoteType.CHOICE: NoteTypeIds("Apuntes CKA: opciones", 1_627_480_105, 5_106_220_105, 5_106_221_500),
}

PACKAGE_DECK = "Apuntes CKA"
DECKS = {
    NoteType.BASIC: ("Apuntes CKA::1 Conceptos", 1_738_204_001),
    NoteType.CLOZE: ("Apuntes CKA::1 Conceptos", 1_738_204_001),
    NoteType.CHOICE: ("Apuntes CKA::1 Conceptos", 1_738_204_001),
    NoteType.COMMAND: ("Apuntes CKA::2 Comandos", 1_738_204_002),
    NoteType.MANIFEST: ("Apuntes CKA::3 Manifiestos", 1_738_204_003),
}


def template_of(note_type: NoteType, templates: Templates) -> tuple[str, str]:
    """Front and back of the one card of a note type, as assets/anki has them."""
    texts = templates.texts
    shared = texts["anki/pie.html"]
    front = texts[f"anki/{note_type}.front.html"]
    back = texts[f"anki/{note_type}.back.html"]
    return front, back.replace("<!-- pie -->", shared)


def style_of(templates: Templates) -> str:
    """The style sheet that all note types share."""
    return templates.texts["anki/apuntes.css"]
