"""The outbox: every alert, once, until it is delivered or given up. It joins deciding to sending.

A row goes pending -> sending -> sent. One row per (chat, thread, incident, revision, action) makes a repeat harmless. A
SHOW replaces older ones that still wait and inherits their sound, their priority and their place in the queue. A NOTE
replies to the message that a SHOW makes, so it waits for every open SHOW of its incident. What was claimed and not
settled within its lease is sent again: what was committed goes out at least once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.alerts import Action, Alert, Delivery, DeliveryState
from storage.deliveries import ENQUEUE, OPEN, OPEN_SHOWS, delivery, is_shown, ready, text_hash, values
from storage.statements import count_changed, dialect, in_parts, insert
from storage.tables import message as messages
from storage.tables import outbox as table

_ATTEMPTS = 50  # a row that was claimed so often and never settled is not tried again
_DONE = tuple(state.value for state in DeliveryState if state.value not in OPEN)


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many rows wait, are being sent, were given up; since when the oldest one waits."""

    pending: int
    sending: int
    dead: int
    uncertain: int
    oldest_pending_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The message that shows an incident in a chat, and the revision that it shows."""

    chat_id: int
    thread_id: int
    message_id: int
    revision: int
    shown_at: datetime


async def enqueue(session: AsyncSession, alerts: Iterable[Alert], now: datetime) -> int:
    """Store alerts to be sent; how many will be. A SHOW that a newer one of these replaces is not stored at all.

    A roll-up needs a revision that no other roll-up of its chat has.
    """
    given = sorted(alerts, key=lambda alert: alert.revision)
    if not given:
        return 0
    waiting = await _open_shows(session, {a.incident for a in given if a.action is Action.SHOW})
    replaced: list[int] = []
    rows: list[dict[str, Any]] = []
    for alert in given:
        row = values(alert, now)
        rows.append(row)
        if alert.action is not Action.SHOW:
            continue
        group = waiting.setdefault((alert.chat_id, alert.thread_id, alert.incident), [])
        for other in group:
            if other["revision"] > alert.revision:
                _supersede(row, other)
            elif other["revision"] < alert.revision and other["state"] == DeliveryState.PENDING.value:
                _supersede(other, row)
                replaced += [other["id"]] if "id" in other else []
        group.append(row)
    for part in in_parts(replaced):
        await session.execute(
            update(table)
            .where(table.c.id.in_(part), table.c.state == DeliveryState.PENDING.value)
            .values(state=DeliveryState.SUPERSEDED.value, problem="a newer revision", done_at=now)
        )
    rows = [row for row in rows if row["state"] == DeliveryState.PENDING.value]
    if not rows:
        return 0
    new = await session.execute(ENQUEUE[dialect(session)], rows)
    return len(new.all())


async def claim(
    session: AsyncSession, now: datetime, limit: int, lease: timedelta, parked: Collection[int] = ()
) -> list[Delivery]:
    """Take up to `limit` rows for sending, by priority, then age; nothing of the `parked` chats.

    The caller commits, sends, and settles each row before its lease ends. What has expired, and a SHOW of what the chat
    sees already, is superseded on the way.
    """
    await session.execute(
        update(table)
        .where(table.c.state == DeliveryState.PENDING.value, table.c.expires_at < now)
        .values(state=DeliveryState.SUPERSEDED.value, problem="expired", done_at=now)
    )
    sendable = ready(now, parked).limit(limit).with_for_update(skip_locked=True, of=table)
    rows = (await session.execute(sendable)).all()
    seen = [row.id for row in rows if is_shown(row)]
    taken = [row for row in rows if not is_shown(row)]
    if seen:
        await session.execute(
            update(table)
            .where(table.c.id.in_(seen))
            .values(state=DeliveryState.SUPERSEDED.value, problem="the chat sees it already", done_at=now)
        )
    if taken:
        await session.execute(
            update(table)
            .where(table.c.id.in_([row.id for row in taken]))
            .values(state=DeliveryState.SENDING.value, lease_until=now + lease, attempts=table.c.attempts + 1)
        )
    return [delivery(row) for row in taken]


async def mark_sent(session: AsyncSession, row: int, message_id: int, now: datetime) -> None:
    """The row was delivered; after a SHOW, `message_id` is the chat's message on the incident."""
    sent = await session.execute(
        update(table)
        .where(table.c.id == row)
        .values(
            state=DeliveryState.SENT.value, message_id=message_id, lease_until=None, problem=None, done_at=now
        )
        .returning(
            table.c.chat_id,
            table.c.thread_id,
            table.c.incident,
            table.c.revision,
            table.c.action,
            table.c.text,
        )
    )
    alert = sent.one_or_none()
    if alert is None or alert.action != Action.SHOW:
        return
    shown = insert(session, messages).values(
        chat_id=alert.chat_id,
        thread_id=alert.thread_id,
        incident=alert.incident,
        message_id=message_id,
        revision=alert.revision,
        text_hash=text_hash(alert.text),
        shown_at=now,
    )
    names = ("message_id", "revision", "text_hash", "shown_at")
    await session.execute(
        shown.on_conflict_do_update(
            index_elements=["chat_id", "thread_id", "incident"],
            set_={name: shown.excluded[name] for name in names},
        )
    )


async def retry(session: AsyncSession, row: int, not_before: datetime, problem: str) -> None:
    """The row was not delivered and shall be tried again, not before then."""
    await session.execute(
        update(table)
        .where(table.c.id == row)
        .values(state=DeliveryState.PENDING.value, lease_until=None, not_before=not_before, problem=problem)
    )


async def give_back(session: AsyncSession, rows: Sequence[int]) -> None:
    """Rows that were claimed and never tried wait again, as if never claimed."""
    for part in in_parts(rows):
        await session.execute(
            update(table)
            .where(table.c.id.in_(part), table.c.state == DeliveryState.SENDING.value)
            .values(state=DeliveryState.PENDING.value, lease_until=None, attempts=table.c.attempts - 1)
        )


async def mark_dead(session: AsyncSession, row: int, problem: str, now: datetime) -> None:
    """The row can never be delivered."""
    await session.execute(
        update(table)
        .where(table.c.id == row)
        .values(state=DeliveryState.DEAD.value, lease_until=None, problem=problem, done_at=now)
    )


async def mark_uncertain(session: AsyncSession, row: int, problem: str, now: datetime) -> None:
    """The request left and no answer came: once, the row is tried again; the second time it stays uncertain."""
    again = table.c.doubts == 0
    await session.execute(
        update(table)
        .where(table.c.id == row)
        .values(
            state=case((again, DeliveryState.PENDING.value), else_=DeliveryState.UNCERTAIN.value),
            done_at=case((again, None), else_=now),
            lease_until=None,
            doubts=table.c.doubts + 1,
            problem=problem,
        )
    )


async def release_expired(session: AsyncSession, now: datetime, *, every: bool = False) -> int:
    """Rows whose sender died wait again; how many. `every`: also leases still running, when no sender can be alive."""
    tried_out = table.c.attempts >= _ATTEMPTS
    statement = update(table).where(table.c.state == DeliveryState.SENDING.value)
    if not every:
        statement = statement.where(table.c.lease_until < now)
    return await count_changed(
        session,
        statement.values(
            state=case((tried_out, DeliveryState.UNCERTAIN.value), else_=DeliveryState.PENDING.value),
            done_at=case((tried_out, now), else_=None),
            lease_until=None,
            problem="its sender stopped before an answer came",
        ),
    )


async def message_of(session: AsyncSession, chat_id: int, thread_id: int, incident: int) -> int | None:
    """The id of the chat's message on an incident."""
    return await session.scalar(
        select(messages.c.message_id).where(_about(messages, chat_id, thread_id, incident))
    )


async def forget_message(session: AsyncSession, chat_id: int, thread_id: int, incident: int) -> None:
    """The message is gone: the next SHOW sends a new one."""
    await session.execute(delete(messages).where(_about(messages, chat_id, thread_id, incident)))


async def shown(session: AsyncSession, incident: int) -> list[Shown]:
    """The messages that show an incident, in all chats."""
    rows = await session.execute(
        select(
            messages.c.chat_id,
            messages.c.thread_id,
            messages.c.message_id,
            messages.c.revision,
            messages.c.shown_at,
        )
        .where(messages.c.incident == incident)
        .order_by(messages.c.chat_id, messages.c.thread_id)
    )
    return [Shown(*row) for row in rows]


async def counts(session: AsyncSession) -> OutboxCounts:
    """How full the outbox is."""
    rows = await session.execute(
        select(table.c.state, func.count(), func.min(table.c.queued_at)).group_by(table.c.state)
    )
    by_state: dict[str, tuple[int, datetime]] = {row[0]: (row[1], row[2]) for row in rows}

    def count(state: DeliveryState) -> int:
        return by_state[state.value][0] if state.value in by_state else 0

    pending = by_state.get(DeliveryState.PENDING.value)
    return OutboxCounts(
        pending=count(DeliveryState.PENDING),
        sending=count(DeliveryState.SENDING),
        dead=count(DeliveryState.DEAD),
        uncertain=count(DeliveryState.UNCERTAIN),
        oldest_pending_at=pending and pending[1],
    )


async def clean(session: AsyncSession, before: datetime) -> int:
    """Drop what was settled before then, and the messages shown before then; how many rows of the outbox."""
    await session.execute(delete(messages).where(messages.c.shown_at < before))
    return await count_changed(
        session, delete(table).where(table.c.state.in_(_DONE), table.c.done_at < before)
    )


async def _open_shows(
    session: AsyncSession, incidents: Collection[int]
) -> dict[tuple[int, int, int], list[dict[str, Any]]]:
    """The SHOWs of these incidents that wait or are being sent, by chat, thread and incident."""
    groups: dict[tuple[int, int, int], list[dict[str, Any]]] = {}
    for part in in_parts(sorted(incidents)):
        for row in await session.execute(OPEN_SHOWS, {"incidents": part}):
            groups.setdefault((row.chat_id, row.thread_id, row.incident), []).append(dict(row._mapping))
    return groups


def _supersede(older: dict[str, Any], newer: dict[str, Any]) -> None:
    """The newer SHOW stands for both: it rings if either would, as urgent and as old as either."""
    newer["silent"] = newer["silent"] and older["silent"]
    newer["priority"] = min(newer["priority"], older["priority"])
    newer["queued_at"] = min(newer["queued_at"], older["queued_at"])
    older.update(state=DeliveryState.SUPERSEDED.value, problem="a newer revision")


def _about(rows: Any, chat_id: int, thread_id: int, incident: int) -> ColumnElement[bool]:
    return and_(rows.c.chat_id == chat_id, rows.c.thread_id == thread_id, rows.c.incident == incident)
