"""What an incident stands on: its sources with their words, and every claim with its speaker and sentence."""

from __future__ import annotations

from bot.core.claims import Affected, Airport, Damage, Downed, Fire, Injured, Killed, Located
from bot.core.gazetteer import Gazetteer
from bot.core.ledger import Line, lines_of
from bot.core.model import Incident
from bot.core.picture import Picture, picture_of
from bot.core.policy import Policy
from bot.core.render.discreet import discreet
from bot.core.render.headlines import headline_lines, title
from bot.core.render.html import Row, bold, escape, fit, italic, link, quote, struck
from bot.core.render.pen import Pen
from bot.core.wording import Wording

_EXCERPT = 300
_EXCERPTS = 3


def sources_text(incident: Incident, language: str, wording: Wording, gazetteer: Gazetteer) -> str:
    """Who reported it, when, with the first sentence of what each said; withdrawn posts struck through."""
    pen = Pen.of(incident.key, language, wording, gazetteer)
    name = f"{title(Picture(), pen)}, {pen.period_name()}"
    rows = [Row(bold(pen.say("ledger-title", incident=name)), kept=True)]
    for report in incident.reports:
        source = link(pen.name(report.source_name, report.source_name_en), report.url)
        text = pen.say("ledger-source", name=source, time=pen.time(report.said_at))
        if report.withdrawn:
            text = f"{struck(text)} ({pen.say('ledger-withdrawn')})"
        rows.append(Row(text))
        if excerpts := list(dict.fromkeys(statement.excerpt for statement in report.statements)):
            rows.append(Row(quote(escape(discreet(" … ".join(excerpts[:_EXCERPTS])), _EXCERPT))))
    return fit(rows, pen.say("cut"))


def why_text(
    incident: Incident, language: str, policy: Policy, wording: Wording, gazetteer: Gazetteer
) -> str:
    """Why these reports are one incident, and every claim with its speaker and the exact sentence."""
    pen = Pen.of(incident.key, language, wording, gazetteer)
    picture = picture_of(incident.reports, policy)
    name = title(picture, pen)
    rows = [
        Row(bold(pen.say("why-title", incident=f"{name}, {pen.period_name()}")), kept=True),
        Row(pen.say("why-one", region=name, period=pen.period_name()), kept=True),
        Row(pen.say("why-severity", severity=pen.say("severity", level=picture.severity.name.lower()))),
        Row(pen.say("why-certainty", certainty=pen.say("certainty", level=picture.certainty.name.lower()))),
        Row(""),
    ]
    chosen = headline_lines(picture)
    for report in incident.reports:
        lines = [line for line in lines_of(report, policy) if not isinstance(line.claim, Affected | Located)]
        rows += [Row(_claim(line, pen, chosen=line in chosen, withdrawn=report.withdrawn)) for line in lines]
    return fit(rows, pen.say("cut"))


def _claim(line: Line, pen: Pen, *, chosen: bool, withdrawn: bool) -> str:
    what = pen.say("kind", kind=line.claim.kind)
    if isinstance(line.claim, Downed | Killed | Injured | Damage) and line.claim.count is not None:
        what = f"{what} {pen.amount(line)}"
    elif isinstance(line.claim, Fire):
        what = pen.say("fire", state=line.claim.state).lower()
    elif isinstance(line.claim, Airport) and line.claim.name:
        what = f"{what} {pen.name(line.claim.name)}"
    who = link(pen.who(line.voice), line.url)
    text = pen.say("why-claim", what=what, who=who, time=pen.time(line.said_at))
    text = f"• {struck(text) if withdrawn else text}"
    if chosen and not withdrawn:
        text = f"{text} ({pen.say('why-chosen')})"
    return f"{text}\n{italic(escape(discreet(line.excerpt), _EXCERPT))}"
