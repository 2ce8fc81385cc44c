"""What differs between two pictures of an incident, with the cause for which each difference may ring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.claims import Fire, Qualifier
from bot.core.figures import Figure
from bot.core.ledger import Line
from bot.core.model import Certainty, Difference
from bot.core.picture import Picture
from bot.core.policy import Policy, RingCause

FIGURES = frozenset({"killed", "injured", "downed"})  # the differences that are of a number


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference, and what it may ring for; None for one that only edits."""

    difference: Difference
    cause: RingCause | None


def compare(before: Picture, after: Picture, policy: Policy) -> list[Finding]:
    """All that a reader would call changed, the gravest first. Echoes and new sources alone are no finding."""
    return [
        *_event(before, after),
        *_people(before, after),
        *_damage(before, after),
        *_states(before, after),
        *_downed(before, after),
        *_certainty(before, after, policy),
        *_alarm(before, after),
    ]


def _event(before: Picture, after: Picture) -> Iterator[Finding]:
    """Something happened where those who asked for alarms were told of an alarm only."""
    if before.alarm_only and before.chorus.sources and after.chorus.sources and not after.alarm_only:
        yield Finding(_difference("event", None, "yes", None), RingCause.EVENT)


def written(figure: Figure | None) -> str | None:
    """A figure's headline as `>=3`; `?` for a plural without a number; None for no figure."""
    if figure is None:
        return None
    if figure.count is None:
        return "?"
    qualifier = figure.qualifier
    return f"{'' if qualifier in {None, Qualifier.EXACT} else qualifier}{figure.count}"


def _difference(what: str, before: str | None, after: str, line: Line | None) -> Difference:
    speaker = None
    if line is not None:
        speaker = line.voice.name or (str(line.voice.role) if line.voice.role else line.voice.publisher)
    return Difference(
        what=what, before=before, after=after, speaker=speaker, said_at=line.said_at if line else None
    )


def _people(before: Picture, after: Picture) -> Iterator[Finding]:
    pairs = (
        ("killed", RingCause.KILLED, before.killed, after.killed),
        ("injured", RingCause.INJURED, before.injured, after.injured),
    )
    for what, cause, old, new in pairs:
        if written(old) == written(new):
            yield from _elsewhere(what, cause, old, new)
            continue
        if new is None:
            yield Finding(_difference(what, written(old), "-", None), RingCause.CORRECTION)
            continue
        yield from _elsewhere(what, cause, old, new)
        vaguer = old is not None and old.count is not None and new.count in {None, old.count}
        difference = _difference(what, written(old), written(new) or "?", new.headline)
        yield Finding(difference, None if vaguer else cause)


def _elsewhere(what: str, cause: RingCause, old: Figure | None, new: Figure | None) -> Iterator[Finding]:
    """People whom the voice of the headline counts at another place, told when they first appear."""
    known = {(line.count, line.places) for line in (old.headline, *old.others)} if old else set()
    for line in elsewhere(new):
        if (line.count, line.places) not in known:
            yield Finding(_difference(f"{what}:{min(line.places)}", None, str(line.count), line), cause)


def elsewhere(figure: Figure | None) -> tuple[Line, ...]:
    """The other lines of a figure that the voice of its headline says of another place."""
    if figure is None:
        return ()
    return tuple(
        line
        for line in figure.others
        if line.voice.identity == figure.headline.voice.identity and line.elsewhere(figure.headline)
    )


def _damage(before: Picture, after: Picture) -> Iterator[Finding]:
    known = dict(before.damage)
    for thing, figure in after.damage:
        if thing not in known:
            difference = _difference(f"damage:{thing}", None, written(figure) or "?", figure.headline)
            yield Finding(difference, RingCause.DAMAGE)
        elif written(known[thing]) != written(figure):
            difference = _difference(
                f"damage:{thing}", written(known[thing]), written(figure) or "?", figure.headline
            )
            yield Finding(difference, None)


def _states(before: Picture, after: Picture) -> Iterator[Finding]:
    for what, old, new in (
        ("fire", before.fire, after.fire),
        ("debris", before.debris, after.debris),
        ("explosions", before.explosions, after.explosions),
        ("no_casualties", before.nobody_hurt, after.nobody_hurt),
        ("no_damage", before.no_damage, after.no_damage),
    ):
        was, now = _state(old), _state(new)
        if was != now and now is not None:
            yield Finding(_difference(what, was, now, new), None)


def _state(line: Line | None) -> str | None:
    if line is None:
        return None
    return str(line.claim.state) if isinstance(line.claim, Fire) else "yes"


def _downed(before: Picture, after: Picture) -> Iterator[Finding]:
    old, new = before.downed, after.downed
    if written(old) == written(new):
        return
    if new is None:
        yield Finding(_difference("downed", written(old), "-", None), None)
        return
    corrected = (
        old is not None
        and old.count is not None
        and new.count is not None
        and new.count < old.count
        and new.headline.voice.direct
        and old.headline.voice.identity == new.headline.voice.identity
    )
    yield Finding(
        _difference("downed", written(old), written(new) or "?", new.headline),
        RingCause.CORRECTION if corrected else None,
    )


def _certainty(before: Picture, after: Picture, policy: Policy) -> Iterator[Finding]:
    if before.certainty == after.certainty:
        return
    confirmed = (
        before.certainty in {Certainty.POSSIBLE, Certainty.LIKELY}
        and after.certainty is Certainty.OBSERVED
        and policy.rings.confirmed <= after.severity <= before.severity
    )
    difference = _difference("certainty", before.certainty.name.lower(), after.certainty.name.lower(), None)
    yield Finding(difference, RingCause.CERTAINTY if confirmed else None)


def _alarm(before: Picture, after: Picture) -> Iterator[Finding]:
    if after.alarm is None:
        return
    was = before.alarm.raised if before.alarm else None
    if was == after.alarm.raised:
        return
    line = after.alarm.active[-1] if after.alarm.raised else after.alarm.cleared
    known = None if was is None else "raised" if was else "cleared"
    now = "raised" if after.alarm.raised else "cleared"
    cause = RingCause.RAISED if after.alarm.raised else RingCause.CLEARED
    yield Finding(
        _difference("threat", known, now, line), cause if was is not None or after.alarm_only else None
    )
