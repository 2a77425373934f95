"""A course or a note and the dictionary in; words that are neither Spanish nor vouched for nor a name out."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from generator.check.wording import line_at, masked
from generator.model import CniPlugin, Component, Course, Library, Note, Term
from generator.problems import Place, Problem, Severity

_WORD = re.compile(r"(?<![\w./@#$%&=~^\\-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w@/=]|\.\w|-\w)")
_FOREIGN = re.compile(r"(?<!\*)\*(?![\s*])[^*\n]+?(?<!\s)\*(?!\*)|(?m:^\s*(?:!!!|\?\?\?\+?)\s[\w -]+)")
_LETTERS = re.compile(r"[^\W\d_]+")
_ACCENTS = str.maketrans("aeioun", "áéíóúñ")
_PLAIN = str.maketrans("áéíóú", "aeiou")
_CLITIC = re.compile(r"(?P<verb>\w*[aeiouáéíóú]\w*[aeour])(?:lo|la|los|las|le|les|me|te|se|nos)")


def check_spelling(course: Course, library: Library) -> Iterator[Problem]:
    """Cada palabra está en el diccionario español, en facts/words.txt, o es un nombre que dan los hechos.

    Mal:  la internaz del bridge
    Bien: la interfaz del puente; las palabras de otra lengua, *en cursiva*; el código, entre acentos graves
    """
    known = known_words(course, library)

    @cache
    def is_known(word: str) -> bool:
        return word.casefold() in known or all(_is_known(part, known, library) for part in word.split("-"))

    told: set[tuple[str, str]] = set()
    for place, text in _texts(course):
        for offset, word in words_of(text):
            if not is_known(word) and (place.path, word.casefold()) not in told:
                told.add((place.path, word.casefold()))
                meant = next(_slips(word, library), "")
                hint = f"¿«{meant}»?" if meant else "corrígela, ponla *en cursiva* o añádela a facts/words.txt"
                here = place.down(line_at(text, offset))
                yield Problem(here, "spelling", f"no conocemos la palabra «{word}»", hint)


def check_accent_missing(note: Note, library: Library) -> Iterator[Problem]:
    """En una nota ajena, a una palabra le falta la tilde que la haría española.

    Mal:  especificamente
    Bien: específicamente
    """
    told: set[str] = set()
    for line, prose in note.proses() if not note.head else ():
        for offset, word in words_of(prose.text):
            if word.islower() and word not in told and not library.spanish(word):
                told.add(word)
                meant = next((one for one in _accented(word) if library.spanish(one)), "")
                if meant and not library.english(word):
                    place = note.place(line + line_at(prose.text, offset))
                    message = f"a «{word}» le falta una tilde"
                    yield Problem(place, "accent-missing", message, f"¿«{meant}»?", Severity.WARNING)


def known_words(course: Course, library: Library) -> frozenset[str]:
    """What we vouch for: our own list, the terms of the exam, the names of things and of programs."""
    names = chain(
        (component.name for component in course.of(Component)),
        (plugin.name for plugin in course.of(CniPlugin)),
        (term.en for term in course.of(Term)),
        (program.name for program in library.programs),
    )
    return frozenset(
        chain((word.casefold() for word in course.words), *(_LETTERS.findall(name.casefold()) for name in names))
    )


def _texts(course: Course) -> Iterator[tuple[Place, str]]:
    """Every text in Spanish, single lines too: titles, descriptions, terms, competencies."""
    for passage in course.passages:
        yield passage.place, passage.prose.text
    for note in course.notes:
        if note.head:
            yield note.place(1), f"{note.head.title} | {note.head.description}"
    for term in course.of(Term):
        if not term.typed:
            yield course.place(term.id, "es"), term.es
    for mission in course.missions:
        yield course.place(mission.id, "title"), mission.title
    for index, domain in enumerate(course.curriculum.domains):
        for number, competency in enumerate(domain.competencies):
            yield course.place("curriculum", "domains", index, "competencies", number, "es"), competency.es


def words_of(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text with their offsets; code, addresses, foreign words in italics and acronyms left out."""
    prose = _FOREIGN.sub(lambda match: " " * len(match[0]), masked(text))
    for match in _WORD.finditer(prose):
        if match[0][1:].islower() or len(match[0]) == 1:
            yield match.start(), match[0]


def _is_known(word: str, known: frozenset[str], library: Library) -> bool:
    folded = word.casefold()
    forms = {folded, folded.removesuffix("s"), folded.removesuffix("es")}
    if len(word) == 1 or not known.isdisjoint(forms) or library.spanish(word):
        return True
    clitic = _CLITIC.fullmatch(folded)  # the dictionary has «escribe» and not «escríbelo»
    return clitic is not None and library.spanish(clitic["verb"].translate(_PLAIN))


def _slips(word: str, library: Library) -> Iterator[str]:
    """The Spanish words that are one common slip away: an accent, two letters swapped, one doubled or too many."""
    slips = chain(
        _accented(word),
        (f"{word[:i]}{word[i + 1]}{word[i]}{word[i + 2 :]}" for i in range(len(word) - 1)),
        (f"{word[:i]}{word[i + 1 :]}" for i in range(len(word))),
        (f"{word[:i]}{word[i]}{word[i:]}" for i in range(len(word))),
    )
    return (slip for slip in slips if library.spanish(slip))


def _accented(word: str) -> Iterator[str]:
    for index, letter in enumerate(word):
        accented = letter.translate(_ACCENTS)
        if accented != letter:
            yield f"{word[:index]}{accented}{word[index + 1 :]}"
