"""Addresses a change to the chats that asked for it.

Every change that a reader could see gives a SHOW, which makes the chat's message show it; a change that matters gives a
NOTE besides, a short reply that rings. What is silent, old or muted gives nothing. Quiet hours take the sound away only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.core.alerts import Action, Alert, Priority, QuietHours, Subscription
from bot.core.cues import fold
from bot.core.gazetteer import Gazetteer
from bot.core.model import Change, Incident, IncidentKey, MsgType, Report, Severity
from bot.core.periods import MOSCOW
from bot.core.picture import Picture, picture_of
from bot.core.policy import Policy
from bot.core.render.incident import incident_text
from bot.core.render.note import note_text
from bot.core.render.pen import find_place
from bot.core.resolve import is_loud
from bot.core.wording import Wording

ChatId: TypeAlias = tuple[int, int]  # chat and topic


def match(
    change: Change,
    subscriptions: Iterable[Subscription],
    policy: Policy,
    wording: Wording,
    gazetteer: Gazetteer,
    now: datetime,
    outdated: Collection[ChatId] = (),
    links: Mapping[IncidentKey, int] | None = None,
) -> list[Alert]:
    """The alerts that a stored change gives; none where the report is silent or old. `change.after` has its number.

    Several subscriptions of one chat and topic give one alert; the most eager of them decides. The SHOW of a chat in
    `outdated` has no text: a newer SHOW of the incident, which replaces it, goes to the outbox with it. `links`: see
    `incident_text`.
    """
    loud = change.by_hand or all(is_loud(report, policy, now) for report in _brought(change))
    if change.msg_type is MsgType.NONE or not loud:
        return []
    scene = _Scene(
        change=change,
        before=picture_of(change.before.reports, policy) if change.before else Picture(),
        after=picture_of(change.after.reports, policy),
    )
    texts = _Texts(scene, policy, wording, gazetteer, now, outdated, links or {})
    alerts: list[Alert] = []
    for wishes in _by_chat(subscriptions, now).values():
        alerts += _for_chat(scene, wishes, texts, policy, now)
    return alerts


@dataclass(frozen=True, slots=True)
class _Scene:
    change: Change
    before: Picture
    after: Picture


def _brought(change: Change) -> tuple[Report, ...]:
    """The reports that the change brought or replaced."""
    known = {(r.source_id, r.entry_id): r for r in change.before.reports} if change.before else {}
    return tuple(r for r in change.after.reports if known.get((r.source_id, r.entry_id)) != r)


def _by_chat(
    subscriptions: Iterable[Subscription], now: datetime
) -> dict[tuple[int, int], list[Subscription]]:
    chats: dict[tuple[int, int], list[Subscription]] = defaultdict(list)
    muted = set()
    for wish in subscriptions:
        chats[wish.chat_id, wish.thread_id].append(wish)
        if wish.muted_until is not None and wish.muted_until > now:
            muted.add((wish.chat_id, wish.thread_id, wish.region))
    return {
        chat: live
        for chat, wishes in sorted(chats.items())
        if (live := [wish for wish in wishes if (*chat, wish.region) not in muted])
        and len(live) == len(wishes)
    }


def _for_chat(
    scene: _Scene, wishes: Sequence[Subscription], texts: _Texts, policy: Policy, now: datetime
) -> list[Alert]:
    change = scene.change
    seeing = [wish for wish in wishes if sees(wish, change.after, scene.after, texts.gazetteer)]
    had = change.before is not None and change.before.announced
    seen = had and any(
        sees(wish, change.before, scene.before, texts.gazetteer) for wish in wishes if change.before
    )
    if not seeing and not seen:
        return []
    language = wishes[0].language
    quiet = any(wish.quiet is not None and is_quiet(wish.quiet, now) for wish in wishes)
    alarmed = any(wish.alarms for wish in wishes)
    worth = change.rings and (alarmed or not change.for_alarms)
    first = not seen
    rings = _first_rings(scene, policy) if first else False
    show = _alert(
        change,
        wishes[0],
        Action.SHOW,
        texts.show(wishes[0]),
        silent=quiet or not rings,
        priority=_priority(change.after, rings),
        expires_at=now + policy.old_after,
    )
    if first or not worth or not (note := texts.note(language)):
        return [show]
    return [
        show,
        _alert(
            change,
            wishes[0],
            Action.NOTE,
            note,
            silent=quiet,
            priority=_priority(change.after, rings=True),
            expires_at=now + policy.old_after,
        ),
    ]


def _first_rings(scene: _Scene, policy: Policy) -> bool:
    """Whether a chat's first message on the incident rings: also where it only now passed the chat's threshold."""
    enough = (
        scene.after.severity >= policy.rings.first and scene.after.certainty >= policy.rings.first_certainty
    )
    return enough and scene.change.msg_type is not MsgType.CANCEL


def sees(wish: Subscription, incident: Incident | None, picture: Picture, gazetteer: Gazetteer) -> bool:
    """Whether the incident is what a subscription asked for."""
    if incident is None or (wish.region is not None and wish.region != incident.key.region):
        return False
    if picture.alarm_only and (not wish.alarms or picture.clears_only):
        return False
    if picture.severity < wish.min_severity:
        return False
    if wish.place is None:
        return True
    return any(_lies_in(place.name, wish.place, incident.key.region, gazetteer) for place in picture.places)


def _lies_in(name: str, wanted: str, region: str, gazetteer: Gazetteer) -> bool:
    """Whether a place is the wanted one, or lies in it as far as the gazetteer knows."""
    if fold(name) == fold(wanted):
        return True
    place = find_place(name, region, gazetteer)
    while place is not None and place.parent is not None:
        place = gazetteer.places.get(place.parent)
        if place is not None and fold(place.name) == fold(wanted):
            return True
    return False


def is_quiet(hours: QuietHours, now: datetime) -> bool:
    """Whether it is one of a chat's quiet hours."""
    at = now.astimezone(MOSCOW).time()
    if hours.start <= hours.stop:
        return hours.start <= at < hours.stop
    return at >= hours.start or at < hours.stop


def _priority(incident: Incident, rings: bool) -> Priority:
    if not rings:
        return Priority.BULK
    return Priority.URGENT if incident.severity >= Severity.SEVERE else Priority.NORMAL


def _alert(
    change: Change,
    wish: Subscription,
    action: Action,
    text: str,
    *,
    silent: bool,
    priority: Priority,
    expires_at: datetime,
) -> Alert:
    return Alert(
        chat_id=wish.chat_id,
        thread_id=wish.thread_id,
        incident=change.after.number,
        revision=change.after.revision,
        action=action,
        text=text,
        language=wish.language,
        silent=silent,
        priority=priority,
        reasons=change.reasons,
        expires_at=expires_at,
    )


class _Texts:
    """The texts of a change, made once for each language."""

    def __init__(
        self,
        scene: _Scene,
        policy: Policy,
        wording: Wording,
        gazetteer: Gazetteer,
        now: datetime,
        outdated: Collection[ChatId],
        links: Mapping[IncidentKey, int],
    ) -> None:
        self._outdated, self._links = outdated, links
        self._scene, self._policy, self._wording = scene, policy, wording
        self.gazetteer, self._now = gazetteer, now
        self._incidents: dict[str, str] = {}
        self._notes: dict[str, str] = {}

    def show(self, wish: Subscription) -> str:
        return "" if (wish.chat_id, wish.thread_id) in self._outdated else self.incident(wish.language)

    def incident(self, language: str) -> str:
        if language not in self._incidents:
            self._incidents[language] = incident_text(
                self._scene.change.after,
                language,
                self._policy,
                self._wording,
                self.gazetteer,
                self._now,
                self._links,
            )
        return self._incidents[language]

    def note(self, language: str) -> str:
        if language not in self._notes:
            self._notes[language] = note_text(
                self._scene.change, language, self._policy, self._wording, self.gazetteer
            )
        return self._notes[language]
