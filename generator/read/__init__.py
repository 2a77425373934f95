"""Files in; the course, anybody's notes, the library and the templates out: the only step that reads."""

from generator.read.course import read_course, read_foreign_note
from generator.read.gateway_files import read_gateway_modules
from generator.read.inputs import inputs_fingerprint
from generator.read.inspection import read_manifest_rules
from generator.read.library import load_library
from generator.read.templates import read_templates

__all__ = [
    "inputs_fingerprint",
    "load_library",
    "read_course",
    "read_foreign_note",
    "read_gateway_modules",
    "read_manifest_rules",
    "read_templates",
]
