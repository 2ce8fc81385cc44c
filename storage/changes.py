"""The log of incidents: what every save changed, and why. It answers `/why`."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.model import Change, Difference, MsgType
from storage.tables import change as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One line of an incident's log: what a save changed, and why."""

    incident: int
    revision: int
    msg_type: MsgType
    rings: bool
    differences: tuple[Difference, ...]
    reasons: tuple[str, ...]
    at: datetime


_WRITE = insert(table)


async def write(session: AsyncSession, saved: Sequence[Change]) -> None:
    """Write a line for each of these changes, which have the numbers and the revisions that they got."""
    if saved:
        await session.execute(_WRITE, [_values(change) for change in saved])


async def history(session: AsyncSession, number: int) -> list[Saved]:
    """What every save changed in an incident, the first one first."""
    rows = await session.execute(select(table).where(table.c.incident == number).order_by(table.c.revision))
    return [
        Saved(
            incident=row.incident,
            revision=row.revision,
            msg_type=MsgType(row.msg_type),
            rings=row.rings,
            differences=tuple(_difference(body) for body in row.differences),
            reasons=tuple(row.reasons),
            at=row.at,
        )
        for row in rows
    ]


def _values(change: Change) -> dict[str, object]:
    return {
        "incident": change.after.number,
        "revision": change.after.revision,
        "msg_type": change.msg_type.value,
        "rings": change.rings,
        "differences": [_difference_body(difference) for difference in change.differences],
        "reasons": list(change.reasons),
        "at": change.at,
    }


def _difference_body(difference: Difference) -> dict[str, object]:
    said_at = difference.said_at and difference.said_at.isoformat()
    return dataclasses.asdict(difference) | {"said_at": said_at}


def _difference(body: Mapping[str, Any]) -> Difference:
    said_at = body["said_at"] and datetime.fromisoformat(body["said_at"])
    return Difference(**{**body, "said_at": said_at})
