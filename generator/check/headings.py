"""A note in; headings that skip a level, stand twice or are missing out."""

import re
from collections.abc import Iterator

from generator.check.wording import line_at, masked
from generator.model import Embed, Fence, Heading, Library, Note, Paragraphs
from generator.problems import Place, Problem, Severity

_MARKUP_ONLY = re.compile(
    r"(?:\s|<!--.*?-->|<[^<>]+>|!?\[[^\]]*\]\([^)]*\)|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\))*", re.DOTALL
)
_HEAD_LINES = 2  # a note whose text starts lower down has a head of its own, and there its title
_TIGHT = re.compile(r"^#{1,6}[^#\s!\[\d].*$", re.MULTILINE)


def check_heading_skip(note: Note, library: Library) -> Iterator[Problem]:
    """Los títulos bajan de nivel de uno en uno.

    Mal:  ## Ingress y debajo #### Ejemplos
    Bien: ## Ingress y debajo ### Ejemplos
    """
    before = 1 if note.head else 0  # the title of a note of ours is in its head
    for heading in note.headings():
        if heading.level > before + 1 and before:
            message = f"«{heading.text}» salta del nivel {before} al {heading.level}"
            yield Problem(note.place(heading.line), "heading-skip", message, f"escríbelo con {'#' * (before + 1)}")
        before = heading.level


def check_heading_duplicate(note: Note, library: Library) -> Iterator[Problem]:
    """Dos títulos de una nota no comparten ancla: los enlaces al segundo irían al primero.

    Mal:  ## Gateway y más abajo ### Gateway
    Bien: ### El objeto Gateway {#objeto-gateway}
    """
    first: dict[str, Heading] = {}
    for heading in note.headings():
        other = first.setdefault(heading.anchor, heading)
        if other is not heading:
            message = f"el ancla «{heading.anchor}» ya es la del título de la línea {other.line}"
            severity = Severity.ERROR if note.head else Severity.WARNING
            hint = "cambia el título o dale un ancla: {#otra}"
            yield Problem(note.place(heading.line), "heading-duplicate", message, hint, severity)


def check_heading_missing(note: Note, library: Library) -> Iterator[Problem]:
    """Una nota sin cabecera tiene un título de nivel 1, y nada de texto delante de su primer título.

    Mal:  un archivo que empieza por un párrafo
    Bien: # Redes, y después el párrafo
    """
    if note.head or not note.body or note.body[0].line > _HEAD_LINES:
        return
    first = next((block for block in note.body if _says_something(block)), note.body[0])
    headings = list(note.headings())
    if not isinstance(first, Heading):
        message = "hay texto antes del primer título" if headings else "no hay ningún título"
        yield Problem(note.place(first.line), "heading-missing", message, "empieza con «# Título»")
    elif not any(heading.level == 1 for heading in headings):
        message = "no hay ningún título de nivel 1"
        yield Problem(note.place(first.line), "heading-missing", message, "empieza con «# Título»")


def check_heading_top(note: Note, library: Library) -> Iterator[Problem]:
    """El título de una nota nuestra está en su cabecera: dentro no hay otro de nivel 1.

    Mal:  title: Ingress y más abajo # Ingress
    Bien: title: Ingress y ## Requisitos
    """
    for heading in note.headings() if note.head else ():
        if heading.level == 1:
            message = f"«{heading.text}» es un segundo título de nivel 1"
            yield Problem(note.place(heading.line), "heading-top", message, "escríbelo con ##")


def check_heading_space(note: Note, library: Library) -> Iterator[Problem]:
    """Entre las almohadillas de un título y su texto hay un espacio: sin él no es un título.

    Mal:  ##Ingress
    Bien: ## Ingress
    """
    for block in note.body:
        if isinstance(block, Paragraphs):
            for match in _TIGHT.finditer(masked(block.prose.text)):
                place: Place = note.place(block.line + line_at(block.prose.text, match.start()))
                hint = "pon un espacio tras las almohadillas"
                yield Problem(place, "heading-space", f"«{match[0].strip()}» no se verá como título", hint)


def _says_something(block: Heading | Fence | Embed | Paragraphs) -> bool:
    """Whether a block is more than comments, badges and pictures, which may stand above a title."""
    return not (isinstance(block, Paragraphs) and _MARKUP_ONLY.fullmatch(block.prose.text))
