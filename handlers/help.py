"""/help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.types import Message

from bot.core.render import chat
from handlers.asked import asked, reply
from handlers.commands import command
from storage.engine import Sessions

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    command(router, help_, "help")
    return router


async def help_(message: Message, bot: Bot, sessions: Sessions, catalog: Catalog) -> None:
    """Lists the commands."""
    who = await asked(sessions, message)
    group_name = None if who.private else (await bot.me()).username
    await reply(bot, who, chat.help_(catalog.wording, who.language, group_name=group_name))
