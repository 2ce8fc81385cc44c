"""An outbox, the loop that empties it, and the Bot API server that it calls."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot

from bot.catalog.wording import load_wording
from bot.clock import RecordedClock
from bot.core.alerts import Action, Alert, Priority
from bot.core.pace import Limits, Pace
from bot.core.wording import Wording
from bot.deliver import DeliverOutcome, deliver_due
from bot.pacing import Gate
from bot.telegram import make_bot
from config.settings import DATA_DIR
from storage import outbox, subscriptions
from storage.engine import Sessions
from tests.botapi import BotApi
from tests.meter import Meter

NOW = datetime(2026, 3, 14, 6, 30, tzinfo=UTC)
GROUP = -1001
SHOW, NOTE, ROLLUP = Action.SHOW, Action.NOTE, Action.ROLLUP
# The windows of the real thing, a hundred times as fast.
QUICK = Limits(private_seconds=0.01, total_seconds=0.01, group_seconds=0.6)


@dataclass
class Post:
    """An outbox, the loop that empties it, and the server that it calls."""

    sessions: Sessions
    api: BotApi
    bot: Bot
    gate: Gate
    wording: Wording
    clock: RecordedClock

    async def owes(self, *alerts: Alert) -> None:
        """Commits alerts; chats they go to are known."""
        async with self.sessions.begin() as session:
            for alert in alerts:
                await subscriptions.remember_chat(session, alert.chat_id, alert.language, NOW)
            await outbox.enqueue(session, alerts, self.clock())

    async def deliver(self) -> DeliverOutcome:
        async with asyncio.timeout(20):
            return await deliver_due(self.sessions, self.bot, self.gate, self.wording, self.clock)

    async def counts(self) -> tuple[int, int, int, int]:
        """Rows that wait, are being sent, are dead, are uncertain."""
        async with self.sessions() as session:
            found = await outbox.counts(session)
        return found.pending, found.sending, found.dead, found.uncertain

    def later(self, **delay: float) -> None:
        self.clock.move(self.clock.at + timedelta(**delay))

    def texts(self, chat: int) -> list[str]:
        return [shown.text for shown in self.api.shown(chat)]


@pytest.fixture(scope="session")
def wording() -> Wording:
    return load_wording(DATA_DIR / "locales")


@pytest.fixture
async def post(sessions: Sessions, wording: Wording) -> AsyncIterator[Post]:
    async with BotApi() as api:
        api.total = Meter(1000, 1.0)
        api.private_meter = lambda: Meter(1000, 1.0)
        bot = make_bot(api.token, api.url)
        yield Post(sessions, api, bot, Gate(Pace(QUICK)), wording, RecordedClock(NOW))
        await bot.session.close()


def alert(
    chat: int = 7,
    text: str = "<b>Kaluga</b>: 18",
    *,
    incident: int = 12,
    revision: int = 1,
    action: Action = SHOW,
    thread: int = 0,
    silent: bool = False,
    priority: Priority = Priority.NORMAL,
    expires_at: datetime | None = None,
) -> Alert:
    return Alert(
        chat_id=chat,
        thread_id=thread,
        incident=incident,
        revision=revision,
        action=action,
        text=text,
        language="en",
        silent=silent,
        priority=priority,
        expires_at=expires_at,
    )
