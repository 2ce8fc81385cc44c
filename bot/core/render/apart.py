"""What an admin is asked and told when reports are moved between incidents.

Callback data are `apart:<from>:<to>:<names>`: the numbers of both incidents, 0 for a new one, and the short names of the
reports, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.alerts import Button, Message
from bot.core.gazetteer import Gazetteer
from bot.core.model import Incident, Report
from bot.core.picture import picture_of
from bot.core.policy import Policy
from bot.core.render.discreet import discreet
from bot.core.render.headlines import title
from bot.core.render.html import Row, bold, escape, fit, link, quote
from bot.core.render.pen import Pen
from bot.core.split import NAME, rows, short_name
from bot.core.wording import Wording

VERB = "apart"
NEW = 0
_MOST_DATA = 64  # bytes
_EXCERPT = 200


def data(origin: int, target: int, reports: Iterable[Report]) -> str | None:
    """The callback data of a move; None where they would be too long."""
    text = f"{VERB}:{origin}:{target}:{''.join(short_name(report) for report in reports)}"
    return text if len(text) <= _MOST_DATA else None


def names(text: str) -> list[str]:
    """The short names in callback data."""
    return [text[start : start + NAME] for start in range(0, len(text), NAME)]


def ask(
    incident: Incident,
    numbers: Sequence[int],
    beside: Iterable[Incident],
    language: str,
    policy: Policy,
    wording: Wording,
    gazetteer: Gazetteer,
) -> Message:
    """Shows the rows (1 is the first) that shall leave an incident, and asks where they belong.

    `beside` are the other incidents of its region and period. One sentence where that cannot be.
    """
    pen = Pen.of(incident.key, language, wording, gazetteer)
    known = rows(incident)
    if wrong := [number for number in numbers if not 0 < number <= len(known)]:
        return Message(pen.say("apart-no-row", number=str(incident.number), row=str(wrong[0])))
    chosen = [known[number - 1] for number in numbers]
    others = sorted(other.number for other in beside if other.reports and other.number != incident.number)
    targets = [*([NEW] if len(chosen) < len(known) else []), *others]
    if not targets:
        return Message(pen.say("apart-all", number=str(incident.number)))
    found = [(target, data(incident.number, target, chosen)) for target in targets]
    if any(text is None for _, text in found):
        room = _MOST_DATA - len(f"{VERB}:{incident.number}:{max(targets)}:")
        return Message(pen.say("apart-too-many", most=room // NAME))
    name = f"{title(picture_of(incident.reports, policy), pen)}, {pen.period_name()}"
    shown = [Row(bold(pen.say("apart-ask", number=str(incident.number), incident=name)), kept=True)]
    shown += [Row(_row(number, known[number - 1], pen)) for number in numbers]
    shown.append(Row(pen.say("apart-where"), kept=True))
    return Message(
        fit(shown, pen.say("cut")),
        tuple((Button(_button(target, pen), text or ""),) for target, text in found),
    )


def done(
    origin: Incident, target: Incident, reports: Sequence[Report], language: str, wording: Wording
) -> Message:
    """What was moved, with a button that takes it back."""
    text = wording.say(
        language, "apart-done", count=len(reports), origin=str(origin.number), target=str(target.number)
    )
    back = data(target.number, origin.number, reports)
    if back is None or not origin.reports:
        return Message(text)
    return Message(text, ((Button(wording.say(language, "apart-button-back"), back),),))


def _row(number: int, report: Report, pen: Pen) -> str:
    source = link(pen.name(report.source_name, report.source_name_en), report.url)
    text = f"{number}. {pen.say('ledger-source', name=source, time=pen.time(report.said_at))}"
    if not report.statements:
        return text
    return f"{text}\n{quote(escape(discreet(report.statements[0].excerpt), _EXCERPT))}"


def _button(target: int, pen: Pen) -> str:
    return pen.say("apart-button-known", number=str(target)) if target else pen.say("apart-button-new")
