"""Facts in; diagrams out as SVG, to stand in a page or alone: every value in them is looked up in the course."""

from dataclasses import dataclass

from jinja2 import Environment

from generator.model import Course


@dataclass(frozen=True)
class Diagrams:
    """Draws what [[diagram/…]] names."""

    course: Course
    environment: Environment

    def figure(self, name: str) -> str:
        """The diagram in a page."""
        return f"(diagrama {name})"

    def files(self) -> dict[str, str]:
        """Every diagram as a file of its own."""
        return {}
