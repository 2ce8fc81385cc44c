"""The short reply that rings: what changed, from what to what, who said it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.claims import DamagedObject
from bot.core.differences import FIGURES, elsewhere
from bot.core.figures import Figure
from bot.core.gazetteer import Gazetteer
from bot.core.grades import certainty_of
from bot.core.ledger import Line
from bot.core.model import Certainty, Change, Difference, MsgType
from bot.core.picture import Picture, picture_of
from bot.core.policy import Policy
from bot.core.render.headlines import headlines, thing_name, title
from bot.core.render.headlines import told as rows_told
from bot.core.render.html import Row, bold, escape, fit
from bot.core.render.pen import Pen
from bot.core.wording import Wording

_ROWS = 3  # of the incident's message, in the note that something happened after an alarm


def note_text(change: Change, language: str, policy: Policy, wording: Wording, gazetteer: Gazetteer) -> str:
    """The note on a change as Telegram HTML; '' where nothing changed that a note would tell."""
    pen = Pen.of(change.after.key, language, wording, gazetteer)
    picture = picture_of(change.after.reports, policy)
    name = f"{title(picture, pen)}, {pen.period_name()}"
    if change.by_hand:
        told = _corrected(change, picture, pen)
    elif change.msg_type is MsgType.CANCEL:
        told = [pen.say("note-cancelled")]
    elif any(difference.what == "event" for difference in change.differences):
        told = list(rows_told(headlines(picture, pen), pen, policy))[:_ROWS]
    else:
        people = [
            difference
            for difference in change.differences
            if difference.what.partition(":")[0] in {"killed", "injured"}
        ]
        rest = [difference for difference in change.differences if difference not in people]
        told = [
            *(_told(difference, picture, pen) for difference in people),
            *_damage(change.differences, picture, pen),
            *(text for difference in rest if (text := _told(difference, picture, pen))),
        ]
    if not told:
        return ""
    return fit([Row(bold(name), kept=True), *(Row(text) for text in told)], pen.say("cut"))


def _corrected(change: Change, picture: Picture, pen: Pen) -> list[str]:
    """The figures that readers had, as they are after reports were moved, and that they were."""
    told = [
        _figure(difference, picture, pen)
        for difference in change.differences
        if difference.what in FIGURES and difference.before is not None
    ]
    before = change.before.reports if change.before else ()
    key = "note-moved-off" if len(change.after.reports) < len(before) else "note-moved-here"
    return [*told, pen.say(key)] if told else []


def _told(difference: Difference, picture: Picture, pen: Pen) -> str:
    what, _, place = difference.what.partition(":")
    if what in {"killed", "injured"} and place:
        return _elsewhere(difference, picture, pen)
    if what in FIGURES:
        return _figure(difference, picture, pen)
    if what == "certainty" and difference.after == "observed":
        return pen.say("note-confirmed")
    if what == "threat" and picture.alarm:
        return _alarm(picture, pen)
    return ""


def _figure(difference: Difference, picture: Picture, pen: Pen) -> str:
    name = pen.say(f"note-{difference.what}")
    figure = {"killed": picture.killed, "injured": picture.injured, "downed": picture.downed}[difference.what]
    if figure is None:
        return pen.say("note-retracted", what=name, before=_as_said(difference.before))
    if difference.what == "downed" and difference.before is None:
        return ""
    who, time = pen.who(figure.headline.voice), _when(figure.headline, pen)
    if difference.before in {None, "?"}:
        text = pen.people(difference.what, figure)
        return pen.say("note-new", what=text, who=who, time=time)
    after = pen.amount(figure.headline)
    return pen.say(
        "note-from-to", what=name, before=_as_said(difference.before), after=after, who=who, time=time
    )


def _elsewhere(difference: Difference, picture: Picture, pen: Pen) -> str:
    """People hurt or killed at another place than those of the headline."""
    what, _, place = difference.what.partition(":")
    for line in elsewhere(picture.killed if what == "killed" else picture.injured):
        if place in line.places and str(line.count) == difference.after:
            text = pen.people(what, Figure(headline=line, others=(), lines=(line,)))
            who = f"{pen.place(place)}; {pen.who(line.voice)}"
            return pen.say("note-new", what=text, who=who, time=_when(line, pen))
    return ""


def _when(line: Line, pen: Pen) -> str:
    """When it was said, and that it is unconfirmed where only residents or one channel say so."""
    time = pen.time(line.said_at)
    return f"{time}, {pen.say('unconfirmed')}" if certainty_of([line])[0] is Certainty.POSSIBLE else time


def _as_said(text: str | None) -> str:
    """A figure as `bot.core.differences.written` wrote it, for readers."""
    signs = {">=": "≥", "<=": "≤", "~": "≈"}
    for sign, shown in signs.items():
        if text is not None and text.startswith(sign):
            return shown + escape(text.removeprefix(sign))
    return escape(text or "")


def _damage(differences: Iterable[Difference], picture: Picture, pen: Pen) -> list[str]:
    """The new kinds of damage, those that one voice names in one row."""
    known = dict(picture.damage)
    rows: dict[tuple[str, str], list[str]] = {}
    for difference in differences:
        what, _, detail = difference.what.partition(":")
        figure = known.get(DamagedObject(detail)) if what == "damage" and difference.before is None else None
        if figure is not None:
            by = (pen.who(figure.headline.voice), _when(figure.headline, pen))
            rows.setdefault(by, []).append(thing_name(detail, figure, pen))
    return [
        pen.say("note-new", what=pen.say("note-damage", thing=", ".join(things)), who=who, time=time)
        for (who, time), things in rows.items()
    ]


def _alarm(picture: Picture, pen: Pen) -> str:
    alarm = picture.alarm
    if alarm is None:
        return ""
    line: Line | None = alarm.active[-1] if alarm.raised else alarm.cleared
    if line is None:
        return ""
    if not alarm.raised:
        return pen.say("alarm-cleared", time=pen.time(line.said_at))
    weapon = getattr(line.claim, "weapon", None)
    threats = pen.say("threat", weapon=str(weapon) if weapon else "none")
    return pen.say("alarm-raised", threats=threats, time=pen.time(line.said_at))
