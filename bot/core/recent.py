"""Remembers the last results of pure functions over big frozen values, which cost too much to hash."""

from __future__ import annotations

from typing import Generic, TypeVar

Result = TypeVar("Result")


class Recent(Generic[Result]):
    """Results by the identity of the values they were made from; it holds the values, so that an identity stays theirs."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._known: dict[tuple[int, ...], tuple[tuple[object, ...], Result]] = {}

    def get(self, values: tuple[object, ...]) -> Result | None:
        """The result for exactly these objects, if it is remembered."""
        found = self._known.get(tuple(map(id, values)))
        return None if found is None else found[1]

    def keep(self, values: tuple[object, ...], result: Result) -> Result:
        """Remembers a result and gives it back; forgets all others once there are too many."""
        if len(self._known) >= self._limit:
            self._known.clear()
        self._known[tuple(map(id, values))] = (values, result)
        return result
