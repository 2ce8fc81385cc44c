"""The message on one incident: the same text whether it is pushed or asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from bot.core.alarms import is_copy
from bot.core.claims import Qualifier
from bot.core.gazetteer import Gazetteer
from bot.core.model import Incident, IncidentKey, Report, Severity
from bot.core.picture import Picture, picture_of
from bot.core.places import PlaceKind
from bot.core.policy import Policy
from bot.core.render.headlines import DOT, headlines, title, told, weapon_of
from bot.core.render.html import Row, bold, fit, link, struck
from bot.core.render.pen import Pen, find_place, number
from bot.core.wording import Wording

_SIGN = {
    Severity.UNKNOWN: "⚪",
    Severity.MINOR: "⚪",
    Severity.MODERATE: "🟡",
    Severity.SEVERE: "🟠",
    Severity.EXTREME: "🔴",
}
_PLACES = 6
_LINKS = 8
_PARTS = 30
_NO_LINKS: Mapping[IncidentKey, int] = MappingProxyType({})


def incident_text(
    incident: Incident,
    language: str,
    policy: Policy,
    wording: Wording,
    gazetteer: Gazetteer,
    now: datetime,
    links: Mapping[IncidentKey, int] = _NO_LINKS,
) -> str:
    """The incident as Telegram HTML under 4096 UTF-16 units, the most important first. Times are the region's.

    `now` only decides whether an alarm that nobody cleared has timed out. `links` are the numbers of the regional incidents that
    a bulletin's parts belong to (see `parts_of`).
    """
    pen = Pen.of(incident.key, language, wording, gazetteer)
    picture = picture_of(incident.reports, policy)
    rows = [
        Row(heading(incident, picture, pen), kept=True),
        *(Row(row) for row in _news(incident, picture, pen, policy, now, links)),
        Row(""),
        *(Row(row, kept=True) for row in _footer(incident, picture, pen, policy)),
    ]
    return fit(rows, pen.say("cut"))


def heading(incident: Incident, picture: Picture, pen: Pen) -> str:
    """Severity, region and period in one line."""
    name = title(picture, pen)
    gone = picture.chorus.sources == 0 and (incident.reports or incident.joined)
    shown = struck(name) if gone else bold(name)
    return f"{_SIGN[picture.severity]} {shown}, {pen.period_name()}"


def _news(
    incident: Incident,
    picture: Picture,
    pen: Pen,
    policy: Policy,
    now: datetime,
    links: Mapping[IncidentKey, int],
) -> Iterator[str]:
    if incident.joined and not incident.reports:
        yield pen.say("joined", number=str(incident.joined))
        return
    if picture.chorus.sources == 0:
        yield pen.say("withdrawn-all")
        return
    yield from told(headlines(picture, pen), pen, policy)
    if picture.severity >= Severity.MODERATE and not (
        picture.killed or picture.injured or picture.nobody_hurt
    ):
        yield pen.say("nobody-said")
    if picture.parts:
        yield _parts(incident, picture, pen, links)
    if picture.places:
        yield _places(picture, pen)
    yield from _alarm(picture, pen, policy, now)
    yield from _airports(picture, pen)


def parts_of(incident: Incident, policy: Policy) -> tuple[IncidentKey, ...]:
    """The regional incidents of a bulletin's parts; () for any other incident."""
    parts = picture_of(incident.reports, policy).parts
    return tuple(IncidentKey(region, incident.key.period) for region, _ in parts)


def _parts(incident: Incident, picture: Picture, pen: Pen, links: Mapping[IncidentKey, int]) -> str:
    """A bulletin's regional parts, each with the way to its incident, and what they leave unexplained."""
    parts = []
    for region, figure in picture.parts[:_PARTS]:
        name, amount = pen.region_name(region, short=True), pen.amount(figure.headline)
        part = pen.say("part", region=name, amount=amount)
        number_there = links.get(IncidentKey(region, incident.key.period))
        parts.append(pen.say("linked", text=part, number=str(number_there)) if number_there else part)
    rest = _rest(picture)
    if rest:
        parts.append(pen.say("parts-rest", count=number(rest)))
    return pen.say("parts", parts=DOT.join(parts))


def _rest(picture: Picture) -> int:
    """What a national total leaves after its regional parts, where one text gives both; 0 otherwise."""
    total = picture.downed
    if total is None or total.count is None or total.qualifier not in {None, Qualifier.EXACT}:
        return 0
    own = [figure for _, figure in picture.parts if figure.headline.entry_id == total.headline.entry_id]
    if len(own) != len(picture.parts) or any(figure.count is None for figure in own):
        return 0
    return max(0, total.count - sum(figure.count or 0 for figure in own))


def _places(picture: Picture, pen: Pen) -> str:
    shown = [pen.place(place.name) for place in picture.places[:_PLACES]]
    rest = picture.places[_PLACES:]
    if not rest:
        return pen.say("places", places=", ".join(shown))
    kinds = {
        found.kind if (found := find_place(place.name, pen.region, pen.gazetteer)) else None for place in rest
    }
    kind = "district" if kinds == {PlaceKind.DISTRICT} else "place"
    return pen.say("places-more", places=", ".join(shown), kind=kind, count=len(rest))


def _alarm(picture: Picture, pen: Pen, policy: Policy, now: datetime) -> Iterator[str]:
    alarm = picture.alarm
    if alarm is None:
        return
    if not alarm.raised:
        if alarm.cleared:
            yield pen.say("alarm-cleared", time=pen.time(alarm.cleared.said_at))
        return
    weapons = sorted({weapon_of(line) for line in alarm.active})
    threats = ", ".join(pen.say("threat", weapon=weapon) for weapon in weapons)
    if alarm.expired(now, policy.alarm_ends_after):
        hours = int(policy.alarm_ends_after.total_seconds() // 3600)
        text = pen.say("alarm-expired", threats=threats, time=pen.time(alarm.active[0].said_at), hours=hours)
        yield text[:1].upper() + text[1:]
    else:
        yield pen.say("alarm-raised", threats=threats, time=pen.time(alarm.active[0].said_at))


def _airports(picture: Picture, pen: Pen) -> Iterator[str]:
    """One row for the closed airports, one for those open again; what holds for all of Moscow's is not said of each."""
    everywhere = next((view for view in picture.airports if view.name is None), None)
    for key, closed in (("airports-closed", True), ("airports-open", False)):
        views = [view for view in picture.airports if view.closed is closed]
        if everywhere in views:
            views = [everywhere] if everywhere else []
        if views:
            names = [pen.name(view.name) if view.name else pen.say("airports-moscow") for view in views]
            last = max(view.line.said_at for view in views)
            count = len(views) + (everywhere in views)
            yield pen.say(key, names=", ".join(names), count=count, time=pen.time(last))


def _footer(incident: Incident, picture: Picture, pen: Pen, policy: Policy) -> Iterator[str]:
    own = [report for report in incident.reports if not is_copy(report)]
    live = [report for report in own if not report.withdrawn]
    if live:
        links = _links(live, pen, policy)
        shown = ", ".join(links[:_LINKS])
        if len(links) > _LINKS:
            yield pen.say("sources-more", links=shown, count=len(links) - _LINKS)
        else:
            yield pen.say("sources", links=shown)
    chorus = picture.chorus
    words = [
        pen.say("voices-sources", count=chorus.sources),
        pen.say("voices-independent", count=chorus.independent),
        pen.say("voices-official", count=chorus.official),
    ]
    if gone := len(own) - len(live):
        words.append(pen.say("withdrawn", count=gone))
    if live:
        yield DOT.join(words)
    last = [pen.say("number", number=str(incident.number))] if incident.number else []
    if picture.last_at:
        last.append(pen.say("updated", time=pen.time(picture.last_at), zone=pen.zone_label(picture.last_at)))
    if last:
        yield DOT.join(last)


def _links(reports: list[Report], pen: Pen, policy: Policy) -> list[str]:
    """Each source once, by its first post; the nearest to the facts first, then in the order they came to speak."""
    seen: dict[str, Report] = {}
    for report in reports:
        seen.setdefault(report.source_id, report)
    ordered = sorted(seen.values(), key=lambda report: -policy.ranks.tier[report.tier])
    return [link(pen.name(report.source_name, report.source_name_en), report.url) for report in ordered]
