"""A fact that a page shows whole in; its block out: an example with its output, a file with its lines explained…"""

from generator.model import Claim, Command, Erratum, Fact, HostProof, Manifest, Proof, Prose
from generator.render import escape, labels
from generator.render.backing import backing
from generator.render.markup import box, bullets, fence, fold, joined, small, tabs
from generator.render.writer import Writer

LONG_OUTPUT = 24
MAIN_NODE = "controlplane"


def fact_block(writer: Writer, fact: Fact) -> str:
    """The block of any fact; kinds that have none of their own are shown as one line with what backs it."""
    match fact:
        case Command():
            return command_block(writer, fact)
        case Manifest():
            return manifest_block(writer, fact)
        case Erratum():
            return erratum_block(writer, fact)
        case Claim():
            return claim_block(writer, fact)
        case _:
            return box("claim", "", writer.fact(fact), backing(writer, fact))


def command_block(writer: Writer, fact: Command) -> str:
    """A command that can be copied, what it is for, where it is typed, what the real program answered."""
    return box(
        " ".join(("command", *_tried(writer, fact))),
        _title(writer, fact.purpose),
        fence(fact.run, "sh"),
        _output(writer.proof(fact)),
        *(f"**Ojo.** {writer.line(trap)}\n{{ .trap }}" for trap in fact.traps),
        small(labels.capital(labels.WHERE[fact.where]), "**con `sudo`**" if fact.root else ""),
        _parts(writer, fact),
        backing(writer, fact, "La salida de arriba es la que dio."),
    )


def manifest_block(writer: Writer, fact: Manifest) -> str:
    """A file that `kubectl apply -f` takes, its lines explained, the command that writes it beside it."""
    file = fence(fact.text, "yaml", fact.file, _marked_lines(fact))
    command = writer.course.by_id.get(fact.command or "")
    return box(
        "wrong" if fact.invalid else "manifest",
        _title(writer, fact.purpose),
        tabs(("YAML", file), ("Comando", fence(command.run, "sh"))) if isinstance(command, Command) else file,
        f"El kube-apiserver lo rechaza: «{escape.text(fact.invalid)}»." if fact.invalid else "",
        bullets(f"{escape.code(one.line.removeprefix('- '))}: {writer.line(one.says)}" for one in fact.lines),
        backing(writer, fact),
    )


def erratum_block(writer: Writer, fact: Erratum, *, titled: bool = True) -> str:
    """What is often written, what is right, why, and how to see it."""
    proof = writer.proof(fact)
    return box(
        "erratum",
        "Error habitual" if titled else "",
        f"✗ Se lee a menudo: {writer.line(fact.wrong)}\n{{ .often-read }}",
        f"✓ Lo correcto: {writer.line(fact.right)}\n{{ .in-fact }}",
        writer.text(fact.why),
        fence(fact.typed, "sh") if fact.typed else "",
        fence(proof.output, "console", "Respuesta") if fact.typed and proof and proof.output else "",
        _how_to_see(writer, fact),
        backing(writer, fact, "La respuesta de arriba es la que dio."),
    )


def claim_block(writer: Writer, fact: Claim) -> str:
    """A true sentence, set apart."""
    return box("claim", "", writer.text(fact.text), writer.text(fact.note), backing(writer, fact))


def wrong_fence(reason: str, shown: str) -> str:
    """Code that is wrong on purpose, and says so."""
    return box("wrong", f"Incorrecto: {escape.text(reason)}", shown)


def _tried(writer: Writer, fact: Command) -> tuple[str, ...]:
    """What tells the page that the Linux node can run it: `probar`, and where if not on the node itself: `en-web-0`."""
    if fact.id not in writer.course.runs:
        return ()
    on = fact.proof.on if isinstance(fact.proof, HostProof) else MAIN_NODE
    return ("probar",) if on == MAIN_NODE else ("probar", f"en-{on}")


def _output(proof: Proof | None) -> str:
    """What the real program answered; a long answer waits until one opens it."""
    if proof is None or not proof.output:
        return ""
    count = proof.output.rstrip().count("\n") + 1
    if count <= LONG_OUTPUT:
        return fence(proof.output, "console", "Salida")
    return fold("output", f"Salida, {count} líneas", fence(proof.output, "console"))


def _title(writer: Writer, purpose: Prose) -> str:
    return writer.line(purpose).rstrip(".")


def _parts(writer: Writer, fact: Command) -> str:
    parts = bullets(f"{escape.code(one.part)}: {writer.line(one.says)}" for one in fact.parts)
    others = bullets(escape.code(other) for other in fact.accepts)
    if parts and others:
        return fold("parts", "Qué es cada parte y otras formas", parts, "También vale:", others)
    if parts:
        return fold("parts", "Qué es cada parte", parts)
    return fold("parts", "Otras formas que valen", others) if others else ""


def _marked_lines(fact: Manifest) -> tuple[int, ...]:
    """The numbers of the explained lines: each is looked for after the one before, then from the top."""
    lines = [line.strip() for line in fact.text.split("\n")]
    found: list[int] = []
    for explained in fact.lines:
        after = found[-1] if found else 0
        places = [number for number, line in enumerate(lines, 1) if line == explained.line.strip()]
        found += [next((number for number in places if number > after), places[0])] if places else []
    return tuple(sorted(set(found)))


def _how_to_see(writer: Writer, fact: Erratum) -> str:
    seen = writer.course.by_id.get(fact.see or "")
    if isinstance(seen, Command):
        return "" if seen.run == fact.typed else joined("Compruébalo:", fence(seen.run, "sh"))
    return f"Compruébalo con {writer.fact(seen)}." if seen else ""
