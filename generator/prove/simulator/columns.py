"""Objects of one kind go in; the Table that `kubectl get` prints, with the columns of a real server, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from .cells import CREATED_AT_COLUMNS, Column
from .columns_core import CORE_COLUMNS
from .columns_custom import custom_columns
from .columns_network import NETWORK_COLUMNS
from .columns_workloads import WORKLOAD_COLUMNS
from .failures import unsupported
from .objects import Object
from .resources import Resource

_COLUMNS: Mapping[str, tuple[Column, ...]] = {**CORE_COLUMNS, **NETWORK_COLUMNS, **WORKLOAD_COLUMNS}


def table(
    resource: Resource, definition: Object | None, items: Sequence[Object], now: datetime, *, whole: bool
) -> Object:
    """Return the Table; `definition` is that of a custom kind, `whole` puts complete objects into the rows.

    A kind whose columns this server does not know is refused, rather than shown with columns of our own.
    """
    columns = _columns(resource, definition, items)
    return {
        "kind": "Table",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": {},
        "columnDefinitions": [_definition(column) for column in columns],
        "rows": [
            {
                "cells": [column.value(item, now) for column in columns],
                "object": item if whole else _partial(item),
            }
            for item in items
        ],
    }


def _columns(resource: Resource, definition: Object | None, items: Iterable[Object]) -> tuple[Column, ...]:
    if definition is not None:
        return custom_columns(definition, resource.version)
    if resource.plural not in _COLUMNS and any(items):
        raise unsupported(f"no conoce las columnas de {resource.plural}; use -o yaml")
    return _COLUMNS.get(resource.plural, CREATED_AT_COLUMNS)


def _definition(column: Column) -> Object:
    return {
        "name": column.name,
        "type": column.kind,
        "format": "name" if column.name == "Name" else "",
        "description": "",
        "priority": 1 if column.wide else 0,
    }


def _partial(item: Object) -> Object:
    return {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": item["metadata"]}
