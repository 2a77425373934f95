"""A size in; a course of that many notes, facts and questions written to a folder, correct and dull."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = """\
  sources:
    - url: https://kubernetes.io/docs/reference/
      read: 2026-11-23
      quote: "{quote}"
"""
CURRICULUM = """\
exam_version: "1.35"
supported: ["1.35", "1.37"]
gateway_api: v1.6.1
exam:
  minutes: 120
  pass_mark: 66
  tasks: 15-20
  sources: []
sources:
  - url: https://github.com/cncf/curriculum
    read: 2026-11-23
    quote: "100% - Servicing and Networking"
domains:
  - id: networking
    tag: red
    en: Servicing and Networking
    es: Servicios y redes
    weight: 100
    competencies:
      - id: services
        en: Use services
        es: Usar servicios
        in_scope: true
"""


def write_course(folder: Path, notes: int, facts: int, questions: int) -> None:
    """Writes a course whose facts are half claims, half terms, and whose questions are choices."""
    for name in ("facts/claims", "facts/terms", "docs", "quizzes/english"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(ROOT / "assets", folder / "assets", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "assets/web/node_modules").symlink_to(ROOT / "assets/web/node_modules")
    (folder / "facts/curriculum.yaml").write_text(CURRICULUM)
    a_note = max(facts // notes // 2, 1)
    for number in range(notes):
        first = number * a_note
        claims = "".join(_claim(index) for index in range(first, first + a_note))
        terms = "".join(_term(index) for index in range(first, first + a_note))
        (folder / f"facts/claims/tema-{number}.yaml").write_text(claims)
        (folder / f"facts/terms/tema-{number}.yaml").write_text(terms)
        (folder / f"docs/tema-{number}.md").write_text(_note(number, first, a_note))
        asked = "".join(_question(number, index) for index in range(questions // notes))
        (folder / f"quizzes/tema-{number}.yaml").write_text(asked)
        english = "".join(_wording(number, index) for index in range(questions // notes))
        (folder / f"quizzes/english/tema-{number}.yaml").write_text(english)


def _claim(index: int) -> str:
    return (
        f"valor-{index}:\n  competency: services\n  text: El campo vale **`v{index}`** si nadie lo cambia.\n"
        + SOURCE.format(quote=f"the default is v{index}")
    )


def _term(index: int) -> str:
    return (
        f"cosa-{index}:\n  competency: services\n  en: thing {index}\n  es: cosa {index}\n"
        f"  definition: Objeto que agrupa otros y les da un nombre.\n" + SOURCE.format(quote=f"a thing {index} is")
    )


def _question(note: int, index: int) -> str:
    return f"""\
pregunta-{note}-{index}:
  kind: choice
  competency: services
  about: [claim/valor-{note}]
  prompt: ¿Qué vale el campo de la cosa {note} en el caso {index}?
  options:
    - text: Lo que diga la nota.
      right: true
      why: Es lo que dice la fuente.
    - text: Lo que diga otra nota.
      why: Otra nota habla de otra cosa.
    - text: Nada en absoluto.
      why: Siempre hay un valor.
  why: El valor por defecto está escrito en la nota.
"""


def _wording(note: int, index: int) -> str:
    return f"""\
pregunta-{note}-{index}:
  prompt: What is the value of thing {note} in case {index}?
  options: [What the note says., What another note says., Nothing at all.]
"""


def _note(number: int, first: int, facts: int) -> str:
    claims = "\n\n".join(f"[[claim/valor-{index}]]" for index in range(first, first + facts))
    return f"""\
---
title: Tema {number}
description: Lo que hay que saber del tema {number}.
order: {number}
competencies: [services]
know:
  - Cada cosa tiene un valor por defecto.
---

## Qué es

El tema explica [[term/cosa-{first}]] y **su valor por defecto**{{#marca-{number}}}. Después viene la práctica.

{claims}

## Cómo se ve

```sh
ip route
```
"""
