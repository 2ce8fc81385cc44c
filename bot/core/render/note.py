"""The short reply that rings: what changed, from what to what, who said it."""

from __future__ import annotations

from bot.core.claims import DamagedObject
from bot.core.gazetteer import Gazetteer
from bot.core.ledger import Line
from bot.core.model import Change, Difference, MsgType
from bot.core.picture import Picture, picture_of
from bot.core.policy import Policy
from bot.core.render.headlines import thing_name, title
from bot.core.render.html import Row, bold, escape, fit
from bot.core.render.pen import Pen
from bot.core.wording import Wording

_FIGURES = ("killed", "injured", "downed")


def note_text(change: Change, language: str, policy: Policy, wording: Wording, gazetteer: Gazetteer) -> str:
    """The note on a change as Telegram HTML; '' where nothing changed that a note would tell."""
    pen = Pen.of(change.after.key, language, wording, gazetteer)
    picture = picture_of(change.after.reports, policy)
    name = f"{title(picture, pen)}, {pen.period_name()}"
    if change.msg_type is MsgType.CANCEL:
        told = [pen.say("note-cancelled")]
    else:
        told = [text for difference in change.differences if (text := _told(difference, picture, pen))]
    if not told:
        return ""
    return fit([Row(bold(name), kept=True), *(Row(text) for text in told)], pen.say("cut"))


def _told(difference: Difference, picture: Picture, pen: Pen) -> str:
    what, _, detail = difference.what.partition(":")
    if what in _FIGURES:
        return _figure(difference, picture, pen)
    if what == "damage" and difference.before is None:
        return _damage(DamagedObject(detail), picture, pen)
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
    who, time = pen.who(figure.headline.voice), pen.time(figure.headline.said_at)
    if difference.before is None:
        text = pen.people(difference.what, figure)
        return pen.say("note-new", what=text, who=who, time=time)
    after = pen.amount(figure.headline)
    return pen.say(
        "note-from-to", what=name, before=_as_said(difference.before), after=after, who=who, time=time
    )


def _as_said(text: str | None) -> str:
    """A figure as `bot.core.differences.written` wrote it, for readers."""
    if text in {None, "?"}:
        return "—"
    signs = {">=": "≥", "<=": "≤", "~": "≈"}
    for sign, shown in signs.items():
        if text is not None and text.startswith(sign):
            return shown + escape(text.removeprefix(sign))
    return escape(text or "")


def _damage(thing: DamagedObject, picture: Picture, pen: Pen) -> str:
    figure = dict(picture.damage).get(thing)
    if figure is None:
        return ""
    text = pen.say("note-damage", thing=thing_name(thing, figure, pen))
    return pen.say(
        "note-new", what=text, who=pen.who(figure.headline.voice), time=pen.time(figure.headline.said_at)
    )


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
