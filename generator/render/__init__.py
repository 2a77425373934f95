"""A course, what follows from it and the templates in; every file of a build out: {path below build/: bytes}."""

from generator.model import Course
from generator.model.derived import Derived
from generator.model.templates import Templates
from generator.render.api import render_api, render_editor_schemas
from generator.render.decks import render_decks
from generator.render.nav import render_config
from generator.render.pages import render_pages
from generator.render.schemas import render_schemas

CONFIG = "mkdocs.yml"  # at the root of the build: an engine refuses pages that are not below its settings
FRESH_SITE = ".site-new"


def render(
    course: Course, derived: Derived, templates: Templates, version: str, epoch: int, root: str
) -> dict[str, bytes]:
    """Pages, decks, data, schemas and the engine's settings.

    `version` and `epoch` (seconds) are what the products say of themselves; `root` is the way from the folder of the
    engine's settings to the course.
    """
    return {
        **{f"pages/{path}": content for path, content in render_pages(course, derived, templates).items()},
        **render_decks(course, derived.cards, templates, version, epoch),
        **render_api(course, derived),
        **render_editor_schemas(),
        CONFIG: render_config(course, root, "pages", FRESH_SITE),
    }


__all__ = ["CONFIG", "FRESH_SITE", "render", "render_schemas"]
