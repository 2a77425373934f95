"""What a reader's browser fetches for a note is little: the search and the questions come when they are wanted."""

import pytest
from playwright.sync_api import Browser

from tests.published import Site
from tests.static_host import compressed

# Zensical's own scripts weigh 22 KB more than Material's.
MOST = {"site": 120_000, "zensical_site": 130_000}


@pytest.mark.parametrize("engine", MOST)
def test_the_heaviest_note_is_light(browser: Browser, engine: str, request: pytest.FixtureRequest) -> None:
    """Everything counts that is transferred, compressed as hosts do, before the search or a question is used."""
    site: Site = request.getfixturevalue(engine)
    heaviest = max((site.folder / "notas").glob("*/index.html"), key=lambda path: len(compressed(path)))
    page = browser.new_page(viewport={"width": 390, "height": 844})
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: int(answer.headers["content-length"])}))
    page.goto(f"{site.address}notas/{heaviest.parent.name}/", wait_until="networkidle")
    page.wait_for_selector(".study-offer")  # put there by the last of our scripts
    page.close()
    assert sum(sizes.values()) < MOST[engine], sizes
