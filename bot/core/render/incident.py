"""The message on one incident: the same text whether it is pushed or asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.claims import Attack, Downed, Fire, FireState, Qualifier, Role, Threat
from bot.core.cues import fold
from bot.core.figures import Figure
from bot.core.gazetteer import Gazetteer
from bot.core.ledger import Line
from bot.core.model import Certainty, Incident, Report, Severity
from bot.core.picture import NATIONS, Picture, certainty_of, picture_of
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
        *(Row(row, kept=True) for row in _footer(incident, picture, pen, policy)),
    ]
    return fit(rows, pen.say("cut"))


def heading(incident: Incident, picture: Picture, pen: Pen) -> str:
    """Severity, region and period in one line."""
    name = title(picture, pen)
    shown = struck(name) if incident.reports and picture.chorus.sources == 0 else bold(name)
    return f"{_SIGN[picture.severity]} {shown}, {pen.period_name()}"


def title(picture: Picture, pen: Pen) -> str:
    """The region's name, or what kind of national bulletin it is."""
    if pen.region not in NATIONS:
        return pen.region_name()
    by_ministry = picture.downed and picture.downed.headline.voice.role is Role.MOD and pen.region == "RU"
    return pen.say("bulletin-mod" if by_ministry else f"bulletin-{pen.region}")


def summary(picture: Picture, pen: Pen) -> str:
    """The gravest news in a few words, for lists: what happened, without who said it."""
    parts = [headline.text for headline in _headlines(picture, pen)][:3]
    if not parts and picture.alarm is not None:
        return pen.say("threat", weapon=_weapon(picture.alarm.first))
    return ", ".join(part if at == 0 else part[:1].lower() + part[1:] for at, part in enumerate(parts)) or "—"


def _news(picture: Picture, pen: Pen, policy: Policy, now: datetime) -> Iterator[str]:
    if picture.chorus.sources == 0:
        yield pen.say("withdrawn-all")
        return
    yield from _told(_headlines(picture, pen), pen, policy)
    if picture.severity >= Severity.MODERATE and not (
        picture.killed or picture.injured or picture.nobody_hurt
    ):
        yield pen.say("nobody-said")
    if picture.parts:
        yield _parts(picture, pen)
    if picture.places:
        yield _places(picture, pen)
    yield from _alarm(picture, pen, policy, now)
    yield from _airports(picture, pen)


@dataclass(frozen=True, slots=True)
class _Headline:
    """Something that happened, the line that says it, and what else is said of the same."""

    text: str
    line: Line
    tail: str = ""


def _told(headlines: list[_Headline], pen: Pen, policy: Policy) -> Iterator[str]:
    """A row for each thing that happened; what one voice said at one time in a row, its name once."""
    row: list[str] = []
    for at, headline in enumerate(headlines):
        sentence = headline.text[:1].upper() + headline.text[1:]
        row.append(bold(sentence) if at == 0 else sentence)
        following = headlines[at + 1] if at + 1 < len(headlines) else None
        said = _attribution(headline.line, pen, policy)
        if not headline.tail and following and _attribution(following.line, pen, policy) == said:
            continue
        doubt = f" ({said[2]})" if said[2] else ""
        yield pen.say("said", text=". ".join(row), who=said[0], time=said[1]) + doubt + headline.tail
        row = []


def _attribution(line: Line, pen: Pen, policy: Policy) -> tuple[str, str, str]:
    return (pen.who(line.voice), pen.time(line.said_at), _doubt(line, pen, policy))


def _headlines(picture: Picture, pen: Pen) -> list[_Headline]:
    """What happened, the gravest first, each with the line that says it."""
    found: list[_Headline] = []
    for key, figure in (("killed", picture.killed), ("injured", picture.injured)):
        if figure:
            found.append(_Headline(pen.people(key, figure), figure.headline, _others(figure, pen)))
    found += _damage(picture, pen)
    fire = picture.fire.claim if picture.fire else None
    if picture.fire and isinstance(fire, Fire) and fire.state is not FireState.NONE:
        found.append(_Headline(pen.say("fire", state=fire.state), picture.fire))
    unhurt = [_Headline(pen.say("nobody-hurt"), picture.nobody_hurt)] if picture.nobody_hurt else []
    if found:
        found, unhurt = found + unhurt, []
    for key, line in (("debris", picture.debris), ("explosions", picture.explosions)):
        if line:
            found.append(_Headline(pen.say(key), line))
    found += [_Headline(pen.say("attack", weapon=_weapon(line)), line) for line in _telling_attacks(picture)]
    if picture.downed:
        downed = picture.downed
        found.append(_Headline(pen.downed(downed), downed.headline, _others(downed, pen)))
    found += unhurt
    if picture.no_damage and not picture.damage:
        found.append(_Headline(pen.say("no-damage"), picture.no_damage))
    if picture.fire and isinstance(fire, Fire) and fire.state is FireState.NONE:
        found.append(_Headline(pen.say("fire", state="none"), picture.fire))
    return found


def _damage(picture: Picture, pen: Pen) -> list[_Headline]:
    """All damage in one row, the gravest first; who says it after what he says."""
    rows: dict[tuple[tuple[str, str], datetime], tuple[list[str], Line]] = {}
    for thing, figure in picture.damage:
        line = figure.headline
        things, _ = rows.setdefault((line.voice.identity, line.said_at), ([], line))
        things.append(thing_name(thing, figure, pen))
    if not rows:
        return []
    (first, line), *more = rows.values()
    tail = "".join(_DOT + pen.said(", ".join(things), other) for things, other in more)
    return [_Headline(pen.say("damaged", things=", ".join(first)), line, tail)]


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
    """'unconfirmed' where only residents or one channel say so; 'preliminary' where the sentence says it."""
    if certainty_of([line])[0] is Certainty.POSSIBLE:
        return pen.say("unconfirmed")
    return pen.say("preliminary") if policy.doubt.find(fold(line.excerpt)) else ""


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
    live = [report for report in incident.reports if not report.withdrawn]
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
    if gone := len(incident.reports) - len(live):
        words.append(pen.say("withdrawn", count=gone))
    if live:
        yield _DOT.join(words)
    last = [pen.say("number", number=incident.number)] if incident.number else []
    if picture.last_at:
        last.append(pen.say("updated", time=pen.time(picture.last_at), zone=pen.zone_label(picture.last_at)))
    if last:
        yield _DOT.join(last)


def _links(reports: list[Report], pen: Pen, policy: Policy) -> list[str]:
    """Each source once, by its first post; the nearest to the facts first, then in the order they came to speak."""
    seen: dict[str, Report] = {}
    for report in reports:
        seen.setdefault(report.source_id, report)
    ordered = sorted(seen.values(), key=lambda report: -policy.ranks.tier[report.tier])
    return [link(pen.name(report.source_name), report.url) for report in ordered]
