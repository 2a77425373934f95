"""Cards in; the same cards out without the gaps that ask again, in other words, what another gap asks."""

import re

from generator.model.cards import GAP_CLOSE, GAP_OPEN, Card

# Of two cards that ask the same thing one stays: a claim stands on its own and has sources, a question explains
# itself, and a phrase of a note needs its surroundings.
_STAYS = ("claim", "q", "nota")
_SHARED_WORDS = 2
_MARKUP = re.compile(rf"[`*{GAP_OPEN}{GAP_CLOSE}]")
_WORD = re.compile(r"[\w./-]{4,}")
_LEADING = frozenset(["a", "al", "de", "del", "el", "en", "la", "las", "los", "su", "sus", "un", "una", "uno", "solo"])


def without_repeated(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards in the same order; of two gaps with one answer and a common vocabulary only one is left."""
    asked: dict[str, list[frozenset[str]]] = {}
    repeated: set[str] = set()
    for card in sorted((one for one in cards if one.gap), key=_precedence):
        others = asked.setdefault(_answer(card), [])
        words = _words(card)
        if card.kind != _STAYS[0] and any(len(words & other) >= _SHARED_WORDS for other in others):
            repeated.add(card.id)
        else:
            others.append(words)
    return tuple(card for card in cards if card.id not in repeated)


def _precedence(card: Card) -> tuple[int, str]:
    return (_STAYS.index(card.kind) if card.kind in _STAYS else len(_STAYS), card.id)


def _answer(card: Card) -> str:
    """The hidden phrase, without markup, articles and prepositions in front."""
    words = _MARKUP.sub("", card.gap).lower().split()
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    return " ".join(words)


def _words(card: Card) -> frozenset[str]:
    before, _, rest = card.front.partition(GAP_OPEN)
    return frozenset(_WORD.findall(_MARKUP.sub("", before + " " + rest.partition(GAP_CLOSE)[2]).lower()))
