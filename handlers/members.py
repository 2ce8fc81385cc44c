"""Whether the bot can reach a chat: blocked and unblocked, removed and added, a group that got a new number."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import IS_MEMBER, IS_NOT_MEMBER, ChatMemberUpdatedFilter
from aiogram.types import ChatMemberUpdated, Message

from bot.clock import Clock
from storage import subscriptions
from storage.engine import Sessions


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    router.my_chat_member.register(gone, ChatMemberUpdatedFilter(IS_NOT_MEMBER))
    router.my_chat_member.register(back, ChatMemberUpdatedFilter(IS_MEMBER))
    router.message.register(moved_away, F.migrate_to_chat_id)
    router.message.register(moved_here, F.migrate_from_chat_id)
    return router


async def gone(event: ChatMemberUpdated, sessions: Sessions, clock: Clock) -> None:
    """The bot was blocked or removed: the chat gets nothing, and keeps its subscriptions."""
    async with sessions.begin() as session:
        await subscriptions.retire(
            session, event.chat.id, f"the bot is {event.new_chat_member.status}", clock()
        )


async def back(event: ChatMemberUpdated, sessions: Sessions) -> None:
    """The bot was unblocked or added: the chat's subscriptions count again."""
    async with sessions.begin() as session:
        await subscriptions.revive(session, event.chat.id)


async def moved_away(message: Message, sessions: Sessions) -> None:
    """Said in the old group: it goes on under a new number."""
    async with sessions.begin() as session:
        await subscriptions.move_chat(session, message.chat.id, message.migrate_to_chat_id or message.chat.id)


async def moved_here(message: Message, sessions: Sessions) -> None:
    """Said in the new group, which may come before the other."""
    async with sessions.begin() as session:
        await subscriptions.move_chat(
            session, message.migrate_from_chat_id or message.chat.id, message.chat.id
        )
