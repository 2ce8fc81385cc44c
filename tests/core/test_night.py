"""The recorded night of the demo, through the real reader: one incident, one message, whatever the order of arrival."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.cli.demo import STARTS_AT
from bot.core.alerts import Action, Alert, Subscription
from bot.core.match import match
from bot.core.model import Change, Incident, IncidentKey, MsgType
from bot.core.picture import picture_of
from bot.core.render import incident_text
from bot.core.reports import Filed
from bot.core.resolve import resolve
from tests.core.told import gazetteer, policy, wording
from tests.orders import demo_night, differing
from tests.telegram_html import parsed, utf16

EVERYTHING = Subscription(chat_id=1, region=None, language="ru")


def night() -> tuple[Sequence[Filed], ...]:
    """What each post of the night reports, in the order of time."""
    return tuple(read.filed for read in demo_night())


@dataclass
class Played:
    """A night as it was ingested: the incidents at the end, and what a subscriber of everything got."""

    incidents: dict[IncidentKey, Incident]
    changes: list[Change]
    alerts: list[tuple[IncidentKey, Alert]]


def play(posts: Sequence[Sequence[Filed]], known: Played | None = None) -> Played:
    played = known or Played({}, [], [])
    for filed in posts:
        for key, report in filed:
            stored = played.incidents.get(key)
            change = resolve(key, report, stored, policy(), report.seen_at)
            if change.after is not change.before:
                number = stored.number if stored else len(played.incidents) + 1
                change = replace(change, after=replace(change.after, number=number))
                played.incidents[key] = change.after
            played.changes.append(change)
            told = match(change, [EVERYTHING], policy(), wording(), gazetteer(), report.seen_at)
            played.alerts += [(key, alert) for alert in told]
    return played


def finals(played: Played) -> dict[str, str]:
    later = STARTS_AT + timedelta(days=2)
    return {
        str(key): incident_text(replace(i, number=1), "ru", policy(), wording(), gazetteer(), later)
        for key, i in played.incidents.items()
    }


def test_any_order_of_the_night_gives_the_same_incidents_and_texts() -> None:
    assert differing(demo_night(), 12) == []  # `make orders` tries 200


def test_reading_the_night_again_tells_nothing() -> None:
    played = play(night())
    before = finals(played)
    heard = len(played.alerts)
    play(night(), played)
    assert len(played.alerts) == heard
    assert finals(played) == before
    assert all(change.msg_type is MsgType.NONE for change in played.changes[len(played.changes) // 2 :])


def test_a_subscriber_of_everything_gets_one_first_message_and_few_sounds_for_each_incident() -> None:
    played = play(night())
    first = Counter(key for key, alert in played.alerts if alert.action is Action.SHOW and not alert.silent)
    notes = Counter(key for key, alert in played.alerts if alert.action is Action.NOTE)
    assert len(first) >= 8
    assert max(first.values()) == 1
    assert max(notes.values()) <= 3


def test_every_message_of_the_night_parses_and_fits() -> None:
    for _, alert in play(night()).alerts:
        assert utf16(alert.text) < 4096
        parsed(alert.text)


def test_every_figure_ever_shown_has_a_sentence_that_holds_it() -> None:
    texts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for read in demo_night():
        texts[read.entry].add(read.waiting.entry.full_text)
    checked = 0
    for change in play(night()).changes:
        picture = picture_of(change.after.reports, policy())
        figures = [picture.killed, picture.injured, picture.downed]
        figures += [figure for _, figure in (*picture.damage, *picture.parts)]
        for figure in filter(None, figures):
            for line in (figure.headline, *figure.others):
                span = line.claim.span
                said = {text[span.start : span.stop] for text in texts[line.source_id, line.entry_id]}
                assert any(words and words in line.excerpt for words in said), line
                if line.count is not None and line.count > 9:
                    assert re.search(rf"\b{line.count}\b", line.excerpt), line
                    checked += 1
    assert checked > 50
