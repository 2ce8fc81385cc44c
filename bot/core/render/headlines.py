"""What happened, in sentences: the gravest first, each with who says it and what others say of the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.claims import Attack, Downed, Fire, FireState, Role, Threat
from bot.core.cues import fold
from bot.core.figures import Figure
from bot.core.grades import certainty_of
from bot.core.ledger import Line
from bot.core.model import Certainty
from bot.core.picture import NATIONS, Picture
from bot.core.policy import Policy
from bot.core.render.html import bold, escape
from bot.core.render.pen import Pen

_OTHERS = 3
DOT = " · "


def title(picture: Picture, pen: Pen) -> str:
    """The region's name, or what kind of national bulletin it is."""
    if pen.region not in NATIONS:
        return pen.region_name()
    by_ministry = picture.downed and picture.downed.headline.voice.role is Role.MOD and pen.region == "RU"
    return pen.say("bulletin-mod" if by_ministry else f"bulletin-{pen.region}")


def summary(picture: Picture, pen: Pen) -> str:
    """The gravest news in a few words, for lists: what happened, without who said it."""
    parts = [headline.text for headline in headlines(picture, pen)][:3]
    if not parts and picture.alarm is not None:
        alarm = picture.alarm
        return pen.say("threat", weapon=weapon_of(alarm.active[0])) if alarm.raised else pen.say("alarm-over")
    if not parts and picture.airports:
        closed = any(view.closed for view in picture.airports)
        return pen.say("airport-closed" if closed else "airport-open")
    return ", ".join(part[:1].lower() + part[1:] for part in parts) or "—"


def headline_lines(picture: Picture) -> list[Line]:
    """The lines of the ledger that made the headline figures."""
    figures = [picture.killed, picture.injured, picture.downed, *(figure for _, figure in picture.damage)]
    return [figure.headline for figure in figures if figure]


@dataclass(frozen=True, slots=True)
class Headline:
    """Something that happened, the line that says it, and what else is said of the same."""

    text: str
    line: Line
    tail: str = ""


def told(found: list[Headline], pen: Pen, policy: Policy) -> Iterator[str]:
    """A row for each thing that happened; what one voice said at one time in a row, its name once."""
    row: list[str] = []
    for at, headline in enumerate(found):
        sentence = headline.text[:1].upper() + headline.text[1:]
        row.append(bold(sentence) if at == 0 else sentence)
        following = found[at + 1] if at + 1 < len(found) else None
        said = _attribution(headline.line, pen, policy)
        if not headline.tail and following and _attribution(following.line, pen, policy) == said:
            continue
        doubt = f" ({said[2]})" if said[2] else ""
        yield pen.say("said", text=". ".join(row), who=said[0], time=said[1]) + doubt + headline.tail
        row = []


def _attribution(line: Line, pen: Pen, policy: Policy) -> tuple[str, str, str]:
    return (pen.who(line.voice), _when(line, pen), _doubt(line, pen, policy))


def headlines(picture: Picture, pen: Pen) -> list[Headline]:
    """What happened, the gravest first, each with the line that says it."""
    found: list[Headline] = []
    for key, figure in (("killed", picture.killed), ("injured", picture.injured)):
        if figure:
            found.append(Headline(pen.people(key, figure), figure.headline, _others(figure, pen)))
    found += _damage(picture, pen)
    fire = picture.fire.claim if picture.fire else None
    if picture.fire and isinstance(fire, Fire) and fire.state is not FireState.NONE:
        found.append(Headline(pen.say("fire", state=fire.state), picture.fire))
    unhurt = [Headline(pen.say("nobody-hurt"), picture.nobody_hurt)] if picture.nobody_hurt else []
    if found:
        found, unhurt = found + unhurt, []
    for key, line in (("debris", picture.debris), ("explosions", picture.explosions)):
        if line:
            found.append(Headline(pen.say(key), line))
    found += [Headline(pen.say("attack", weapon=weapon_of(line)), line) for line in _telling_attacks(picture)]
    if picture.downed:
        downed = picture.downed
        found.append(Headline(pen.downed(downed), downed.headline, _others(downed, pen)))
    found += unhurt
    if picture.no_damage and not picture.damage:
        found.append(Headline(pen.say("no-damage"), picture.no_damage))
    if picture.fire and isinstance(fire, Fire) and fire.state is FireState.NONE:
        found.append(Headline(pen.say("fire", state="none"), picture.fire))
    return found


def _damage(picture: Picture, pen: Pen) -> list[Headline]:
    """All damage in one row, the gravest first; who says it after what he says."""
    rows: dict[tuple[tuple[str, str], datetime], tuple[list[str], Line]] = {}
    for thing, figure in picture.damage:
        line = figure.headline
        things, _ = rows.setdefault((line.voice.identity, line.said_at), ([], line))
        things.append(thing_name(thing, figure, pen))
    if not rows:
        return []
    (first, line), *more = rows.values()
    tail = "".join(DOT + pen.said(", ".join(things), other) for things, other in more)
    return [Headline(pen.say("damaged", things=", ".join(first)), line, tail)]


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


def weapon_of(line: Line) -> str:
    """The weapon of an attack or an alarm, as the wording calls it."""
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
        pen.say(
            "other-voice",
            amount=pen.amount(line) + _where(line, figure.headline, pen),
            who=pen.who(line.voice),
            time=_when(line, pen),
        )
        for line in figure.others[:_OTHERS]
    ]
    return "".join(DOT + text for text in shown)


def _where(line: Line, headline: Line, pen: Pen) -> str:
    """' (Obninsk)' where the number is of people at another place than the headline's."""
    if isinstance(line.claim, Downed) or not line.elsewhere(headline):
        return ""
    return f" ({', '.join(pen.place(name) for name in sorted(line.places)[:2])})"


def _when(line: Line, pen: Pen) -> str:
    """When it was said; for a tally of a clock window, that window."""
    if line.window is None or not isinstance(line.claim, Downed):
        return pen.time(line.said_at)
    start, stop = (moment[-5:] for moment in line.window)
    return pen.say("window", start=escape(start), stop=escape(stop))
