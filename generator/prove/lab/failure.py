"""What can go wrong with a lab: two exceptions for callers, and the value that carries a reason between processes."""

from dataclasses import dataclass


class LabError(Exception):
    """The lab could not do what it was asked; the text says why."""


class LabUnavailableError(LabError):
    """This computer cannot have a lab; the text says in Spanish what is missing and what to do."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The reason why a process of the lab could not do its work."""

    reason: str

    @classmethod
    def of(cls, error: Exception) -> "Failure":
        """The reason that an exception gives."""
        return cls(f"{type(error).__name__}: {error}")
