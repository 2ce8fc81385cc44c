"""The recorded night of the demo, through the real reader: one incident, one message, whatever the order of arrival."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalog.sources import load_sources
from bot.cli.demo import STARTS_AT
from bot.core.alerts import Action, Alert, Subscription
from bot.core.match import match
from bot.core.model import Change, Entry, InboxEntry, Incident, IncidentKey, MsgType
from bot.core.picture import picture_of
from bot.core.render import incident_text
from bot.core.reports import Filed, file_reports
from bot.core.resolve import resolve
from bot.demo.night import load_night
from tests.core.told import DATA, gazetteer, policy, wording
from tests.knowledge import real_catalog
from tests.telegram_html import parsed, utf16

EVERYTHING = Subscription(chat_id=1, region=None, language="ru")


@cache
def night() -> tuple[tuple[Filed, ...], ...]:
    """What each post of the night reports, in the order of time."""
    catalog = real_catalog()
    folder = DATA / "demo"
    sources = load_sources(folder / "sources.toml", catalog.gazetteer.regions)
    filed = []
    for number, post in enumerate(load_night(folder / "night.jsonl", sources, STARTS_AT).posts):
        entry = Entry(
            source_id=post.source_id,
            id=post.id,
            url=f"https://example.org/{post.id}",
            title=post.title,
            text=post.text,
            published_at=post.published_at,
            updated_at=post.edited_at,
        )
        source = sources[post.source_id]
        claims = catalog.reader.read(
            entry.full_text,
            published_at=entry.published_at,
            language=post.language,
            home=source.region,
        )
        waiting = InboxEntry(
            row=number, entry=entry, seen_at=post.seen_from, silent=post.seen_from < STARTS_AT
        )
        filed.append(tuple(file_reports(waiting, claims, source, gazetteer(), policy())))
    return tuple(filed)


@dataclass
class Played:
    """A night as it was ingested: the incidents at the end, and what a subscriber of everything got."""

    incidents: dict[IncidentKey, Incident]
    changes: list[Change]
    alerts: list[tuple[IncidentKey, Alert]]


def play(posts: tuple[tuple[Filed, ...], ...], known: Played | None = None) -> Played:
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


def folded(posts: tuple[tuple[Filed, ...], ...]) -> Played:
    """The incidents alone, without the alerts."""
    played = Played({}, [], [])
    for filed in posts:
        for key, report in filed:
            stored = played.incidents.get(key)
            played.incidents[key] = resolve(key, report, stored, policy(), report.seen_at).after
    return played


@cache
def in_order() -> dict[str, str]:
    return finals(folded(night()))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.randoms(use_true_random=False))
def test_any_order_of_the_night_gives_the_same_incidents_and_texts(order: object) -> None:
    posts = list(night())
    order.shuffle(posts)  # type: ignore[attr-defined]
    assert finals(folded(tuple(posts))) == in_order()


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


def test_every_figure_shown_has_a_sentence_that_holds_it() -> None:
    checked = 0
    for incident in play(night()).incidents.values():
        picture = picture_of(incident.reports, policy())
        figures = [picture.killed, picture.injured, picture.downed, *(figure for _, figure in picture.parts)]
        for figure in figures:
            for line in (figure.headline, *figure.others) if figure else ():
                if line.count is not None and line.count > 9:
                    assert re.search(rf"\b{line.count}\b", line.excerpt), line
                    checked += 1
    assert checked > 10
