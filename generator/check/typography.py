"""A note in; what one copies and cannot type out: curly quotes, long dashes, prompts, output."""

import re
from collections.abc import Iterator

from generator.check.commands import by_name
from generator.check.shell import COPYABLE, commands, prompt_of
from generator.check.wording import spans_of
from generator.model import Fence, Library, Note, Program
from generator.problems import Place, Problem

_CURLY = re.compile("[“”„‟‘’‚‛«»–—―−\u00a0\u200b]")
_NAMES = {
    **dict.fromkeys("“”„‟«»", ("comillas tipográficas", 'usa comillas rectas: "')),
    **dict.fromkeys("‘’‚‛", ("una comilla simple tipográfica", "usa la comilla recta: '")),
    **dict.fromkeys("–—―−", ("una raya o un guion largo", "usa guiones: - o --")),
    "\u00a0": ("un espacio duro", "usa un espacio corriente"),
    "\u200b": ("un espacio invisible", "bórralo"),
}
_YAML_COMMENT = re.compile(r"(?:^|\s)#.*$")
_OUTPUT = re.compile(
    r"^(?:\d+: [\w@.-]+: <|\s+(?:link/|inet6? )|(?:tcp|udp)6?\s+\d+\s+\d+\s|default via \S+ dev \S+$"
    r"|[A-Z][A-Z-]+(?:\s{2,}[A-Z][A-Z()/-]+){2,}|Error from server|Active Internet connections)"
)
_ROOT_PROMPT = re.compile(r"^# (?P<command>\S.*)$")


def check_typographic(note: Note, library: Library) -> Iterator[Problem]:
    """El código no lleva comillas tipográficas, rayas ni espacios invisibles: al copiarlo, no funciona.

    Mal:  kubectl create ingress x --rule=“/*=web:80”
    Bien: kubectl create ingress x --rule="/*=web:80"
    """
    for fence in note.fences():
        for line, code in _copied_lines(fence) if not fence.wrong else ():
            yield from curly(note.place(line), code)
    for line, code in spans_of(note):
        if any(letter.isalnum() for letter in code):
            yield from curly(note.place(line), code)


def check_prompt_in_code(note: Note, library: Library) -> Iterator[Problem]:
    """Un bloque que se copia (sh, bash) no lleva el prompt.

    Mal:  $ ip route
    Bien: ip route, o un bloque «console» con orden y salida
    """
    for fence in note.fences():
        if fence.language in COPYABLE and not fence.wrong:
            for line, text in _lines(fence):
                if prompt_of(text) or _is_root_prompt(text, by_name(library)):
                    message = f"hay un prompt en un bloque «{fence.language}»"
                    yield Problem(
                        note.place(line), "prompt-in-code", message, "quítalo, o marca el bloque como «console»"
                    )


def check_output_in_code(note: Note, library: Library) -> Iterator[Problem]:
    """Un bloque que se copia (sh, bash) no mezcla los comandos con lo que responden.

    Mal:  ip route y debajo «default via 172.30.1.1 dev eth0»
    Bien: la salida, en su propio bloque «console» o «text»
    """
    for fence in note.fences():
        if fence.language in COPYABLE and not fence.wrong:
            lines = [(line, text) for line, text in _lines(fence) if text.strip()]
            session = any(prompt_of(text) for _, text in lines)
            for line, text in lines:
                if _OUTPUT.match(text) or (session and not prompt_of(text)):
                    message = f"hay salida mezclada con comandos en un bloque «{fence.language}»"
                    hint = "pásala a su propio bloque, o marca este como «console»"
                    yield Problem(note.place(line), "output-in-code", message, hint)
                    break


def curly(place: Place, code: str) -> Iterator[Problem]:
    """Each kind of sign in a piece of code that looks like another and is not."""
    for sign in dict.fromkeys(_NAMES[match[0]] for match in _CURLY.finditer(code)):
        yield Problem(place, "typographic", f"hay {sign[0]} en el código", sign[1])


def _copied_lines(fence: Fence) -> Iterator[tuple[int, str]]:
    """What of a fence people type or apply: commands, and YAML without its comments."""
    if fence.language in {"yaml", "yml"}:
        for line, text in _lines(fence):
            yield line, _YAML_COMMENT.sub("", text)
    else:
        for line, command in commands(fence):
            yield line, re.sub(r"\s#\s.*$", "", command)


def _lines(fence: Fence) -> Iterator[tuple[int, str]]:
    return enumerate(fence.code.split("\n"), fence.line + 1)


def _is_root_prompt(line: str, programs: dict[str, Program]) -> bool:
    """Whether `# ip route` is what root types and not a comment: a known program and a word that it understands."""
    match = _ROOT_PROMPT.match(line)
    words = match["command"].split() if match else []
    known = programs.get(words[0]) if words else None
    return bool(known and len(words) > 1 and (words[1].startswith("-") or words[1] in known.subcommands))
