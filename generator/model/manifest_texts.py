"""Texts of Kubernetes objects that stand together, each with its place and the Kubernetes versions it must hold for."""

from dataclasses import dataclass

from generator.problems import Place


@dataclass(frozen=True, slots=True)
class ManifestText:
    """A manifest, or an `example` on a page: a block beside which unrelated ones may stand, and which may be a part.

    `place` is where the text starts; `minors` are the versions for which it must hold.
    """

    text: str
    place: Place
    minors: tuple[str, ...]
    example: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """Texts whose objects may name each other. A `page` of ours shows all that its routes hang from."""

    texts: tuple[ManifestText, ...]
    page: bool = False
