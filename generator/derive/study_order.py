"""Cards in; the same cards out in order of study and numbered, those about one fact apart from each other."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from generator.model import Course, Note
from generator.model.cards import Card, Shelf

_LAST = 1_000_000  # where a note mentions what it never mentions
_LOOK_AHEAD = 60


def in_order_of_study(course: Course, cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """Topics in the order of their notes; inside a topic along the note, then what is asked again, then questions.

    In each deck two cards about one fact never follow each other, as far as there is any other card to put between.
    """
    notes = sorted(course.notes, key=lambda note: (note.head.order if note.head else 0, note.slug))
    rank = {note.slug: index for index, note in enumerate(notes)}
    lines = {note.slug: _lines(note) for note in notes}
    again = _rounds(cards)

    def key(card: Card) -> tuple[int, int, int, int, str]:
        mentioned = lines.get(card.topic, {}).get(_subject(card), _LAST)
        turn = again[card.id]
        stage, step = (2, card.difficulty) if card.kind == "q" else (min(turn, 1), turn)
        return (rank.get(card.topic, len(rank)), stage, step, mentioned, card.id)

    studied = sorted(cards, key=key)
    apart = {shelf: iter(_apart(card for card in studied if card.shelf is shelf)) for shelf in Shelf}
    return tuple(replace(next(apart[card.shelf]), order=index) for index, card in enumerate(studied, 1))


def _rounds(cards: Iterable[Card]) -> dict[str, int]:
    """By id of the card: how many of the same fact come before it."""
    seen: Counter[str] = Counter()
    found: dict[str, int] = {}
    for card in cards:
        found[card.id] = seen[_subject(card)]
        seen[_subject(card)] += 1
    return found


def subjects(card: Card) -> frozenset[str]:
    """What a card is about: its fact or, for a question, the facts that its answer stands on."""
    return frozenset({_subject(card), *card.about})


def _subject(card: Card) -> str:
    """`port/etcd-peer` for the card `port/etcd-peer.number`."""
    return card.about[0] if card.kind == "q" and card.about else card.id.rpartition(".")[0] or card.id


def _lines(note: Note) -> dict[str, int]:
    """The line of the first mention of each fact, and of each marked phrase by the id of its card."""
    found: dict[str, int] = {}
    for line, reference in note.references():
        found.setdefault(reference.target, line)
    for line, prose in note.proses():
        for mark in prose.marks():
            found.setdefault(f"nota/{mark.id}", line + mark.line)
    return found


def _apart(cards: Iterable[Card]) -> list[Card]:
    """Each card in its place or, where its neighbour is about the same, a little later."""
    waiting = list(cards)
    placed: list[Card] = []
    while waiting:
        last = subjects(placed[-1]) if placed else frozenset()
        free = (index for index, card in enumerate(islice(waiting, _LOOK_AHEAD)) if last.isdisjoint(subjects(card)))
        index = next(free, None)
        if index is None:
            _fit(placed, waiting.pop(0))
        else:
            placed.append(waiting.pop(index))
    return placed


def _fit(placed: list[Card], card: Card) -> None:
    """Puts a card for which nothing is left to stand between as late as it does not touch its like."""
    place = next(_gaps(placed, subjects(card)), len(placed))
    placed.insert(place, card)


def _gaps(placed: list[Card], about: frozenset[str]) -> Iterator[int]:
    for index in range(len(placed) - 1, 0, -1):
        if about.isdisjoint(subjects(placed[index - 1]) | subjects(placed[index])):
            yield index
