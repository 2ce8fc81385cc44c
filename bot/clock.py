"""The clock: the one place that reads the time. Everything else is handed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


class RecordedClock:
    """A clock that stands where it was set: for recorded nights, and for tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The time that was set."""
        return self.at

    def move(self, at: datetime) -> None:
        """Set the clock forward; it never runs back."""
        self.at = max(self.at, at)
