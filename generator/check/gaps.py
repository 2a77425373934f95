"""A course in; claims and questions without exactly one part to be recalled out."""

import re
from collections.abc import Iterator

from generator.model import Claim, ClozeQuestion, Course, Library
from generator.problems import Problem

_GAP = re.compile(r"\*\*(.*?)\*\*", re.DOTALL)


def check_claim_gap(course: Course, library: Library) -> Iterator[Problem]:
    """Una afirmación marca una sola parte para recordar.

    Mal:  El **plano de control** escucha en el **6443**
    Bien: El plano de control escucha en el **6443**
    """
    for claim in course.of(Claim):
        gaps = _GAP.findall(claim.text.text)
        if len(gaps) != 1 or not gaps[0].strip():
            message = f"la afirmación tiene {len(gaps)} partes entre **…**" if len(gaps) != 1 else "el hueco está vacío"
            place = course.place(claim.id, "text")
            yield Problem(place, "claim-gap", message, "marca una sola, la que hay que recordar")


def check_cloze_gap(course: Course, library: Library) -> Iterator[Problem]:
    """Una pregunta de rellenar tiene su hueco, uno solo y con la respuesta dentro.

    Mal:  prompt: El puerto del API server es …
    Bien: prompt: El puerto del API server es **[[port/kube-apiserver#port]]**
    """
    for question in course.questions:
        if isinstance(question, ClozeQuestion):
            gaps = _GAP.findall(question.prompt.text)
            if len(gaps) != 1 or not gaps[0].strip():
                message = f"hay {len(gaps)} huecos con respuesta entre **…**"
                place = course.place(question.id, "prompt")
                yield Problem(place, "cloze-gap", message, "escribe una sola parte entre **…**")
