"""Values that the tests of storage are made of."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

from bot.core.alerts import Action, Alert, Priority
from bot.core.claims import Affected, Damage, DamagedObject, Downed, Injured, Qualifier, Role, Span, Weapon
from bot.core.model import (
    Certainty,
    Change,
    Difference,
    Entry,
    Incident,
    IncidentKey,
    MsgType,
    Period,
    Report,
    Severity,
    Statement,
    Tier,
)

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KALUGA = IncidentKey("RU-KLU", Period(date(2026, 3, 14), night=True))


def entry(number: int = 1, text: str = "Над областью сбиты 18 беспилотников", **changes: object) -> Entry:
    made = Entry(
        source_id="gov-klu",
        id=f"https://t.me/gov/{number}",
        url=f"https://t.me/gov/{number}",
        title="",
        text=text,
        published_at=NOON + number * MINUTE,
    )
    return dataclasses.replace(made, **changes) if changes else made  # type: ignore[arg-type]


def report(number: int = 1, count: int = 18, **changes: object) -> Report:
    where = Span(0, 12)
    made = Report(
        source_id="gov-klu",
        source_name="Губернатор",
        family="gov-klu",
        tier=Tier.OFFICIAL,
        office=Role.GOVERNOR,
        entry_id=f"https://t.me/gov/{number}",
        url=f"https://t.me/gov/{number}",
        content_hash=f"{number:032x}",
        text_hash=2**64 - number,
        said_at=NOON + number * MINUTE,
        seen_at=NOON + number * MINUTE,
        silent=False,
        statements=(
            Statement(claim=Affected(span=where, rule="r1", region="RU-KLU"), excerpt="Над областью"),
            Statement(
                claim=Downed(
                    span=where,
                    rule="r2",
                    region="RU-KLU",
                    count=count,
                    qualifier=Qualifier.EXACT,
                    weapon=Weapon.UAV,
                ),
                excerpt="сбиты «беспилотники»\n🔥",
            ),
            Statement(
                claim=Injured(span=where, rule="r3", region=None, count=None, qualifier=None),
                excerpt="есть раненые",
            ),
            Statement(
                claim=Damage(span=where, rule="r4", region="RU-KLU", object=DamagedObject.VEHICLE, count=3),
                excerpt="повреждены 3 машины",
            ),
        ),
    )
    return dataclasses.replace(made, **changes) if changes else made  # type: ignore[arg-type]


def incident(*reports: Report, key: IncidentKey = KALUGA, **changes: object) -> Incident:
    made = Incident(
        key=key,
        reports=reports,
        severity=Severity.MODERATE,
        certainty=Certainty.OBSERVED,
        opened_at=min((report.said_at for report in reports), default=NOON),
        last_reported_at=max((report.said_at for report in reports), default=NOON),
        reasons=("one region, one period",),
    )
    return dataclasses.replace(made, **changes) if changes else made  # type: ignore[arg-type]


def change(before: Incident | None, after: Incident, at: datetime = NOON) -> Change:
    return Change(
        msg_type=MsgType.ALERT if before is None else MsgType.UPDATE,
        before=before,
        after=after,
        rings=before is None,
        differences=(
            Difference(what="downed", before=None, after="18", speaker="губернатор", said_at=NOON),
            Difference(what="fire", before="burning", after="out"),
        ),
        reasons=("first report",),
        at=at,
    )


def alert(revision: int = 1, action: Action = Action.SHOW, **changes: object) -> Alert:
    made = Alert(
        chat_id=-1001,
        thread_id=0,
        incident=7,
        revision=revision,
        action=action,
        text=f"<b>Калужская область</b> {action} {revision}",
        language="ru",
        silent=False,
        priority=Priority.NORMAL,
        reasons=("subscribed to RU-KLU",),
    )
    return dataclasses.replace(made, **changes) if changes else made  # type: ignore[arg-type]
