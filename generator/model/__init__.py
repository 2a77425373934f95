"""Every type that a course consists of; all frozen, no input or output."""

from generator.model.base import Authored, Fact, Model, Source, Unproven, prose_of
from generator.model.course import Course, FieldPath, Passage, Released
from generator.model.curriculum import Competency, Curriculum, Domain, Exam
from generator.model.facts import (
    FACT_KINDS,
    Claim,
    CniPlugin,
    Command,
    Component,
    Erratum,
    Manifest,
    Port,
    Range,
    Term,
)
from generator.model.library import Inspect, Library, SchemaFault, Validator
from generator.model.manifest_texts import ManifestText, Together
from generator.model.missions import Mission
from generator.model.network import Where
from generator.model.notes import Block, Embed, Fence, FrontMatter, Heading, Note, Paragraphs
from generator.model.objects import KubeObject
from generator.model.programs import Program
from generator.model.proofs import HostProof, KubectlProof, Proof, RouteProof
from generator.model.prose import Mark, Piece, Prose, Reference, parse_prose
from generator.model.questions import (
    QUESTION_KINDS,
    QUESTIONS,
    ChoiceQuestion,
    ClozeQuestion,
    CommandQuestion,
    FaultQuestion,
    MatchQuestion,
    OrderQuestion,
    Question,
    RouteQuestion,
    read_question,
)
from generator.model.sheet import Sheet, SheetRow, SheetSection
from generator.model.tasks import FieldCheck, Task, WrongAnswer
from generator.model.wordings import WordedPair, Wording

__all__ = [
    "FACT_KINDS",
    "QUESTIONS",
    "QUESTION_KINDS",
    "Authored",
    "Block",
    "ChoiceQuestion",
    "Claim",
    "ClozeQuestion",
    "CniPlugin",
    "Command",
    "CommandQuestion",
    "Competency",
    "Component",
    "Course",
    "Curriculum",
    "Domain",
    "Embed",
    "Erratum",
    "Exam",
    "Fact",
    "FaultQuestion",
    "Fence",
    "FieldCheck",
    "FieldPath",
    "FrontMatter",
    "Heading",
    "HostProof",
    "Inspect",
    "KubeObject",
    "KubectlProof",
    "Library",
    "Manifest",
    "ManifestText",
    "Mark",
    "MatchQuestion",
    "Mission",
    "Model",
    "Note",
    "OrderQuestion",
    "Paragraphs",
    "Passage",
    "Piece",
    "Port",
    "Program",
    "Proof",
    "Prose",
    "Question",
    "Range",
    "Reference",
    "Released",
    "RouteProof",
    "RouteQuestion",
    "SchemaFault",
    "Sheet",
    "SheetRow",
    "SheetSection",
    "Source",
    "Task",
    "Term",
    "Together",
    "Unproven",
    "Validator",
    "Where",
    "WordedPair",
    "Wording",
    "WrongAnswer",
    "parse_prose",
    "prose_of",
    "read_question",
]
