"""The cheat sheet: which facts stand on it, in which order and under which words; every value comes from the facts."""

from pydantic import Field

from generator.model.base import Id, Line, Model
from generator.model.prose import Prose


class SheetRow(Model):
    """Facts under words of the sheet's own: a symptom and its commands, a purpose in fewer words than the fact has."""

    label: Prose
    facts: tuple[Id, ...] = Field(min_length=1)


class SheetSection(Model):
    """A titled group: `facts` in their own words, then `rows`."""

    title: Line
    facts: tuple[Id, ...] = ()
    rows: tuple[SheetRow, ...] = ()


class Sheet(Model):
    """The whole sheet, in reading order; empty where a course has none."""

    sections: tuple[SheetSection, ...] = ()
