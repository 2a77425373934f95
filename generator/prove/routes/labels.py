"""A label selector and labels go in; whether they match comes out."""

from collections.abc import Mapping
from typing import Any


def matches(selector: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    """Whether all of matchLabels and matchExpressions hold; an empty selector matches everything.

    ValueError for an operator that Kubernetes does not know.
    """
    same = (selector.get("matchLabels") or {}).items() <= labels.items()
    return same and all(_holds(expression, labels) for expression in selector.get("matchExpressions") or ())


def _holds(expression: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    key, operator, values = expression["key"], expression["operator"], expression.get("values") or ()
    match operator:
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
    raise ValueError(f"operador desconocido en un selector: {operator}")
