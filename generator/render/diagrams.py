"""Facts and SVG templates in; diagrams out, in a page or as files of their own; every value is looked up."""

from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment

from generator.model import Course
from generator.model.embeds import DIAGRAMS
from generator.model.templates import Templates
from generator.render import drawings, traffic_drawings
from generator.render.lookup import Lookup

DRAWINGS = {**drawings.DRAWINGS, **traffic_drawings.DRAWINGS}
"""What each diagram of model.embeds.DIAGRAMS draws."""

_STYLES = ("styles/colour.css", "styles/diagrams.css")
_ALONE = "svg{background:var(--paper);font-family:system-ui,sans-serif}"


@dataclass(frozen=True)
class Diagrams:
    """Draws what `[[diagram/…]]` names; `style` is what a diagram needs to stand alone."""

    course: Course
    environment: Environment
    style: str = ""

    def figure(self, name: str) -> str:
        """The diagram in a page, with its caption; nothing where there is no such diagram."""
        return self._figures.get(name, "")

    @cached_property
    def _figures(self) -> dict[str, str]:
        """Each is drawn once, however many notes show it."""
        return {name: self._render(name, "diagrams/figure.svg.j2", "") for name in sorted(DIAGRAMS)}

    def files(self) -> dict[str, str]:
        """Every diagram as a file, by path; it brings its own style, for day and night."""
        return {
            f"diagramas/{name}.svg": self._render(name, "diagrams/alone.svg.j2", self.style)
            for name in sorted(DIAGRAMS)
        }

    def _render(self, name: str, frame: str, style: str) -> str:
        lookup = Lookup(self.course)
        values = DRAWINGS[name](lookup)
        template = self.environment.get_template(f"diagrams/{name}.svg.j2")
        return template.render(name=name, frame=frame, style=style, fact=lookup.value, **values).strip()


def diagram_style(templates: Templates) -> str:
    """What a diagram needs outside a page: the palette for day and for night, and the look of its shapes."""
    colour, shapes = (templates.texts.get(name, "") for name in _STYLES)
    day, night = (_rule(colour, scheme) for scheme in ("default", "slate"))
    return f":root{{{day}}}@media(prefers-color-scheme:dark){{:root{{{night}}}}}{_ALONE}{shapes}"


def _rule(css: str, scheme: str) -> str:
    """What stands between the braces of the rule for one colour scheme."""
    _, _, rest = css.partition(f'[data-md-color-scheme="{scheme}"] {{')
    return rest.partition("}")[0]
