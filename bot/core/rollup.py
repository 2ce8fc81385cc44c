"""What happened while the bot was away: one message for each chat instead of many, marked late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from bot.core.alerts import Action, Alert, Priority, Subscription
from bot.core.gazetteer import Gazetteer
from bot.core.match import is_quiet, sees
from bot.core.model import Incident
from bot.core.picture import picture_of
from bot.core.policy import Policy
from bot.core.render.answers import rollup_text
from bot.core.wording import Wording


def roll_up(
    incidents: Sequence[Incident],
    subscriptions: Sequence[Subscription],
    since: datetime,
    until: datetime,
    policy: Policy,
    wording: Wording,
    gazetteer: Gazetteer,
    now: datetime,
) -> list[Alert]:
    """One alert for each chat and topic that asked for any of the incidents which changed between `since` and `until`.

    Its revision is the minute of `until`, so that one outage gives one roll-up.
    """
    chats: dict[tuple[int, int], list[Subscription]] = defaultdict(list)
    for wish in subscriptions:
        if wish.muted_until is None or wish.muted_until <= now:
            chats[wish.chat_id, wish.thread_id].append(wish)
    alerts = []
    for (chat_id, thread_id), wishes in sorted(chats.items()):
        wanted = [i for i in incidents if _wanted(i, wishes, policy, gazetteer)]
        if not wanted:
            continue
        language = wishes[0].language
        alerts.append(
            Alert(
                chat_id=chat_id,
                thread_id=thread_id,
                incident=0,
                revision=int(until.timestamp()) // 60,
                action=Action.ROLLUP,
                text=rollup_text(wanted, since, until, language, policy, wording, gazetteer),
                language=language,
                silent=any(wish.quiet is not None and is_quiet(wish.quiet, now) for wish in wishes),
                priority=Priority.NORMAL,
                reasons=("the bot was away",),
                expires_at=now + policy.old_after,
            )
        )
    return alerts


def missed(incidents: Sequence[Incident], since: datetime, until: datetime) -> list[Incident]:
    """The incidents with reports from that time which were stored without being announced."""
    return [
        incident
        for incident in incidents
        if any(report.silent and since <= report.said_at < until for report in incident.reports)
    ]


def _wanted(incident: Incident, wishes: Sequence[Subscription], policy: Policy, gazetteer: Gazetteer) -> bool:
    picture = picture_of(incident.reports, policy)
    return any(sees(wish, incident, picture, gazetteer) for wish in wishes)
