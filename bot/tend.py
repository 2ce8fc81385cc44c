"""What time alone brings: alarms that nobody cleared come to an end, and what happened while the bot was away is told once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.announce import announce
from bot.catalog.catalog import Catalog
from bot.core.model import MsgType
from bot.core.policy import Policy
from bot.core.resolve import time_out
from bot.core.rollup import missed, roll_up
from storage import health, inbox, incidents, outbox, sources, subscriptions
from storage.engine import Sessions

PATIENCE = timedelta(minutes=5)  # so long the roll-up waits for sources that were not asked yet
LOOK_BACK = timedelta(hours=24)  # how far back alarms may still be open
MOST = 500  # incidents looked at in one go


@dataclass(frozen=True, slots=True)
class Absence:
    """From when to when nothing was read."""

    since: datetime
    until: datetime


async def absence(sessions: Sessions, policy: Policy, now: datetime) -> Absence | None:
    """How long the bot was away before `now`, its start; None where that is too short to tell of, or it never ran."""
    async with sessions() as session:
        last = (await health.heartbeats(session)).get("poll")
    if last is None or now - last < policy.away_after:
        return None
    return Absence(last, now)


async def catch_up(sessions: Sessions, catalog: Catalog, away: Absence, now: datetime) -> bool:
    """Tell each chat in one message what it missed, once all sources were asked again; True when that is done."""
    async with sessions() as session:
        states = await sources.states(session)
        unread = (await inbox.counts(session)).unread
    asked = [states[key].polled_at for key in catalog.sources if key in states]
    waiting = unread > 0 or any(at is None or at < away.until for at in asked)
    if waiting and now - away.until < PATIENCE:
        return False
    async with sessions.begin() as session:
        found = await incidents.recent(session, None, away.since, limit=MOST)
        wishes = await subscriptions.every(session)
        alerts = roll_up(
            missed(found, away.since, away.until),
            wishes,
            away.since,
            away.until,
            catalog.policy,
            catalog.wording,
            catalog.gazetteer,
            now,
        )
        await outbox.enqueue(session, alerts, now)
    return True


async def end_alarms(sessions: Sessions, catalog: Catalog, now: datetime) -> int:
    """End the alarms that nobody cleared in time; how many. A lost race is left to the next time."""
    async with sessions.begin() as session:
        found = await incidents.recent(session, None, now - LOOK_BACK, limit=MOST)
        ended = [time_out(incident, catalog.policy, now) for incident in found]
        changes = await incidents.save_all(session, [c for c in ended if c.msg_type is not MsgType.NONE])
        await outbox.enqueue(session, await announce(session, catalog, changes), now)
    return len(changes)
