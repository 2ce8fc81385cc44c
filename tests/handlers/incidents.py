"""An incident to talk about."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.core.claims import Debris, Downed, Injured, Qualifier, Role, Span, Weapon
from bot.core.model import (
    Certainty,
    Change,
    Incident,
    IncidentKey,
    MsgType,
    Period,
    Report,
    Severity,
    Statement,
    Tier,
)
from storage import incidents
from storage.engine import Sessions

TEXT = "Ночью над Калужской областью сбито 18 беспилотников. Обломки упали у пруда, двое пострадали."


def incident(now: datetime, region: str = "RU-KLU") -> Incident:
    """One report of a governor with three claims."""
    first, second = Span(0, 52), Span(53, len(TEXT))
    claims = (
        Downed(span=first, rule="t", region=region, count=18, qualifier=Qualifier.EXACT, weapon=Weapon.UAV),
        Debris(span=second, rule="t", region=region),
        Injured(span=second, rule="t", region=region, count=2, qualifier=Qualifier.EXACT),
    )
    report = Report(
        source_id="klu",
        source_name="Source <klu>",
        family="klu",
        tier=Tier.OFFICIAL,
        office=Role.GOVERNOR,
        entry_id="1",
        url="https://example.org/klu/1",
        content_hash="h",
        text_hash=1,
        said_at=now - timedelta(minutes=20),
        seen_at=now - timedelta(minutes=19),
        silent=False,
        statements=tuple(Statement(claim=claim, excerpt=TEXT[slice(*claim.span)]) for claim in claims),
    )
    return Incident(
        key=IncidentKey(region, Period(date(2026, 3, 14), True)),
        reports=(report,),
        severity=Severity.SEVERE,
        certainty=Certainty.OBSERVED,
        opened_at=now - timedelta(minutes=20),
        last_reported_at=now - timedelta(minutes=20),
        announced=True,
    )


async def stored(sessions: Sessions, now: datetime, region: str = "RU-KLU") -> int:
    """Stores it; gives its number."""
    after = incident(now, region)
    change = Change(
        msg_type=MsgType.ALERT, before=None, after=after, rings=True, differences=(), reasons=(), at=now
    )
    async with sessions.begin() as session:
        saved = await incidents.save(session, change)
    assert saved is not None
    return saved.number
