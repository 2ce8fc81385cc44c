"""Keeps updates from being lost at a stop.

aiogram confirms an update before its handler is done, and cancels the handlers that are still at work when polling
stops. `Tracked` knows which are at work and waits for them: `dp.update.outer_middleware(tracked)` and
`dp.shutdown.register(tracked.drain)`; shutdown hooks run before the bot's session closes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

DRAIN_SECONDS = 10.0

log = structlog.get_logger(__name__)


class Tracked(BaseMiddleware):
    """Remembers the handlers at work. Should be the first middleware of updates that is registered."""

    def __init__(self, seconds: float = DRAIN_SECONDS) -> None:
        self._seconds = seconds
        self._running: set[asyncio.Task[Any]] = set()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Lets the update through and counts it while it is handled."""
        task = asyncio.current_task()
        if task is None:
            return await handler(event, data)
        self._running.add(task)
        try:
            return await handler(event, data)
        finally:
            self._running.discard(task)

    async def drain(self) -> None:
        """Waits until all handlers are done, but no longer than it was told to; says how many were not."""
        await asyncio.sleep(0)  # an update that came last has a task that has not begun
        left = self._running - {asyncio.current_task()}
        if left:
            _, late = await asyncio.wait(left, timeout=self._seconds)
            if late:
                log.warning("handlers cut off at the stop", count=len(late))
