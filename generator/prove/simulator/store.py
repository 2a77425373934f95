"""Objects go in; they come out as copies, with the server's metadata, listed in the order of a real cluster."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from .objects import READING_DELAY, Object, generated_uid, name_of, namespace_of, rfc3339

Key = tuple[str, str, str]
_FIRST_VERSION = 1200


class Store:
    """The state of the simulated cluster; everything that it hands out is the reader's own copy."""

    def __init__(self, start: datetime) -> None:
        self._objects: dict[Key, Object] = {}
        self._serials: Counter[str] = Counter()
        self._version = _FIRST_VERSION
        self._now = start
        self._dry = False
        # What each manager applied last from the server's side, to see which fields it gave up.
        self.applied: dict[str, Object] = {}

    @property
    def version(self) -> str:
        """The resourceVersion of the last write."""
        return str(self._version)

    @property
    def now(self) -> datetime:
        """The simulated time."""
        return self._now

    @property
    def reading_time(self) -> datetime:
        """The simulated time at which somebody looks."""
        return self.now + READING_DELAY

    def wait_until(self, instant: datetime) -> None:
        """Move the simulated time to a later instant."""
        self._now = max(self._now, instant)

    def serial(self, name: str) -> int:
        """Return 1, 2, 3… with each call for the same name."""
        self._serials[name] += 1
        return self._serials[name]

    def get(self, kind: str, namespace: str, name: str) -> Object | None:
        """Return a copy of the object under a resource's `store_key`, or None."""
        found = self._objects.get((kind, namespace, name))
        return None if found is None else copy.deepcopy(found)

    def items(self, kind: str, namespace: str = "", wanted: Callable[[Object], bool] | None = None) -> list[Object]:
        """Return copies of all objects of a kind, by namespace and name; an empty namespace means all of them."""
        keys = sorted(key for key in self._objects if key[0] == kind and namespace in ("", key[1]))
        items = [self._objects[key] for key in keys]
        return [copy.deepcopy(item) for item in items if wanted is None or wanted(item)]

    def create(self, kind: str, item: Object) -> Object:
        """Keep a new object with uid, version and creation time, and return it."""
        key = (kind, namespace_of(item), name_of(item))
        serial = self.serial("/".join(key))
        own = {"uid": generated_uid(*key, serial), "creationTimestamp": rfc3339(self.now)}
        return self._write(key, {**item, "metadata": {**item["metadata"], **own}})

    def update(self, kind: str, item: Object) -> Object:
        """Keep an object in place of the one of the same name; the same content leaves its version as it is."""
        key = (kind, namespace_of(item), name_of(item))
        if self._objects.get(key) == item:
            return item
        return self._write(key, dict(item))

    def remove(self, kind: str, item: Mapping[str, object]) -> None:
        """Forget an object."""
        self._objects.pop((kind, namespace_of(item), name_of(item)), None)
        self._advance()

    def owned_by(self, uid: str) -> list[tuple[str, Object]]:
        """Return kind and copy of every object whose owner has this uid, in order."""
        return [
            (key[0], copy.deepcopy(item))
            for key, item in sorted(self._objects.items(), key=lambda entry: entry[0])
            if any(owner.get("uid") == uid for owner in item["metadata"].get("ownerReferences", ()))
        ]

    def in_namespace(self, namespace: str) -> list[tuple[str, Object]]:
        """Return kind and copy of every object of a namespace, in order."""
        return [(key[0], copy.deepcopy(self._objects[key])) for key in sorted(self._objects) if key[1] == namespace]

    def clone(self, *, dry: bool = False) -> Store:
        """Return an independent store of the same state; a dry one leaves the versions of objects as they are."""
        other = copy.deepcopy(self)
        other._dry = dry
        return other

    def _write(self, key: Key, item: Object) -> Object:
        if not self._dry:
            self._advance()
            item["metadata"] = {**item["metadata"], "resourceVersion": self.version}
        self._objects[key] = copy.deepcopy(item)
        return copy.deepcopy(item)

    def _advance(self) -> None:
        self._version += 1
