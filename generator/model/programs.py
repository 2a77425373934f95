"""What the notes may run: each program with how it reads its words, so that two commands can be compared by meaning."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from generator.model.base import Line, Model

_NAME = r"[^\s=\[!:,]+"
_ARGUMENT = r"(?:X|SELECTOR|JSON|UNIT)"
FlagLine = Annotated[
    str,
    StringConstraints(
        pattern=rf"^{_NAME}(?:, {_NAME})*(?:!|\[={_ARGUMENT}\]|={_ARGUMENT},?(?:\.\.\.)?| := {_NAME}=\S+)?$"
    ),
]
Operands = Literal["any", "resource", "verb", "pod", "field", "unit", "filter", "command", ""]


class Grammar(Model):
    """One level of a program: `kubectl`, `kubectl create`, `kubectl create ingress`; see facts/programs.yaml."""

    subcommands: tuple[str, ...] = ()
    flags: tuple[FlagLine, ...] = ()
    operands: Operands | Annotated[str, StringConstraints(pattern=r"^=[a-z]+$")] = ""
    default: str = Field(default="", description="el subcomando que se entiende si no se escribe ninguno")
    aliases: tuple[str, ...] = ()
    commands: dict[str, "Grammar"] = Field(default_factory=dict)


class Program(Grammar):
    """A program that notes may show; `prefixes` tells whether the start of a subcommand is understood."""

    name: str
    same_as: str = Field(default="", description="el programa del que este es otro nombre")
    prefixes: bool = False
    wrapper: bool = Field(default=False, description="ejecuta el comando que le sigue, como sudo")
    style: Literal["gnu", "go", "words"] = "gnu"
    resources: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _says_it_once(self) -> Self:
        if self.same_as and (self.subcommands or self.flags or self.commands):
            raise ValueError("si es otro nombre de un programa, lo demás se dice en ese programa")
        return self
