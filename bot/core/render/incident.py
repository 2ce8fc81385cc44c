"""The message on one incident: the same text whether it is pushed or asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.core.claims import Attack, Downed, Fire, FireState, Qualifier, Threat
from bot.core.cues import fold
from bot.core.figures import Figure
from bot.core.gazetteer import Gazetteer
from bot.core.ledger import Line
from bot.core.model import Certainty, Incident, Report, Severity
from bot.core.picture import Picture, certainty_of, picture_of
from bot.core.places import PlaceKind
from bot.core.policy import Policy
from bot.core.render.html import Row, bold, escape, fit, link, struck
from bot.core.render.pen import Pen, number
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
_OTHERS = 3
_PARTS = 30
_DOT = " · "


def incident_text(
    incident: Incident,
    language: str,
    policy: Policy,
    wording: Wording,
    gazetteer: Gazetteer,
    now: datetime,
) -> str:
    """The incident as Telegram HTML under 4096 UTF-16 units, the most important first. Times are the region's.

    `now` only decides whether an alarm that nobody cleared has timed out.
    """
    pen = Pen.of(incident.key, language, wording, gazetteer)
    picture = picture_of(incident.reports, policy)
    rows = [
        Row(heading(incident, picture, pen), kept=True),
        *(Row(row) for row in _news(picture, pen, policy, now)),
        Row(""),
        *(Row(row, kept=True) for row in _footer(incident, picture, pen)),
    ]
    return fit(rows, pen.say("cut"))


def heading(incident: Incident, picture: Picture, pen: Pen) -> str:
    """Severity, region and period in one line."""
    title = bold(pen.title())
    if incident.reports and picture.chorus.sources == 0:
        title = struck(pen.title())
    return f"{_SIGN[picture.severity]} {title}, {pen.period_name()}"


def summary(picture: Picture, pen: Pen) -> str:
    """The gravest news in a few words, for lists: what happened, without who said it."""
    parts = [text for text, _ in _headlines(picture, pen)][:3]
    if not parts and picture.alarm is not None:
        return pen.say("threat", weapon=_weapon(picture.alarm.first))
    return ", ".join(part if at == 0 else part[:1].lower() + part[1:] for at, part in enumerate(parts)) or "—"


def _news(picture: Picture, pen: Pen, policy: Policy, now: datetime) -> Iterator[str]:
    if picture.chorus.sources == 0:
        yield pen.say("withdrawn-all")
        return
    yield from _told(_headlines(picture, pen), picture, pen, policy)
    if picture.severity >= Severity.MODERATE and not (
        picture.killed or picture.injured or picture.nobody_hurt
    ):
        yield pen.say("nobody-said")
    if picture.parts:
        yield _parts(picture, pen)
    if picture.places:
        yield _places(picture, pen)
    yield from _alarm(picture, pen, policy, now)
    for airport in picture.airports:
        name = pen.name(airport.name) if airport.name else "all"
        state = "closed" if airport.closed else "open"
        yield pen.say("airport", name=name, state=state, time=pen.time(airport.line.said_at))


def _told(headlines: list[tuple[str, Line]], picture: Picture, pen: Pen, policy: Policy) -> Iterator[str]:
    """A row for each thing that happened; what one voice said at one time in a row, its name once."""
    row: list[str] = []
    for at, (text, line) in enumerate(headlines):
        text = text[:1].upper() + text[1:]
        row.append(bold(text) if at == 0 else text)
        figure = _figure_of(line, picture)
        others = _others(figure, pen) if figure else ""
        doubt = _doubt(line, pen, policy)
        following = headlines[at + 1][1] if at + 1 < len(headlines) else None
        if (
            not others
            and following
            and _attribution(following, pen, policy) == _attribution(line, pen, policy)
        ):
            continue
        yield pen.said(". ".join(row), line) + doubt + others
        row = []


def _attribution(line: Line, pen: Pen, policy: Policy) -> tuple[str, ...]:
    return (pen.who(line.voice), pen.time(line.said_at), _doubt(line, pen, policy))


def _headlines(picture: Picture, pen: Pen) -> list[tuple[str, Line]]:
    """What happened, the gravest first, each with the line that says it."""
    found: list[tuple[str, Line]] = []
    if picture.killed:
        found.append((pen.people("killed", picture.killed), picture.killed.headline))
    if picture.injured:
        found.append((pen.people("injured", picture.injured), picture.injured.headline))
    found += _damage(picture, pen)
    fire = picture.fire.claim if picture.fire else None
    if picture.fire and isinstance(fire, Fire) and fire.state is not FireState.NONE:
        found.append((pen.say("fire", state=fire.state), picture.fire))
    if picture.nobody_hurt:
        found.append((pen.say("nobody-hurt"), picture.nobody_hurt))
    for key, line in (("debris", picture.debris), ("explosions", picture.explosions)):
        if line:
            found.append((pen.say(key), line))
    found += [(pen.say("attack", weapon=_weapon(line)), line) for line in _telling_attacks(picture)]
    if picture.downed:
        found.append((pen.downed(picture.downed), picture.downed.headline))
    if picture.no_damage and not picture.damage:
        found.append((pen.say("no-damage"), picture.no_damage))
    if picture.fire and isinstance(fire, Fire) and fire.state is FireState.NONE:
        found.append((pen.say("fire", state="none"), picture.fire))
    return found


def _damage(picture: Picture, pen: Pen) -> list[tuple[str, Line]]:
    """Damage, one row for each voice that makes a headline of it."""
    rows: dict[tuple[tuple[str, str], datetime], tuple[list[str], Line]] = {}
    for thing, figure in picture.damage:
        line = figure.headline
        things, _ = rows.setdefault((line.voice.identity, line.said_at), ([], line))
        things.append(thing_name(thing, figure, pen))
    return [(pen.say("damaged", things=", ".join(things)), line) for things, line in rows.values()]


def thing_name(thing: str, figure: Figure, pen: Pen) -> str:
    """'3 houses', 'houses', 'a house'."""
    count: str | int = "none" if figure.count is None else figure.count
    return pen.say("thing", object=thing, count=count)


def _telling_attacks(picture: Picture) -> list[Line]:
    """The attacks that the number of what was shot down does not tell already."""
    downed = picture.downed.headline.claim if picture.downed else None
    known = downed.weapon if isinstance(downed, Downed) else None
    return [
        line
        for line in picture.attacks
        if isinstance(line.claim, Attack) and not (downed and line.claim.weapon in {None, known})
    ]


def _weapon(line: Line) -> str:
    claim = line.claim
    weapon = claim.weapon if isinstance(claim, Attack | Threat) else None
    return str(weapon) if weapon else "none"


def _doubt(line: Line, pen: Pen, policy: Policy) -> str:
    """' · unconfirmed' where only residents or one channel say so; ' · preliminary' where the sentence says it."""
    if certainty_of([line])[0] is Certainty.POSSIBLE:
        return f" ({pen.say('unconfirmed')})"
    if policy.doubt.find(fold(line.excerpt)):
        return f" ({pen.say('preliminary')})"
    return ""


def _figure_of(line: Line, picture: Picture) -> Figure | None:
    figures = [picture.killed, picture.injured, picture.downed]
    return next((figure for figure in figures if figure and figure.headline is line), None)


def _others(figure: Figure, pen: Pen) -> str:
    """What other voices say of the same: ' · 9 — Defence Ministry, 07:40'."""
    shown = [
        pen.say("other-voice", amount=pen.amount(line), who=pen.who(line.voice), time=_when(line, pen))
        for line in figure.others[:_OTHERS]
    ]
    return "".join(_DOT + text for text in shown)


def _when(line: Line, pen: Pen) -> str:
    """When it was said; for a tally of a clock window, that window."""
    if line.window is None or not isinstance(line.claim, Downed):
        return pen.time(line.said_at)
    start, stop = (moment[-5:] for moment in line.window)
    return pen.say("window", start=escape(start), stop=escape(stop))


def _parts(picture: Picture, pen: Pen) -> str:
    """A bulletin's regional parts, and what they leave unexplained."""
    parts = [
        pen.say("part", region=pen.region_name(region, short=True), amount=pen.amount(figure.headline))
        for region, figure in picture.parts[:_PARTS]
    ]
    rest = _rest(picture)
    if rest:
        parts.append(pen.say("parts-rest", count=number(rest)))
    return pen.say("parts", parts=_DOT.join(parts))


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
    kinds = {found.kind if (found := pen.find_place(place.name)) else None for place in rest}
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
    weapons = sorted({_weapon(line) for line in alarm.active})
    threats = ", ".join(pen.say("threat", weapon=weapon) for weapon in weapons)
    if alarm.expired(now, policy.alarm_ends_after):
        hours = int(policy.alarm_ends_after.total_seconds() // 3600)
        text = pen.say("alarm-expired", threats=threats, time=pen.time(alarm.active[-1].said_at), hours=hours)
        yield text[:1].upper() + text[1:]
    else:
        yield pen.say("alarm-raised", threats=threats, time=pen.time(alarm.active[-1].said_at))


def _footer(incident: Incident, picture: Picture, pen: Pen) -> Iterator[str]:
    live = [report for report in incident.reports if not report.withdrawn]
    if live:
        links = _links(live, pen)
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
    if gone := len(incident.reports) - len(live):
        words.append(pen.say("withdrawn", count=gone))
    if live:
        yield _DOT.join(words)
    last = [pen.say("number", number=incident.number)] if incident.number else []
    if picture.last_at:
        last.append(pen.say("updated", time=pen.time(picture.last_at), zone=pen.zone_label(picture.last_at)))
    if last:
        yield _DOT.join(last)


def _links(reports: list[Report], pen: Pen) -> list[str]:
    """Each source once, by its first post, in the order they came to speak."""
    seen: dict[str, Report] = {}
    for report in reports:
        seen.setdefault(report.source_id, report)
    return [link(pen.name(report.source_name), report.url) for report in seen.values()]
