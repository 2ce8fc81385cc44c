"""The log of incidents: what every save changed, and why. It answers `/why`."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.model import Change, Difference, Incident, MsgType
from storage.statements import insert
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


async def log(session: AsyncSession, saved: Incident, change: Change) -> None:
    """Write the line of a save; `saved` has the number and the revision that it got."""
    await session.execute(
        insert(session, table).values(
            incident=saved.number,
            revision=saved.revision,
            msg_type=change.msg_type.value,
            rings=change.rings,
            differences=[_difference_body(difference) for difference in change.differences],
            reasons=list(change.reasons),
            at=change.at,
        )
    )


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


def _difference_body(difference: Difference) -> dict[str, object]:
    said_at = difference.said_at and difference.said_at.isoformat()
    return dataclasses.asdict(difference) | {"said_at": said_at}


def _difference(body: Mapping[str, Any]) -> Difference:
    said_at = body["said_at"] and datetime.fromisoformat(body["said_at"])
    return Difference(**{**body, "said_at": said_at})
