"""'Not the same' and 'the same again': an admin of the bot says which reports are of one event.

Whoever asks is looked up in the configured admins each time, by the person's number: a button is pressed by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.core.alerts import Message as Answer
from bot.core.errors import ContestedError
from bot.core.render import apart, chat
from bot.core.split import way_back
from bot.moving import Moved, move_reports
from handlers.asked import Asked, acknowledge, asked, is_admin, reply, turn
from handlers.commands import command
from handlers.incident import LARGEST, gone
from storage import incidents, rulings
from storage.engine import Sessions

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog

_NUMBERS = re.compile(r"[№#\s]*\d{1,10}(?:[№#,;\s]+\d{1,10})*\s*", re.ASCII)


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    command(router, not_same, "notsame")
    command(router, same, "same")
    router.callback_query.register(move, F.data.regexp(r"^apart:\d{1,10}:\d{1,10}:(?:[\w-]{4})+$"))
    return router


async def not_same(
    message: Message,
    command: CommandObject,
    bot: Bot,
    sessions: Sessions,
    catalog: Catalog,
    admins: Collection[int],
) -> None:
    """Shows the named rows of an incident and asks to which event they belong."""
    who = await asked(sessions, message)
    wanted = _numbers(command.args or "")
    if not is_admin(message.from_user, admins):
        await reply(bot, who, chat.note(catalog.wording, who.language, "apart-not-yours"))
    elif len(wanted) < 2:
        await reply(bot, who, Answer(catalog.wording.say(who.language, "apart-which")))
    else:
        await reply(bot, who, await _question(who, wanted[0], wanted[1:], sessions, catalog))


async def same(
    message: Message,
    command: CommandObject,
    bot: Bot,
    sessions: Sessions,
    catalog: Catalog,
    admins: Collection[int],
    clock: Clock,
) -> None:
    """Takes back what was moved to an incident."""
    who = await asked(sessions, message)
    wanted = _numbers(command.args or "")
    if message.from_user is None or not is_admin(message.from_user, admins):
        await reply(bot, who, chat.note(catalog.wording, who.language, "apart-not-yours"))
    elif len(wanted) != 1:
        await reply(bot, who, Answer(catalog.wording.say(who.language, "same-which")))
    else:
        answer = await _take_back(who, wanted[0], message.from_user.id, sessions, catalog, clock)
        await reply(bot, who, answer)


async def move(
    button: CallbackQuery,
    bot: Bot,
    sessions: Sessions,
    catalog: Catalog,
    admins: Collection[int],
    clock: Clock,
) -> None:
    """Moves the reports of a button, and says so in the place of the question."""
    who = await asked(sessions, button)
    if not is_admin(button.from_user, admins):
        await acknowledge(button, catalog.wording.say(who.language, "apart-not-yours"), window=True)
        return
    _, origin, target, letters = (button.data or "").split(":")
    if max(int(origin), int(target)) > LARGEST:
        await acknowledge(button, catalog.wording.say(who.language, "chat-old-button"))
        return
    try:
        moved = await move_reports(
            sessions,
            catalog,
            int(origin),
            int(target) or None,
            apart.names(letters),
            button.from_user.id,
            clock(),
        )
    except ContestedError:
        await acknowledge(button, catalog.wording.say(who.language, "apart-busy"), window=True)
        return
    if moved is None:
        said = catalog.wording.say(who.language, "apart-gone", number=origin)
        await acknowledge(button, said, window=True)
        return
    await acknowledge(button)
    await turn(bot, who, button, _done(who, moved, catalog))


async def _question(
    who: Asked, number: int, wanted: list[int], sessions: Sessions, catalog: Catalog
) -> Answer:
    if number > LARGEST:
        return gone(who, number, catalog)
    async with sessions() as session:
        incident = await incidents.by_number(session, number)
        if incident is None:
            return gone(who, number, catalog)
        beside = await incidents.of_period(session, incident.key.region, incident.key.period)
    if not incident.reports and incident.joined:
        return _joined(who, number, incident.joined, catalog)
    rows = sorted(set(wanted))
    return apart.ask(incident, rows, beside, who.language, catalog.policy, catalog.wording, catalog.gazetteer)


async def _take_back(
    who: Asked, number: int, admin: int, sessions: Sessions, catalog: Catalog, clock: Clock
) -> Answer:
    if number > LARGEST:
        return gone(who, number, catalog)
    async with sessions() as session:
        incident = await incidents.by_number(session, number)
        ruled = await rulings.about(session, number)
    if incident is None:
        return gone(who, number, catalog)
    if not incident.reports and incident.joined:
        return _joined(who, number, incident.joined, catalog)
    never = Answer(catalog.wording.say(who.language, "same-never", number=str(number)))
    if (back := way_back(incident, ruled)) is None:
        return never
    origin, names = back
    try:
        moved = await move_reports(sessions, catalog, number, origin, names, admin, clock())
    except ContestedError:
        return Answer(catalog.wording.say(who.language, "apart-busy"))
    return never if moved is None else _done(who, moved, catalog)


def _done(who: Asked, moved: Moved, catalog: Catalog) -> Answer:
    return apart.done(moved.origin, moved.target, moved.reports, who.language, catalog.wording)


def _joined(who: Asked, number: int, target: int, catalog: Catalog) -> Answer:
    return Answer(
        catalog.wording.say(who.language, "same-done-before", number=str(number), target=str(target))
    )


def _numbers(text: str) -> list[int]:
    """The numbers in a text of nothing else; [] for any other text."""
    return [int(word) for word in re.findall(r"\d+", text)] if _NUMBERS.fullmatch(text) else []
