"""/status: which sources are read, and what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.types import Message

from bot.clock import Clock
from bot.core.render.status import Queues
from bot.core.render.status import status as status_text
from handlers.asked import asked, reply
from handlers.commands import command
from storage import inbox, outbox, sources
from storage.engine import Sessions

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    command(router, status, "status")
    return router


async def status(message: Message, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock) -> None:
    """Says how well the bot reads and sends."""
    who = await asked(sessions, message)
    async with sessions() as session:
        states = await sources.states(session)
        read = await inbox.counts(session)
        sent = await outbox.counts(session)
    queues = Queues(
        unread=read.unread,
        failed=read.failed,
        pending=sent.pending + sent.sending,
        dead=sent.dead,
        oldest_pending_at=sent.oldest_pending_at,
    )
    await reply(
        bot, who, status_text(catalog.wording, who.language, catalog.sources, states, queues, clock())
    )
