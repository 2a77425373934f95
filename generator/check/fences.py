"""A note in; fences that are open, of no language, or right although marked as wrong, out."""

from collections.abc import Iterator
from dataclasses import replace

from generator.check import check_foreign_note
from generator.model import Library, Note
from generator.problems import Problem


def check_fence_unclosed(note: Note, library: Library) -> Iterator[Problem]:
    """Todo bloque de código se cierra.

    Mal:  ```yaml sin su ``` final: el resto de la nota se ve como código
    Bien: cerrarlo con tantos acentos graves como lo abren
    """
    for fence in note.fences():
        if not fence.closed:
            hint = "ciérralo con la misma marca con que se abre"
            yield Problem(note.place(fence.line), "fence-unclosed", "este bloque de código no se cierra", hint)


def check_fence_language(note: Note, library: Library) -> Iterator[Problem]:
    """Un bloque de una nota nuestra dice de qué lenguaje es.

    Mal:  ```
    Bien: ```yaml, ```sh (se copia), ```console (orden y salida), ```text
    """
    for fence in note.fences() if note.head else ():
        if not fence.language:
            hint = "pon yaml, sh, console, text…"
            yield Problem(note.place(fence.line), "fence-language", "el bloque no dice su lenguaje", hint)


def check_fence_wrong(note: Note, library: Library) -> Iterator[Problem]:
    """Un bloque marcado como incorrecto="…" lo está de verdad: el YAML, el esquema u otra regla lo rechaza.

    Mal:  ```yaml incorrecto="falta pathType" ante un Ingress que lo tiene
    Bien: el mismo bloque sin pathType
    """
    for fence in note.fences():
        if fence.wrong:
            alone = replace(note, head=None, body=(replace(fence, wrong=""),))
            problems = check_foreign_note(alone, library)
            if all(problem.rule == "heading-missing" for problem in problems):
                message = f"el bloque está marcado como incorrecto («{fence.wrong}») y ninguna regla ve el fallo"
                yield Problem(note.place(fence.line), "fence-wrong", message, "quita la marca o corrige el ejemplo")
