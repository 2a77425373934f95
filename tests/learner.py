"""A learner with a fresh Anki collection: takes packages, reviews, and shows what a card looks like."""

from pathlib import Path

from anki.collection import Card as AnkiCard  # anki.cards alone imports itself in a circle
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportLogWithChanges

Log = ImportLogWithChanges.Log


class Learner:
    """Works with Anki's own library only, with the options that Anki offers by default."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection = Collection(str(folder / "learner.anki2"))

    def takes(self, content: bytes) -> Log:
        """Imports a package; what Anki says about it."""
        path = self.folder / "deck.apkg"
        path.write_bytes(content)
        request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        return self.collection.import_anki_package(request).log

    def card(self, card_id: str) -> AnkiCard:
        """The one card with that permanent id."""
        (found,) = self.collection.find_cards(f'"Id:{card_id}"')
        return self.collection.get_card(found)

    def sees(self, card_id: str) -> tuple[str, str]:
        """Question and answer as Anki renders them."""
        output = self.card(card_id).render_output()
        return output.question_text, output.answer_text

    def reviews(self, card_id: str, interval: int, due: int) -> None:
        """Makes it a card in review."""
        card = self.card(card_id)
        card.type, card.queue, card.ivl, card.due = 2, 2, interval, due  # type: ignore[assignment]
        self.collection.update_card(card)

    def progress(self, card_id: str) -> tuple[int, int, int]:
        """Interval, due day and queue."""
        card = self.card(card_id)
        return card.ivl, card.due, card.queue


def counts(log: Log) -> dict[str, int]:
    """How many notes of each kind an import had, zeros left out."""
    found = {
        name: len(getattr(log, name)) for name in ("new", "updated", "conflicting", "duplicate", "first_field_match")
    }
    return {name: count for name, count in found.items() if count}
