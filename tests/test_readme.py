"""What the documents promise exists, and both READMEs promise the same."""

import re
from pathlib import Path

from generator.__main__ import _parser
from generator.model import FACT_KINDS, QUESTION_KINDS

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.en.md")


def commands(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def subcommands() -> set[str]:
    (action,) = (one for one in _parser()._actions if one.dest == "==SUPPRESS==" or one.choices)
    return set(action.choices or ())


def test_both_readmes_name_the_same_commands_and_open_with_the_two_that_matter() -> None:
    spanish, english = (commands(name) for name in READMES)
    assert spanish == english
    assert spanish[:2] == ["make build", "make test"]


def test_every_command_that_a_document_names_exists() -> None:
    for name in (*READMES, "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert set(re.findall(r"`?make ([a-z]+)", text)) <= targets(), name
        named = set(
            re.findall(
                r"apuntes (check|build|serve|prove|new|lab|release|[a-z]+)\b(?=[ `\n])", " ".join(commands(name))
            )
        )
        assert named <= subcommands(), name


def test_every_make_target_with_a_description_is_phony() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == targets()


def test_there_is_a_template_for_every_kind_of_thing_that_authors_write() -> None:
    found = {path.stem for path in (ROOT / "assets/plantillas").iterdir()}
    assert found == {*FACT_KINDS, *QUESTION_KINDS, "note", "task"}
