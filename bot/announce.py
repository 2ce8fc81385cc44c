"""From stored changes to the alerts that they give: loads who asked, and lets the core decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.catalog.catalog import Catalog
from bot.core.alerts import Action, Alert
from bot.core.match import match
from bot.core.model import Change
from bot.core.render import parts_of
from storage import incidents, subscriptions
from storage.engine import Session


async def announce(session: Session, catalog: Catalog, changes: Sequence[Change]) -> list[Alert]:
    """The alerts of all changes. What a later change of the same incident shows to a chat is not written twice."""
    watchers = {
        region: await subscriptions.watching(session, region)
        for region in {change.after.key.region for change in changes}
    }
    shown: dict[int, set[tuple[int, int]]] = defaultdict(set)
    told: list[list[Alert]] = []
    for change in reversed(changes):
        wishes, outdated = watchers[change.after.key.region], shown[change.after.number]
        parts = parts_of(change.after, catalog.policy) if wishes else ()
        links = await incidents.numbers(session, parts) if parts else {}
        alerts = match(
            change, wishes, catalog.policy, catalog.wording, catalog.gazetteer, change.at, outdated, links
        )
        outdated.update((alert.chat_id, alert.thread_id) for alert in alerts if alert.action is Action.SHOW)
        told.append(alerts)
    return [alert for alerts in reversed(told) for alert in alerts]
