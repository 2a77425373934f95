"""What does not hold for the exam's Kubernetes is shown as such and is in no deck."""

from dataclasses import replace

import pytest

from generator.derive import derive
from generator.model import Course, FaultQuestion
from generator.model.links import fact_page
from generator.model.templates import Templates
from generator.render.pages import render_pages

OUTSIDE = "**Fuera del examen**, que usa Kubernetes 1.35."
KEYS = (
    "claim/pods-without-nat",
    "cmd/bridge-addresses",
    "cni/flannel",
    "component/kube-apiserver",
    "erratum/ip-adress",
    "manifest/ingress-pay",
    "port/kube-apiserver",
    "range/services",
    "term/bridge",
)


def limited(course: Course, key: str, **limits: str) -> Course:
    facts = tuple(fact.model_copy(update=limits) if fact.id == key else fact for fact in course.facts)
    assert facts != course.facts
    return replace(course, facts=facts)


def entry(course: Course, templates: Templates, key: str) -> str:
    """What the reference page says of a fact, up to the next one."""
    page, _, anchor = fact_page(course.by_id[key]).partition("#")
    text = render_pages(course, derive(course), templates)[page].decode()
    found = max(text.find(f"{{ #{anchor} }}"), text.find(f'id="{anchor}"'))
    ends = [end for mark in ("\n### ", '\n<div id="', "\n## ") if (end := text.find(mark, found)) > 0]
    return text[found : min(ends, default=len(text))]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"since": "1.36"}, "Vale desde Kubernetes 1.36."),
        ({"until": "1.34"}, "Vale hasta Kubernetes 1.34."),
        ({"since": "1.30", "until": "1.34"}, "Vale de Kubernetes 1.30 a 1.34."),
    ],
)
def test_a_fact_of_another_version_says_so(
    small: Course, templates: Templates, key: str, limits: dict[str, str], told: str
) -> None:
    assert f"{OUTSIDE} {told}" in " ".join(entry(limited(small, key, **limits), templates, key).split())


@pytest.mark.parametrize("key", KEYS)
def test_a_fact_of_the_exam_says_nothing(small: Course, templates: Templates, key: str) -> None:
    for limits in ({"since": "1.35"}, {"until": "1.35"}, {"since": "1.20", "until": "1.40"}):
        assert "Fuera del examen" not in entry(limited(small, key, **limits), templates, key)


@pytest.mark.parametrize("key", KEYS)
def test_it_is_in_no_deck_and_no_question_is_made_from_it(small: Course, key: str) -> None:
    inside, outside = derive(limited(small, key, since="1.20")), derive(limited(small, key, since="1.36"))
    left = {card.id for card in inside.cards} - {card.id for card in outside.cards}
    assert left or key.startswith(("component/", "cni/"))
    assert not [card.id for card in outside.cards if card.id == key or card.id.startswith(f"{key}.")]
    assert not [one.id for one in outside.choices if key in one.about[:1]]


def test_a_question_of_another_version_makes_no_card(small: Course) -> None:
    question = next(one for one in small.questions if isinstance(one, FaultQuestion))
    later = question.model_copy(update={"since": "1.36"})
    course = replace(small, questions=tuple(later if one is question else one for one in small.questions))
    assert any(card.id == question.id for card in derive(small).cards)
    assert not any(card.id == question.id for card in derive(course).cards)
