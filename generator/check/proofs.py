"""A course in; facts that nobody proved, or that changed since they were proven, out."""

from collections.abc import Iterator

from generator.model import Command, Course, Erratum, Fact, KubeObject, Library, Manifest
from generator.model.fingerprints import fingerprint
from generator.problems import Problem, Severity

# What a proxy or a policy engine can be asked about; the rest of a manifest its schema proves.
_ROUTED = frozenset({"Ingress", "HTTPRoute", "GRPCRoute", "NetworkPolicy"})


def check_proof_missing(course: Course, library: Library) -> Iterator[Problem]:
    """Un comando, o un manifiesto que encamina, dice cómo se prueba con `proof`, o por qué aquí no se puede.

    Mal:  un comando sin proof ni unproven
    Bien: proof: {by: host, expect: …}, o unproven: cluster
    """
    for fact in course.facts:
        if _wants_proof(course, fact) and fact.unproven is None and getattr(fact, "proof", None) is None:
            message = f"«{fact.id}» no dice cómo se prueba"
            yield Problem(course.place(fact.id), "proof-missing", message, "añade proof, o unproven con el motivo")


def check_proof_twice(course: Course, library: Library) -> Iterator[Problem]:
    """Un hecho se prueba o no se puede probar: no las dos cosas.

    Mal:  proof y unproven a la vez
    Bien: solo proof
    """
    for fact in course.facts:
        if fact.unproven is not None and getattr(fact, "proof", None) is not None:
            message = f"«{fact.id}» tiene proof y también unproven"
            yield Problem(course.place(fact.id, "unproven"), "proof-twice", message, "quita unproven")


def check_proof_stale(course: Course, library: Library) -> Iterator[Problem]:
    """Todo hecho con `proof` está probado tal y como es ahora.

    Mal:  cambiar run y no volver a probarlo
    Bien: make prove, y confirmar facts/proofs.lock junto al cambio
    """
    for fact in course.facts:
        if getattr(fact, "proof", None) is not None:
            proof = course.proof_by_id.get(fact.id)
            if proof is None or (proof.kind == "schema" and isinstance(fact, Manifest)):
                message = f"«{fact.id}» no está probado todavía"
            elif proof.fact != fingerprint(course, fact.id):
                message = f"«{fact.id}» ha cambiado desde que se probó ({proof.run_on})"
            else:
                continue
            hint = f"ejecuta «apuntes prove {fact.id}»; mientras, la página dice «sin verificar»"
            yield Problem(course.place(fact.id, "proof"), "proof-stale", message, hint, Severity.WARNING)


def _wants_proof(course: Course, fact: Fact) -> bool:
    if isinstance(fact, Manifest):
        return not fact.invalid and any(_is_routed(one) for one in course.objects.get(fact.id, ()))
    return isinstance(fact, Command) or (isinstance(fact, Erratum) and fact.typed is not None)


def _is_routed(one: KubeObject) -> bool:
    return one.kind in _ROUTED
