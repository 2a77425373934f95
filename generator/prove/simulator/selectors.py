"""The text of a label or field selector goes in; whether an object matches it comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .failures import bad_request
from .objects import Object, labels_of, part
from .resources import Resource

Matcher = Callable[[Object], bool]

_SET = re.compile(r"(?P<key>\S+)\s+(?P<operator>in|notin)\s+\((?P<values>[^)]*)\)")
_EQUAL = re.compile(r"(?P<key>[^=!\s]+)\s*(?P<operator>==|=|!=)\s*(?P<value>\S*)")
_PRESENT = re.compile(r"(?P<absent>!?)\s*(?P<key>[^\s=!()]+)")
_SEPARATOR = re.compile(r",(?![^(]*\))")
_EVERYWHERE = ("metadata.name", "metadata.namespace")
_SELECTABLE: Mapping[str, tuple[str, ...]] = {
    "pods": (
        "spec.nodeName",
        "spec.restartPolicy",
        "spec.schedulerName",
        "spec.serviceAccountName",
        "spec.hostNetwork",
        "status.phase",
        "status.podIP",
        "status.nominatedNodeName",
    ),
    "events": (
        "involvedObject.kind",
        "involvedObject.namespace",
        "involvedObject.name",
        "involvedObject.uid",
        "involvedObject.apiVersion",
        "involvedObject.resourceVersion",
        "involvedObject.fieldPath",
        "reason",
        "reportingComponent",
        "source",
        "type",
    ),
    "namespaces": ("status.phase",),
    "nodes": ("spec.unschedulable",),
    "secrets": ("type",),
    "services": ("spec.clusterIP", "spec.type"),
    "jobs": ("status.successful",),
}


def label_matcher(selector: str) -> Matcher:
    """Return the test of a selector such as `app=web,tier in (a,b),!old`; a wrong one is a bad request."""
    tests = [_label_test(term.strip()) for term in _SEPARATOR.split(selector) if term.strip()]
    return lambda item: all(test(labels_of(item)) for test in tests)


def _label_test(term: str) -> Callable[[Mapping[str, str]], bool]:
    if found := _SET.fullmatch(term):
        key, wanted = found["key"], {value.strip() for value in found["values"].split(",")}
        if found["operator"] == "in":
            return lambda labels: labels.get(key) in wanted
        return lambda labels: labels.get(key) not in wanted
    if found := _EQUAL.fullmatch(term):
        key, value = found["key"], found["value"]
        if found["operator"] == "!=":
            return lambda labels: labels.get(key) != value
        return lambda labels: labels.get(key) == value
    if found := _PRESENT.fullmatch(term):
        key, present = found["key"], not found["absent"]
        return lambda labels: (key in labels) == present
    raise bad_request(f"unable to parse requirement: {term}")


def field_matcher(resource: Resource, selector: str) -> Matcher:
    """Return the test of a selector such as `metadata.name=a,status.phase!=Running`."""
    tests = [_field_test(resource, term.strip()) for term in selector.split(",") if term.strip()]
    return lambda item: all(test(item) for test in tests)


def _field_test(resource: Resource, term: str) -> Matcher:
    found = _EQUAL.fullmatch(term)
    if found is None:
        raise bad_request(f"invalid selector: '{term}'; can't understand '{term}'")
    path, value, wanted = found["key"], found["value"], found["operator"] != "!="
    if path not in _EVERYWHERE + _SELECTABLE.get(resource.plural, ()):
        raise bad_request(f"field label not supported: {path}")
    return lambda item: (_text(part(item, path)) == value) == wanted


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def matches_labels(selector: Mapping[str, Any] | None, labels: Mapping[str, str]) -> bool:
    """Return whether labels fulfil a selector with matchLabels and matchExpressions; a missing one fulfils none."""
    if selector is None:
        return False
    wanted = selector.get("matchLabels") or {}
    if any(labels.get(key) != value for key, value in wanted.items()):
        return False
    return all(_fulfils(entry, labels) for entry in selector.get("matchExpressions") or ())


def _fulfils(expression: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    key, values = expression["key"], expression.get("values") or ()
    operators: Mapping[str, bool] = {
        "In": labels.get(key) in values,
        "NotIn": labels.get(key) not in values,
        "Exists": key in labels,
        "DoesNotExist": key not in labels,
    }
    return operators[expression["operator"]]


def shown_selector(selector: Mapping[str, Any] | None) -> str:
    """Return a selector as kubectl prints it in a column."""
    if not selector:
        return "<none>"
    terms = [f"{key}={value}" for key, value in sorted((selector.get("matchLabels") or {}).items())]
    for entry in selector.get("matchExpressions") or ():
        values = ",".join(entry.get("values") or ())
        forms = {
            "In": f"{entry['key']} in ({values})",
            "NotIn": f"{entry['key']} notin ({values})",
            "Exists": entry["key"],
            "DoesNotExist": f"!{entry['key']}",
        }
        terms.append(forms[entry["operator"]])
    return ",".join(terms) or "<none>"
