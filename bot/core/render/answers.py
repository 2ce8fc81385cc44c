"""Answers to questions: what is known of a region, on what sources an incident stands, and why it is what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.alerts import Button, Message
from bot.core.gazetteer import Gazetteer
from bot.core.model import Incident, IncidentKey, Source, SourceState, Tier
from bot.core.periods import zone_of
from bot.core.picture import picture_of
from bot.core.policy import Policy
from bot.core.render.headlines import summary, title
from bot.core.render.html import LIMIT, Row, bold, fit, italic, units
from bot.core.render.incident import incident_text
from bot.core.render.pen import Pen
from bot.core.wording import Wording

_EARLIER = 5
_RECENT = timedelta(hours=24)
_FRESH_AT_LEAST = timedelta(minutes=15)
_NAMES = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """How well a region's sources are read: `fresh` of `total`, the oldest of the fresh `age` ago."""

    total: int
    fresh: int
    age: timedelta
    stale: tuple[tuple[Source, SourceState | None], ...]

    @property
    def blind_on(self) -> tuple[Source, SourceState | None] | None:
        """The source for want of which nothing can be said: an official one that is not read, or any if none is."""
        official = [pair for pair in self.stale if pair[0].tier is Tier.OFFICIAL]
        if official:
            return official[0]
        return self.stale[0] if self.stale and not self.fresh else None


def reading_of(sources: Sequence[Source], states: Mapping[str, SourceState], now: datetime) -> Reading:
    """Which sources are fresh: read within three of their intervals, or a quarter of an hour."""
    ages, stale = [], []
    for source in sources:
        state = states.get(source.id)
        read_at = state.read_at if state else None
        if read_at is not None and now - read_at <= max(3 * source.interval, _FRESH_AT_LEAST):
            ages.append(now - read_at)
        else:
            stale.append((source, state))
    return Reading(len(sources), len(ages), max(ages, default=timedelta()), tuple(stale))


def region_answer(
    region: str,
    incidents: Sequence[Incident],
    sources: Sequence[Source],
    states: Mapping[str, SourceState],
    language: str,
    policy: Policy,
    wording: Wording,
    gazetteer: Gazetteer,
    now: datetime,
    links: Mapping[IncidentKey, int] | None = None,
) -> Message:
    """What is known of a region: its latest incident in full, those before in a line each, and how fresh the sources are.

    `incidents` are the region's recent ones, and those of linked regions, of which the ones of the same night or day get a
    line. `links`: see `incident_text`. `sources` are those that tell of the region, `states` their states by id.
    """
    pen = Pen(language, wording, gazetteer, region, zone_of(region, gazetteer))
    newest = sorted(incidents, key=lambda incident: incident.key.period, reverse=True)
    ordered = [incident for incident in newest if incident.key.region == region]
    reading = reading_of(sources, states, now)
    current = _main([i for i in ordered if now - i.last_reported_at <= _RECENT], policy)
    rows: list[Row] = []
    if current:
        text = incident_text(current[0], language, policy, wording, gazetteer, now, links or {})
        if units(text) > LIMIT - 1200:
            return Message(text, buttons(current[0].number, language, wording, region))
        rows.append(Row(text, kept=True))
    else:
        rows.append(Row(bold(pen.region_name()), kept=True))
        rows += [Row(row) for row in _empty(pen, ordered, reading, now)]
    rows += _around(newest, current, pen, policy)
    fresh = list(freshness(reading, pen))
    if not current and (blind := reading.blind_on) and [source for source, _ in reading.stale] == [blind[0]]:
        fresh = fresh[:1]  # what is not read stands above already
    rows += [Row(""), *(Row(italic(text)) for text in fresh)]
    shown = buttons(current[0].number, language, wording, region) if current else ()
    return Message(fit(rows, pen.say("cut")), shown)


def _main(recent: Sequence[Incident], policy: Policy) -> list[Incident]:
    """The incident that an answer is about: the newest of which more is known than an alarm, else the newest."""
    events = [incident for incident in recent if not picture_of(incident.reports, policy).alarm_only]
    raised = [incident for incident in recent if not picture_of(incident.reports, policy).clears_only]
    return [*events, *raised, *recent][:1]


def _around(
    newest: Sequence[Incident], current: Sequence[Incident], pen: Pen, policy: Policy
) -> Iterator[Row]:
    """A line for each other incident: of linked regions at the same time, of this region since then and before."""
    own = [incident for incident in newest if incident.key.region == pen.region and incident not in current]
    period = current[0].key.period if current else None
    lists = {
        "answer-beside": [i for i in newest if i.key.region != pen.region and i.key.period == period],
        "answer-apart": [i for i in own if i.key.period == period],
        "answer-since": [i for i in own if period is not None and i.key.period > period],
        "answer-earlier": [i for i in own if period is None or i.key.period < period][:_EARLIER],
    }
    for key, listed in lists.items():
        if listed:
            yield Row("")
            yield Row(bold(pen.say(key)))
        write = _row if key == "answer-beside" else _short
        yield from (Row(write(incident, pen, policy)) for incident in listed)


def _row(incident: Incident, pen: Pen, policy: Policy) -> str:
    """An incident in one line, with its region."""
    own = Pen.of(incident.key, pen.language, pen.wording, pen.gazetteer)
    picture = picture_of(incident.reports, policy)
    return pen.say(
        "rollup-row",
        number=str(incident.number),
        region=title(picture, own),
        period=own.period_name(),
        text=summary(picture, own),
    )


def _empty(pen: Pen, incidents: Sequence[Incident], reading: Reading, now: datetime) -> Iterator[str]:
    """The honest answer where nothing is known."""
    if reading.total == 0:
        yield pen.say("answer-no-sources")
    elif blind := reading.blind_on:
        yield _cannot_say(blind, pen, now)
    elif 2 * reading.fresh < reading.total:
        yield pen.say("answer-too-few", fresh=reading.fresh, total=reading.total)
    elif incidents:
        last = max(incident.last_reported_at for incident in incidents)
        yield pen.say("answer-nothing-since", time=pen.clock(last, now), zone=pen.zone_label(last))
    else:
        yield pen.say("answer-nothing")


def _cannot_say(blind: tuple[Source, SourceState | None], pen: Pen, now: datetime) -> str:
    source, state = blind
    name = pen.name(source.name, source.name_en)
    if state is None or state.read_at is None:
        return pen.say("answer-never-read", source=name)
    return pen.say("answer-cannot-say", source=name, time=pen.clock(state.read_at, now))


def freshness(reading: Reading, pen: Pen) -> Iterator[str]:
    """How many sources were read how lately, and which were not."""
    if reading.fresh:
        minutes = -(-int(reading.age.total_seconds()) // 60)
        yield pen.say("answer-fresh", fresh=reading.fresh, total=reading.total, age=max(minutes, 1))
    if reading.stale:
        names = [pen.name(source.name, source.name_en) for source, _ in reading.stale[:_NAMES]]
        rest = len(reading.stale) - len(names)
        yield pen.say("answer-stale", sources=", ".join(names) + (f" +{rest}" if rest else ""))


def _short(incident: Incident, pen: Pen, policy: Policy) -> str:
    own = Pen.of(incident.key, pen.language, pen.wording, pen.gazetteer)
    text = summary(picture_of(incident.reports, policy), own)
    return pen.say("answer-short", number=str(incident.number), period=own.period_name(), text=text)


def buttons(
    number: int, language: str, wording: Wording, region: str | None = None
) -> tuple[tuple[Button, ...], ...]:
    """The rows of buttons under an incident's message."""
    first = (
        Button(wording.say(language, "button-sources"), f"src:{number}"),
        Button(wording.say(language, "button-why"), f"why:{number}"),
    )
    second = [Button(wording.say(language, "button-mute"), f"mute:{number}")]
    if region is not None:
        second.append(Button(wording.say(language, "button-region"), f"reg:{region}"))
    return (first, tuple(second))


def rollup_text(
    incidents: Sequence[Incident],
    since: datetime,
    until: datetime,
    language: str,
    policy: Policy,
    wording: Wording,
    gazetteer: Gazetteer,
) -> str:
    """One message on what happened while the bot was away, the gravest first, in Moscow time."""
    pen = Pen(language, wording, gazetteer, "RU-MOW", zone_of("RU-MOW", gazetteer))
    heading = pen.say(
        "rollup-title", **{"from": pen.time(since), "to": pen.time(until)}, zone=pen.zone_label(until)
    )
    ordered = sorted(incidents, key=lambda i: (-i.severity, i.key.period, i.key.region))
    rows = [Row(bold(heading), kept=True)]
    rows += [Row(_row(incident, pen, policy)) for incident in ordered]
    return fit(rows, pen.say("cut"))
