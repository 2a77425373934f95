"""A mission on the Linux node of the site: what to find out or to do there, and the scripts that check it."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from generator.model.base import Authored, Id, Line
from generator.model.prose import Prose

# The node takes a script as one line of base64, and a terminal's line ends at 4,095 letters.
Script = Annotated[str, StringConstraints(min_length=1, max_length=3000)]


class Mission(Authored):
    """What to do, in Spanish, and everything needed to judge it by what the machine says.

    Exactly one of `check` (ends with 0 once it is done) and `answer` (prints the right answers, one a line) is there.
    `prepare` breaks or sets up what it is about. `solution` is typed line by line; afterwards `check` must hold, or
    what the lines print must contain an answer.
    """

    title: Line
    text: Prose
    difficulty: Annotated[int, Field(ge=1, le=3)]
    prepare: Script | None = None
    check: Script | None = Field(default=None, description="script que acaba en 0 cuando está hecha")
    answer: Script | None = Field(default=None, description="script que escribe las respuestas buenas, una por línea")
    wrong: tuple[Line, ...] = Field(default=(), description="respuestas equivocadas típicas, con answer")
    hints: tuple[Prose, ...] = Field(min_length=2, max_length=4)
    solution: tuple[Line, ...] = Field(min_length=1, description="lo que se teclea, línea a línea")
    explanation: Prose
    about: tuple[Id, ...] = Field(min_length=1)

    @property
    def slug(self) -> str:
        """The id without its `mission/`."""
        return self.id.split("/", 1)[1]

    @model_validator(mode="after")
    def _says_how_it_is_judged(self) -> "Mission":
        if bool(self.check) == bool(self.answer):
            raise ValueError("lleva check (se hace algo) o answer (se averigua algo), uno de los dos")
        if bool(self.answer) != bool(self.wrong):
            raise ValueError("answer y wrong (respuestas equivocadas típicas) van juntos")
        return self
