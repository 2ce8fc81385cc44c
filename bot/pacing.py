"""Where calls to Telegram wait for their send windows.

`Gate` puts the pure windows of `bot.core.pace` before a bot's session. The deliver loop chooses whom to serve and takes
its slots itself; everything else that sends or edits (answers to people) passes `Gate.answers`, an aiogram request
middleware: `bot.session.middleware(gate.answers)`.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections import Counter
from collections.abc import Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import EditMessageReplyMarkup, EditMessageText, SendMessage, SendPhoto

from bot.core.errors import SvodkaError
from bot.core.pace import Pace, Slot

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
    from aiogram.methods import TelegramMethod
    from aiogram.methods.base import Response

PATIENCE = 20.0  # seconds that an answer to a person may wait for its window
QUEUE = 5  # answers that may wait for one chat: a person who floods the bot must not hold up others
LATE = 10.0  # seconds within which a call without an answer may still land
_COUNTED = (SendMessage, SendPhoto, EditMessageText, EditMessageReplyMarkup)
_has_slot: ContextVar[bool] = ContextVar("has_slot", default=False)


class TooBusyError(SvodkaError):
    """A chat asks faster than Telegram lets us answer; the answer is dropped."""


class Gate:
    """The send windows of one bot, with a bell that rings whenever a slot comes back."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.pace = Pace() if pace is None else pace
        self._bell = asyncio.Event()
        self._queued: Counter[int] = Counter()

    def now(self) -> float:
        """Seconds of the event loop's clock, the one that all windows count by."""
        return asyncio.get_running_loop().time()

    def leave(self, slot: Slot, *, late: float = 0.0) -> None:
        """Gives a slot back after the answer and wakes who waits."""
        self.pace.release(slot, self.now(), late=late)
        self.ring()

    def ring(self) -> None:
        """Wakes who waits: something has changed."""
        self._bell.set()
        self._bell = asyncio.Event()

    async def wait(self, until: float) -> None:
        """Until that instant, or until a slot comes back; an infinite one waits for a slot alone."""
        bell = self._bell
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(None if until == math.inf else until):
                await bell.wait()

    @contextlib.contextmanager
    def with_slot(self) -> Iterator[None]:
        """Calls made within have taken their slot already."""
        token = _has_slot.set(True)
        try:
            yield
        finally:
            _has_slot.reset(token)

    async def answers(
        self, make_request: NextRequestMiddlewareType[Any], bot: Bot, method: TelegramMethod[Any]
    ) -> Response[Any]:
        """The request middleware: an answer to a person waits for its window."""
        chat_id = getattr(method, "chat_id", None)
        if _has_slot.get() or not isinstance(method, _COUNTED) or not isinstance(chat_id, int):
            return await make_request(bot, method)
        slot = await self._enter(chat_id)
        late = LATE
        try:
            response = await make_request(bot, method)
            late = 0.0
        except TelegramRetryAfter as error:
            late = 0.0
            self.pace.refused(chat_id, error.retry_after, self.now())
            raise
        except TelegramNetworkError:
            raise
        except Exception:
            late = 0.0
            raise
        finally:
            self.leave(slot, late=late)
        return response

    async def _enter(self, chat_id: int) -> Slot:
        """A slot, after waiting for it; raises TooBusyError where the wait or the queue would be too long."""
        deadline = self.now() + PATIENCE
        if self._queued[chat_id] >= QUEUE:
            raise TooBusyError(f"chat {chat_id} asks faster than it may be answered")
        self._queued[chat_id] += 1
        try:
            while (ready := self.pace.ready_at(chat_id, (now := self.now()), interactive=True)) > now:
                if now >= deadline or deadline < ready < math.inf:
                    raise TooBusyError(f"chat {chat_id} would wait too long for an answer")
                await self.wait(min(ready, deadline))
            return self.pace.take(chat_id, now, interactive=True)
        finally:
            self._queued[chat_id] -= 1
            if not self._queued[chat_id]:
                del self._queued[chat_id]
