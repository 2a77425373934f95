"""A fact in; what it stands on out: how it was proven or why not, its sources, the versions it holds for."""

from urllib.parse import urlsplit

from generator.model import Command, Erratum, Fact, KubectlProof, Manifest, Proof, Source
from generator.render import escape, labels
from generator.render.markup import bullets, fence, fold, joined, link
from generator.render.writer import Writer, standing_proofs

UNVERIFIED = "Sin verificar"


def wants_proof(fact: Fact) -> bool:
    """Whether a program should confirm the fact; for the others a source is all there can be."""
    return isinstance(fact, (Command, Manifest)) or (isinstance(fact, Erratum) and fact.proof is not None)


def backing(writer: Writer, fact: Fact, shown: str = "") -> str:
    """The discreet mark of a fact; it opens to the command, its recorded output and the sources.

    `shown` says where on the page the output stands already. That the exam's version is another stands before it.
    """
    return joined(_outside_exam(writer, fact), _mark(writer, fact, shown))


def _outside_exam(writer: Writer, fact: Fact) -> str:
    exam = writer.course.curriculum.exam_version
    if fact.holds_for(exam):
        return ""
    return f"**Fuera del examen**, que usa Kubernetes {exam}. {versions(fact)}\n{{ .outside-exam }}"


def _mark(writer: Writer, fact: Fact, shown: str) -> str:
    proofs = standing_proofs(writer.course, fact)
    if proofs:
        title = f"{proven_how(fact, escape.text(program(proofs[0])))} · {labels.day(proofs[0].run_on)}"
        told = (proof_text(proof, "" if number else shown) for number, proof in enumerate(proofs))
        return fold("proven", title, *told, sources(fact.sources), versions(fact))
    if wants_proof(fact):
        return fold("unverified", UNVERIFIED, _why_unproven(fact), sources(fact.sources), versions(fact))
    where = labels.listed(sorted({host(source.url) for source in fact.sources}))
    return fold("sourced", f"Fuente: {escape.text(where)}", sources(fact.sources), versions(fact))


def proven_how(fact: Fact, with_what: str) -> str:
    """What the proof of a fact shows: `Probado con nginx 1.26`, `kubectl 1.37 entiende esta línea`."""
    proof = fact.proof if isinstance(fact, (Command, Erratum)) else None
    if isinstance(proof, KubectlProof) and not proof.equals and proof.expect is None and proof.status == 0:
        return f"{with_what} entiende esta línea"
    return f"Probado con {with_what}{' y un simulador de la API' if uses_simulator(fact) else ''}"


def uses_simulator(fact: Fact) -> bool:
    """Whether what a program did, it did against our simulator of the API and not against a cluster."""
    proof = fact.proof if isinstance(fact, (Command, Erratum)) else None
    return isinstance(proof, KubectlProof) and proof.expect is not None


def program(proof: Proof) -> str:
    """The program that proved something and, where it tells, its version."""
    return proof.program if proof.version == "?" else f"{proof.program} {proof.version}"


def sources(found: tuple[Source, ...]) -> str:
    """Each source: the page, the day it was read, the words that hold the value."""
    return bullets(
        f"{link(escape.text(name(source.url)), source.url)}, leída el {labels.day(source.read)}:"
        f" «{escape.text(source.quote)}»"
        for source in found
    )


def versions(fact: Fact) -> str:
    """For which versions of Kubernetes the fact holds; nothing where there is no limit."""
    if fact.since and fact.until:
        return f"Vale de Kubernetes {fact.since} a {fact.until}."
    if fact.since:
        return f"Vale desde Kubernetes {fact.since}."
    return f"Vale hasta Kubernetes {fact.until}." if fact.until else ""


def host(url: str) -> str:
    """`https://www.rfc-editor.org/rfc/…` → `rfc-editor.org`."""
    return urlsplit(url).netloc.removeprefix("www.")


def name(url: str) -> str:
    """What to call a page: its host and the end of its path; for a file of a repository, repository and file."""
    parts = [part for part in urlsplit(url).path.split("/") if part]
    if host(url) == "github.com" and "blob" in parts[:3]:
        return f"{'/'.join(parts[:2])}: {parts[-1]}"
    return f"{host(url)}: {parts[-1]}" if parts else host(url)


def proof_text(proof: Proof, shown: str = "") -> str:
    """What proved it: how, with which program and when, the command, its output unless the page shows it already."""
    return joined(
        f"Comprobado {labels.PROOF_KINDS[proof.kind]} ({escape.text(program(proof))}, {labels.day(proof.run_on)})."
        f" {shown if proof.output else ''}".rstrip(),
        fence(proof.command, "sh") if proof.command else "",
        fence(proof.output, "console", "Salida") if proof.output and not shown else "",
    )


def _why_unproven(fact: Fact) -> str:
    if fact.unproven:
        return f"Ningún programa lo ha confirmado aquí: {labels.UNPROVEN[fact.unproven]}. Se apoya en su fuente."
    return "Ningún programa lo ha confirmado todavía. Se apoya en su fuente."
