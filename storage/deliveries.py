"""Rows of the outbox: how an alert is written, which rows may be sent now, and how a row is read back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, or_, select

from bot.core.alerts import Action, Alert, Delivery, DeliveryState, Priority
from storage.statements import per_dialect
from storage.tables import message as messages
from storage.tables import outbox as table

OPEN = (DeliveryState.PENDING.value, DeliveryState.SENDING.value)
_TWIN = table.alias("twin")
OPEN_SHOWS = select(
    *(
        table.c[name]
        for name in (
            "id",
            "chat_id",
            "thread_id",
            "incident",
            "revision",
            "state",
            "silent",
            "priority",
            "queued_at",
        )
    )
).where(
    table.c.incident.in_(bindparam("incidents", expanding=True)),
    table.c.action == Action.SHOW,
    table.c.state.in_(OPEN),
)
ENQUEUE = per_dialect(lambda insert: insert(table).on_conflict_do_nothing().returning(table.c.id))


def ready(now: datetime, parked: Collection[int]) -> Select[Any]:
    """Pending rows whose time has come and which nothing of their own incident holds up, with the chat's message."""
    before = and_(_TWIN.c.state.in_(OPEN), _TWIN.c.id < table.c.id)
    blocking = or_(
        and_(_TWIN.c.action == Action.SHOW, _TWIN.c.state == DeliveryState.SENDING.value),
        and_(_TWIN.c.action == Action.SHOW, before),
        and_(table.c.action == Action.NOTE, _TWIN.c.action == Action.SHOW, _TWIN.c.state.in_(OPEN)),
        and_(table.c.action == Action.NOTE, _TWIN.c.action == Action.NOTE, before),
    )
    same = and_(*(_TWIN.c[name] == table.c[name] for name in ("chat_id", "thread_id", "incident")))
    shows_it = and_(*(messages.c[name] == table.c[name] for name in ("chat_id", "thread_id", "incident")))
    statement = (
        select(
            table,
            messages.c.message_id.label("shown_id"),
            messages.c.revision.label("shown_revision"),
            messages.c.text_hash.label("shown_hash"),
        )
        .select_from(table.outerjoin(messages, shows_it))
        .where(
            table.c.state == DeliveryState.PENDING.value,
            or_(table.c.not_before.is_(None), table.c.not_before <= now),
            ~exists().where(same, blocking),
        )
        .order_by(table.c.priority, table.c.queued_at, table.c.id)
    )
    return statement.where(table.c.chat_id.not_in(parked)) if parked else statement


def is_shown(row: Row[Any]) -> bool:
    """Whether the chat's message shows this already, or something newer."""
    if row.action != Action.SHOW or row.shown_id is None:
        return False
    return bool(row.revision <= row.shown_revision or text_hash(row.text) == row.shown_hash)


def text_hash(text: str) -> str:
    """A short hash of a message's text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def values(alert: Alert, now: datetime) -> dict[str, Any]:
    """The columns of an alert that waits from now on."""
    return {
        "chat_id": alert.chat_id,
        "thread_id": alert.thread_id,
        "incident": alert.incident,
        "revision": alert.revision,
        "action": alert.action.value,
        "text": alert.text,
        "language": alert.language,
        "silent": alert.silent,
        "priority": alert.priority.value,
        "reasons": list(alert.reasons),
        "expires_at": alert.expires_at,
        "state": DeliveryState.PENDING.value,
        "queued_at": now,
        "attempts": 0,
        "doubts": 0,
        "problem": None,
    }


def delivery(row: Row[Any]) -> Delivery:
    """The delivery that claiming a row makes."""
    alert = Alert(
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        incident=row.incident,
        revision=row.revision,
        action=Action(row.action),
        text=row.text,
        language=row.language,
        silent=row.silent,
        priority=Priority(row.priority),
        reasons=tuple(row.reasons),
        expires_at=row.expires_at,
    )
    return Delivery(row=row.id, alert=alert, attempts=row.attempts + 1, message_id=row.shown_id)
