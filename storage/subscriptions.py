"""Chats and what they wish to hear.

A mute is kept apart from subscriptions, so that a chat that hears of every region can silence one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.alerts import Chat, QuietHours, Subscription
from bot.core.model import Severity
from storage.statements import count_changed, insert
from storage.tables import chat as chats
from storage.tables import message, outbox
from storage.tables import mute as mutes
from storage.tables import subscription as table

_KEY = ("chat_id", "thread_id", "region", "place")
_EVERYTHING, _OWN = mutes.alias("everything"), mutes.alias("own")


async def chat(session: AsyncSession, chat_id: int) -> Chat | None:
    """The chat, if it ever wrote to us."""
    row = (await session.execute(select(chats).where(chats.c.id == chat_id))).one_or_none()
    if row is None:
        return None
    return Chat(id=row.id, language=row.language, retired=row.retired_at is not None, problem=row.problem)


async def remember_chat(session: AsyncSession, chat_id: int, language: str, now: datetime) -> Chat:
    """The chat as it is known; a new one begins with this language."""
    row = insert(session, chats).values(id=chat_id, language=language, known_at=now)
    await session.execute(row.on_conflict_do_nothing())
    known = await chat(session, chat_id)
    assert known is not None
    return known


async def set_language(session: AsyncSession, chat_id: int, language: str) -> None:
    """The chat reads this language from now on, in all its subscriptions."""
    await session.execute(update(chats).where(chats.c.id == chat_id).values(language=language))
    await session.execute(update(table).where(table.c.chat_id == chat_id).values(language=language))


async def retire(session: AsyncSession, chat_id: int, problem: str, now: datetime) -> None:
    """Nothing can reach the chat: keep its subscriptions, give up what waits for it."""
    await session.execute(update(chats).where(chats.c.id == chat_id).values(retired_at=now, problem=problem))
    await session.execute(
        update(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.state == "pending")
        .values(state="dead", problem=problem, done_at=now)
    )


async def revive(session: AsyncSession, chat_id: int) -> None:
    """The chat can be reached again."""
    await session.execute(update(chats).where(chats.c.id == chat_id).values(retired_at=None, problem=None))


async def subscribe(session: AsyncSession, wish: Subscription) -> None:
    """Store a wish; one for the same chat, thread, region and place is replaced. Lifts an older mute of the region."""
    await session.execute(
        insert(session, chats).values(id=wish.chat_id, language=wish.language).on_conflict_do_nothing()
    )
    row = insert(session, table).values(_values(wish))
    changed = {name: row.excluded[name] for name in _values(wish) if name not in _KEY}
    await session.execute(row.on_conflict_do_update(index_elements=_KEY, set_=changed))
    await mute(session, wish.chat_id, wish.thread_id, wish.region, wish.muted_until)


async def unsubscribe(
    session: AsyncSession,
    chat_id: int,
    thread_id: int = 0,
    region: str | None = None,
    place: str | None = None,
) -> int:
    """Drop a place's wish, a region's wishes (without `place`), or all of the thread's (without both); how many."""
    statement = delete(table).where(table.c.chat_id == chat_id, table.c.thread_id == thread_id)
    if region is not None:
        statement = statement.where(table.c.region == region)
    if place is not None:
        statement = statement.where(table.c.place == place)
    return await count_changed(session, statement)


async def of_chat(session: AsyncSession, chat_id: int, thread_id: int | None = None) -> list[Subscription]:
    """The wishes of a chat, or of one of its threads, by region and place."""
    statement = _select_with_mutes(table.c.region).where(table.c.chat_id == chat_id)
    if thread_id is not None:
        statement = statement.where(table.c.thread_id == thread_id)
    rows = await session.execute(statement.order_by(table.c.thread_id, table.c.region, table.c.place))
    return [_subscription(row) for row in rows]


async def watching(session: AsyncSession, region: str) -> list[Subscription]:
    """The wishes of living chats for this region and for all regions, with the mutes that bear on this region."""
    rows = await session.execute(_WATCHING, {"region_is": region})
    return [_subscription(row) for row in rows]


async def every(session: AsyncSession) -> list[Subscription]:
    """The wishes of all living chats."""
    rows = await session.execute(
        _select_with_mutes(table.c.region)
        .join(chats, chats.c.id == table.c.chat_id)
        .where(chats.c.retired_at.is_(None))
        .order_by(table.c.chat_id, table.c.thread_id, table.c.region, table.c.place)
    )
    return [_subscription(row) for row in rows]


async def mute(
    session: AsyncSession, chat_id: int, thread_id: int, region: str | None, until: datetime | None
) -> None:
    """Silence a region (None: everything) in a thread until then; None lifts the mute."""
    name = region or ""
    if until is None:
        await session.execute(
            delete(mutes).where(
                mutes.c.chat_id == chat_id, mutes.c.thread_id == thread_id, mutes.c.region == name
            )
        )
        return
    row = insert(session, mutes).values(chat_id=chat_id, thread_id=thread_id, region=name, until=until)
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["chat_id", "thread_id", "region"], set_={"until": row.excluded.until}
        )
    )


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """A group became a supergroup: all that belongs to `old` belongs to `new`; where both have it, `new` keeps its own."""
    was = (await session.execute(select(chats).where(chats.c.id == old))).one_or_none()
    if was is not None:
        row = insert(session, chats).values(id=new, language=was.language, known_at=was.known_at)
        await session.execute(row.on_conflict_do_nothing())
    await _move(session, table, ("thread_id", "region", "place"), old, new)
    await _move(session, mutes, ("thread_id", "region"), old, new)
    await _move(session, message, ("thread_id", "incident"), old, new)
    await _move(session, outbox, ("thread_id", "incident", "revision", "action"), old, new)
    await session.execute(delete(chats).where(chats.c.id == old))


async def _move(session: AsyncSession, rows: Table, key: Sequence[str], old: int, new: int) -> None:
    """Give the rows of one chat to another, except those that the other one has already."""
    twin = rows.alias()
    same = and_(twin.c.chat_id == new, *(twin.c[name] == rows.c[name] for name in key))
    await session.execute(delete(rows).where(rows.c.chat_id == old, exists().where(same)))
    await session.execute(update(rows).where(rows.c.chat_id == old).values(chat_id=new))


def _select_with_mutes(about: ColumnElement[str]) -> Select[Any]:
    """Subscriptions with the end of the mute of everything and of the region `about`."""
    here = (table.c.chat_id, table.c.thread_id)
    return select(table, _EVERYTHING.c.until.label("all_until"), _OWN.c.until.label("own_until")).select_from(
        table.outerjoin(
            _EVERYTHING,
            and_(
                _EVERYTHING.c.chat_id == here[0],
                _EVERYTHING.c.thread_id == here[1],
                _EVERYTHING.c.region == "",
            ),
        ).outerjoin(
            _OWN, and_(_OWN.c.chat_id == here[0], _OWN.c.thread_id == here[1], _OWN.c.region == about)
        )
    )


_REGION = bindparam("region_is", type_=String)
_WATCHING = (
    _select_with_mutes(_REGION)
    .join(chats, chats.c.id == table.c.chat_id)
    .where(or_(table.c.region == _REGION, table.c.region == ""), chats.c.retired_at.is_(None))
    .order_by(table.c.chat_id, table.c.thread_id, table.c.region.desc(), table.c.place)
)


def _values(wish: Subscription) -> dict[str, object]:
    return {
        "chat_id": wish.chat_id,
        "thread_id": wish.thread_id,
        "region": wish.region or "",
        "place": wish.place or "",
        "language": wish.language,
        "alarms": wish.alarms,
        "min_severity": wish.min_severity.value,
        "quiet_start": wish.quiet and wish.quiet.start,
        "quiet_stop": wish.quiet and wish.quiet.stop,
    }


def _subscription(row: Row[Any]) -> Subscription:
    ends = [until for until in (row.all_until, row.own_until) if until is not None]
    return Subscription(
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        region=row.region or None,
        place=row.place or None,
        language=row.language,
        alarms=row.alarms,
        min_severity=Severity(row.min_severity),
        quiet=None if row.quiet_start is None else QuietHours(row.quiet_start, row.quiet_stop),
        muted_until=max(ends, default=None),
    )
