"""A name that nobody knows and the known ones in; the hint that suggests the nearest out."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known name most like this one, or nothing."""
    return next(iter(get_close_matches(name, sorted(set(known)), 1, cutoff)), "")


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """«¿querías decir «x»?», or the other advice where nothing is near."""
    found = nearest(name, known)
    return f"¿querías decir «{found}»?" if found else otherwise
