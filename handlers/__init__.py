"""What people do to the bot, one family of commands a file.

A handler reads what was asked, lets storage and core answer, and sends that. Its database work is done before it speaks to
Telegram. `sessions`, `catalog`, `clock` and `admins`, the numbers of the people who run the bot, come from `Dispatcher(...)`.
"""

from __future__ import annotations

from aiogram import Router

from handlers import (
    apart,
    errors,
    free_text,
    help,  # noqa: A004
    incident,
    members,
    region,
    start,
    status,
    subscriptions,
)
from handlers.commands import set_menus

__all__ = ["build_router", "set_menus"]


def build_router() -> Router:
    """All routes in their one order: the first that takes an update has it."""
    root = Router(name="svodka")
    for module in (members, start, help, region, subscriptions, status, incident, apart, free_text, errors):
        root.include_router(module.build())
    return root
