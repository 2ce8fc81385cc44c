"""Commands: how a handler takes one, and the menus that Telegram shows of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import BotCommand

from bot.core.wording import FALLBACK, LANGUAGES, Wording

MENU = ("region", "subscribe", "unsubscribe", "status", "why", "language", "help")


def command(router: Router, handler: Callable[..., Any], *names: str | Command) -> None:
    """Routes commands to a handler, in chats and in channels, where posts have no author."""
    for name in names:
        filter_ = name if isinstance(name, Command) else Command(name, ignore_case=True)
        router.message.register(handler, filter_)
        router.channel_post.register(handler, filter_)


async def set_menus(bot: Bot, wording: Wording) -> None:
    """Tells Telegram the commands, in each language; raises what aiogram raises."""
    for language in LANGUAGES:
        menu = [
            BotCommand(command=name, description=wording.say(language, f"chat-command-{name}"))
            for name in MENU
        ]
        await bot.set_my_commands(menu, language_code=None if language == FALLBACK else language)
