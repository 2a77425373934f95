"""A course in; manifests that fail otherwise than they say, or lack a line that is explained, out."""

from collections.abc import Iterator, Sequence

import yaml

from generator.check.nearest import did_you_mean
from generator.model import Course, KubeObject, Library, Manifest
from generator.problems import Problem


def check_manifest_lines(course: Course, library: Library) -> Iterator[Problem]:
    """Cada línea que se explica de un manifiesto está en él, tal cual, sin la sangría.

    Mal:  line: pathType: prefix
    Bien: line: pathType: Prefix
    """
    for manifest in course.of(Manifest):
        lines = {line.strip() for line in manifest.text.split("\n")} - {""}
        for index, explained in enumerate(manifest.lines if manifest.text else ()):
            if explained.line.strip() not in lines:
                message = f"{manifest.file} no tiene la línea «{explained.line}»"
                place = course.place(manifest.id, "lines", index, "line")
                hint = did_you_mean(explained.line, lines, "cópiala del archivo")
                yield Problem(place, "manifest-lines", message, hint)


def check_manifest_invalid(course: Course, library: Library) -> Iterator[Problem]:
    """Un manifiesto con `invalid` falla, en todas las versiones admitidas y con esas palabras.

    Mal:  invalid: "'pathType' is a required property" ante un Ingress que lo tiene
    Bien: el mismo Ingress sin pathType
    """
    for manifest in course.of(Manifest):
        objects = course.objects.get(manifest.id, ())
        if manifest.invalid and manifest.text:
            said = complaints(manifest.text, objects, library.narrowed(manifest.holds_for))
            if reason := missed(manifest.invalid, said):
                message = f"{manifest.file} debía fallar con «{manifest.invalid}» y {reason}"
                place = course.place(manifest.id, "invalid")
                yield Problem(place, "manifest-invalid", message, "corrige el archivo o las palabras de invalid")


def complaints(text: str, objects: Sequence[KubeObject], library: Library) -> dict[str, tuple[str, ...]]:
    """What is said against a manifest, by minor: that it is no YAML, or each fault of the schema after its path."""
    try:
        list(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        return dict.fromkeys(library.minors, (f"{error.context or ''} {error.problem or ''}".strip(),))
    return {minor: tuple(_said(minor, objects, library)) for minor in library.minors}


def _said(minor: str, objects: Sequence[KubeObject], library: Library) -> Iterator[str]:
    for one in objects:
        validator = library.validator(minor, one.api_version, one.kind)
        if validator is None and one.api_version and one.kind:
            yield f'apiVersion: no matches for kind "{one.kind}" in version "{one.api_version}"'
        for fault in validator(one.value) if validator else ():
            yield f"{'.'.join(str(part) for part in fault.path)}: {fault.message}"


def missed(words: str, said: dict[str, tuple[str, ...]]) -> str:
    """In which version nothing is said in these words, and what is said instead; nothing where all say them."""
    for minor, complaint in said.items():
        if not any(words in one for one in complaint):
            return f"en {minor} " + (f"dice «{'; '.join(complaint)}»" if complaint else "se acepta")
    return ""
