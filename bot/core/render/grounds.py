"""What an incident stands on: its sources with their words, and every claim with its speaker and sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.core.alarms import is_copy
from bot.core.alerts import Button, Message
from bot.core.claims import Affected, Airport, Damage, Downed, Fire, Injured, Killed, Located
from bot.core.gazetteer import Gazetteer
from bot.core.ledger import Line, lines_of
from bot.core.model import Incident, Report
from bot.core.picture import Picture, picture_of
from bot.core.policy import Policy
from bot.core.render.discreet import discreet
from bot.core.render.headlines import headline_lines, title
from bot.core.render.html import bold, escape, italic, link, paged, quote, struck
from bot.core.render.pen import Pen
from bot.core.split import Ruling, rows
from bot.core.wording import Wording

_EXCERPT = 300
_EXCERPTS = 3


def sources_pages(
    incident: Incident, language: str, wording: Wording, gazetteer: Gazetteer
) -> tuple[str, ...]:
    """Who reported it, when, with the first sentences of what each said; withdrawn posts struck through."""
    pen = Pen.of(incident.key, language, wording, gazetteer)
    name = f"{title(Picture(), pen)}, {pen.period_name()}"
    found = []
    for report in incident.reports:
        source = link(pen.name(report.source_name, report.source_name_en), report.url)
        text = pen.say("ledger-source", name=source, time=pen.time(report.said_at))
        if report.withdrawn:
            text = f"{struck(text)} ({pen.say('ledger-withdrawn')})"
        if excerpts := list(dict.fromkeys(statement.excerpt for statement in report.statements)):
            text += "\n" + quote(escape(discreet(" … ".join(excerpts[:_EXCERPTS])), _EXCERPT))
        found.append(text)
    return paged([bold(pen.say("ledger-title", incident=name))], found)


def why_pages(
    incident: Incident,
    language: str,
    policy: Policy,
    wording: Wording,
    gazetteer: Gazetteer,
    ruled: Sequence[Ruling] = (),
    *,
    admin: bool = False,
) -> tuple[str, ...]:
    """Why these reports are one incident, and every claim with its speaker and the exact sentence.

    The first claim of each report bears its number. `ruled` is what admins decided of the incident's reports; an admin also
    reads who it was, and how to decide.
    """
    pen = Pen.of(incident.key, language, wording, gazetteer)
    picture = picture_of(incident.reports, policy)
    name = title(picture, pen)
    head = [
        bold(pen.say("why-title", incident=f"{name}, {pen.period_name()}")),
        pen.say("why-one-apart") if pen.part else pen.say("why-one", region=name, period=pen.period_name()),
        pen.say("why-severity", severity=pen.say("severity", level=picture.severity.name.lower())),
        pen.say("why-certainty", certainty=pen.say("certainty", level=picture.certainty.name.lower())),
    ]
    if not incident.reports and incident.joined:
        head[1:] = [pen.say("joined", number=str(incident.joined))]
    found = [*_rulings(incident.number, ruled, pen, admin=admin), ""]
    chosen = headline_lines(picture)
    for number, report in enumerate(rows(incident), 1):
        found += _report(f"{number}.", report, chosen, pen, policy)
    for copy in incident.reports:
        if is_copy(copy):
            found += _report("•", copy, chosen, pen, policy)
    if admin and len(rows(incident)) > 1:
        found += ["", pen.say("why-apart", number=str(incident.number))]
    return paged(head, found)


def page(
    pages: Sequence[str], number: int, shown: int, verb: str, language: str, wording: Wording
) -> Message:
    """One of the pages (0 is the first) of what stands behind incident `number`, with buttons to the others."""
    shown = min(max(shown, 0), len(pages) - 1)
    if len(pages) == 1:
        return Message(pages[0])
    text = wording.say(language, "page", page=shown + 1, pages=len(pages))
    turns = []
    if shown:
        turns.append(Button(wording.say(language, "chat-button-earlier"), f"{verb}:{number}:{shown - 1}"))
    if shown < len(pages) - 1:
        turns.append(Button(wording.say(language, "chat-button-later"), f"{verb}:{number}:{shown + 1}"))
    return Message(f"{pages[shown]}\n\n{italic(text)}", (tuple(turns),))


def _rulings(number: int, ruled: Iterable[Ruling], pen: Pen, *, admin: bool) -> Iterator[str]:
    """What admins moved from here and to here, a line for each time."""
    for (at, origin, target, by), moved in groupby(ruled, lambda r: (r.at, r.origin, r.target, r.admin)):
        names = list(dict.fromkeys(link(pen.name(r.source_name, r.source_name_en), r.url) for r in moved))
        yield pen.say(
            "why-moved-off" if origin == number else "why-moved-here",
            names=", ".join(names),
            number=str(target if origin == number else origin),
            who=f"{pen.say('why-admin')} {by}" if admin else pen.say("why-admin"),
            time=pen.moment(at),
        )


def _report(mark: str, report: Report, chosen: Sequence[Line], pen: Pen, policy: Policy) -> Iterator[str]:
    lines = [line for line in lines_of(report, policy) if not isinstance(line.claim, Affected | Located)]
    for _, same in groupby(lines, lambda line: (line.voice.identity, line.excerpt)):
        yield f"{mark} {_claims(list(same), chosen, pen, withdrawn=report.withdrawn)}"
        mark = "•"
    if not lines:
        source = link(pen.name(report.source_name, report.source_name_en), report.url)
        yield f"{mark} {pen.say('ledger-source', name=source, time=pen.time(report.said_at))}"


def _claims(lines: Sequence[Line], chosen: Sequence[Line], pen: Pen, *, withdrawn: bool) -> str:
    """What one voice says in one sentence, with the sentence."""
    told = []
    for line in lines:
        what = _what(line, pen)
        told.append(f"{what} ({pen.say('why-chosen')})" if line in chosen and not withdrawn else what)
    who = link(pen.who(lines[0].voice), lines[0].url)
    text = pen.say("why-claim", what=", ".join(told), who=who, time=pen.time(lines[0].said_at))
    return f"{struck(text) if withdrawn else text}\n{italic(escape(discreet(lines[0].excerpt), _EXCERPT))}"


def _what(line: Line, pen: Pen) -> str:
    what = pen.say("kind", kind=line.claim.kind)
    if isinstance(line.claim, Downed | Killed | Injured | Damage) and line.claim.count is not None:
        return f"{what} {pen.amount(line)}"
    if isinstance(line.claim, Fire):
        return pen.say("fire", state=line.claim.state).lower()
    if isinstance(line.claim, Airport) and line.claim.name:
        return f"{what} {pen.name(line.claim.name)}"
    return what
