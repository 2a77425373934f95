"""A note in; pictures and links that lead to no file, and pictures that say nothing to those who cannot see, out."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.check.wording import line_at, without_code
from generator.model import Library, Note, Paragraphs
from generator.problems import Place, Problem

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DESTINATION = r"\(\s*(?P<target><[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_PICTURE = re.compile(rf"!\[(?P<alt>(?:[^\]\\]|\\.)*)\]{_DESTINATION}")
_LINK = re.compile(rf"(?<!!)\[(?:[^\]\[!]|!(?!\[)|!?\[[^\]]*\](?:\([^)]*\))?)*\]{_DESTINATION}")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:\s*<?(?P<target>[^\s>]+)>?", re.MULTILINE)
_TAG = re.compile(r"<img\b(?P<attributes>[^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?P<name>src|alt)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')", re.IGNORECASE)
_PROMISING = re.compile(r"\]\(|\]:|<img", re.IGNORECASE)
_ELSEWHERE = re.compile(r"^(?:[a-zA-Z][\w+.-]*:|//)")


def check_picture_missing(note: Note, library: Library) -> Iterator[Problem]:
    """Toda imagen es un archivo que existe, y nuestro.

    Mal:  ![puertos](assets/puertos.png), sin ese archivo
    Bien: una tabla o un diagrama hechos de los hechos: [[diagram/port-map]]
    """
    for place, _, target in _pictures(note):
        if _ELSEWHERE.match(target):
            if note.head and not target.startswith("data:"):
                hint = "descárgala junto a la nota: el sitio no pide nada a otros"
                yield Problem(place, "picture-missing", f"la imagen está en otro sitio: {target}", hint)
        elif not _exists(note, target, library):
            hint = "añade el archivo, o muestra lo mismo con un bloque, una tabla o un diagrama"
            yield Problem(place, "picture-missing", f"no existe la imagen «{target}»", hint)


def check_picture_alt(note: Note, library: Library) -> Iterator[Problem]:
    """Toda imagen tiene un texto alternativo que dice lo que enseña.

    Mal:  ![](flujo.png)
    Bien: ![Camino de una petición: cliente, controlador, Service, Pod](flujo.png)
    """
    for place, alt, target in _pictures(note):
        if not alt.strip():
            yield Problem(place, "picture-alt", f"la imagen «{target}» no tiene texto alternativo", "di qué enseña")


def check_link_broken(note: Note, library: Library) -> Iterator[Problem]:
    """Un enlace a un archivo lleva a uno que existe.

    Mal:  [Ingress](ingres.md)
    Bien: [[note/ingress]], o [Ingress](ingress.md) en notas ajenas
    """
    for place, target in _links(note):
        path = target.partition("#")[0]
        if path and not _ELSEWHERE.match(target) and not _exists(note, target, library):
            yield Problem(
                place, "link-broken", f"no existe «{target}»", "corrige la ruta; a una nota se va con [[note/…]]"
            )


def _pictures(note: Note) -> Iterator[tuple[Place, str, str]]:
    """Each picture with its place, its alternative text and where it is."""
    for block, text in _texts(note):
        for match in _PICTURE.finditer(text):
            yield _place(note, block, match), match["alt"], _bare(match["target"])
        for match in _TAG.finditer(text):
            found = {part["name"].lower(): part["a"] or part["b"] or "" for part in _ATTRIBUTE.finditer(match[0])}
            if found.get("src"):
                yield _place(note, block, match), found.get("alt", ""), found["src"]


def _links(note: Note) -> Iterator[tuple[Place, str]]:
    for block, text in _texts(note):
        for pattern in (_LINK, _DEFINITION):
            for match in pattern.finditer(text):
                yield _place(note, block, match), _bare(match["target"])


def _texts(note: Note) -> Iterator[tuple[Paragraphs, str]]:
    """Each block of text that may hold pictures or links, its code and comments blanked."""
    for block in note.body:
        if isinstance(block, Paragraphs) and _PROMISING.search(block.prose.text):
            text = without_code(block.prose.text)
            yield block, _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _place(note: Note, block: Paragraphs, match: re.Match[str]) -> Place:
    return note.place(block.line + line_at(block.prose.text, match.start()))


def _bare(target: str) -> str:
    return target.removeprefix("<").removesuffix(">")


def _exists(note: Note, target: str, library: Library) -> bool:
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    if path.startswith("/"):
        return library.exists(path.removeprefix("/"))
    return library.exists(posixpath.normpath(posixpath.join(posixpath.dirname(note.path), path)))
