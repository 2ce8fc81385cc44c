"""Short alarm posts: which lines warn, and which only name the places that the lines around them warn of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bot.core.claims import ThreatState
from bot.core.extract.english.cover import warned
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap

SHORT = 60  # words: an alarm post; in longer texts an alarm needs its own word
TOLD = frozenset(  # what a list of warned places has not
    ["harm", "down", "fall", "dead", "hurt", "boom", "fire", "debris", "repel", "say", "defence", "attack"]
)
_FEW = 6  # words of a line that lists places
_HERE = frozenset(["", "target"])


@dataclass(slots=True)
class Alarm:
    """A sentence that raises or clears an alarm, the mark that says so, and the places of the lines beside it."""

    sentence: Sentence
    mark: Mark
    state: ThreatState
    locs: list[Loc] = field(default_factory=list)


def lists_places(s: Sentence) -> bool:
    """A line of an alarm post that names places and tells of nothing, and whose state is that of the post."""
    return not s.groups & TOLD and not s.has("alarm", "raise") and not s.has("alarm", "clear")


def place(doc: Doc, alarms: list[Alarm]) -> None:
    """Gives each warning its places: its own, those of the lines that lead to it or follow it, else those warned of before."""
    short = len(doc.folded) <= SHORT
    speaking = {w.sentence.index for w in alarms}
    for w in alarms:
        w.locs = [loc for loc in w.sentence.locs if loc.role in _HERE and (loc.region or loc.place)]
        if doc.latin and w.mark.group == "alarm":
            w.locs = warned(doc, w.sentence, w.mark)
    if not short:
        for w in alarms:
            w.locs += _listed_below(doc, w.sentence)
        return
    for s in doc.sentences:
        if s.index not in speaking and _lists_only(doc, s):
            for w in _of_line(doc, alarms, s):
                w.locs += [loc for loc in s.locs if loc.role in _HERE]
    for before, w in pairwise(alarms):
        w.locs = w.locs or list(before.locs)


def _listed_below(doc: Doc, head: Sentence) -> Iterator[Loc]:
    """'Опасность сохраняется: / Х; / У': the places of the lines under a colon, however long the post."""
    at = head.index + 1 if doc.gap(head.j) & Gap.COLON else len(doc.sentences)
    while at < len(doc.sentences) and _lists_only(doc, doc.sentences[at]):
        yield from (loc for loc in doc.sentences[at].locs if loc.role in _HERE)
        at += 1


def _lists_only(doc: Doc, s: Sentence) -> bool:
    """A line of places that the post warns of, known or not."""
    return bool(s.locs or s.has("head", "region")) and lists_places(s) and _mostly_names(doc, s)


def _mostly_names(doc: Doc, s: Sentence) -> bool:
    """No more than a few words beside the names: a line, and no sentence of its own."""
    named = {k for loc in s.locs for k in range(loc.i, loc.j)}
    return sum(1 for k in range(s.i, s.j) if k not in named and not doc.lexes[k].tags) <= _FEW


def _of_line(doc: Doc, alarms: list[Alarm], line: Sentence) -> list[Alarm]:
    """The alarms of the next sentence that has any; of the last one, where none follows or it ends in a colon."""
    before = [w for w in alarms if w.sentence.index < line.index]
    after = [w for w in alarms if w.sentence.index > line.index]
    heads = bool(before) and bool(doc.gap(before[-1].sentence.j) & Gap.COLON)
    chosen = before[-1] if before and (heads or not after) else after[0] if after else None
    return [] if chosen is None else [w for w in alarms if w.sentence is chosen.sentence]


def lone_place(doc: Doc, region: str | None) -> str | None:
    """The one place of the region that the lines of a short post name, for what another line tells."""
    if region is None or len(doc.folded) > SHORT:
        return None
    lines = [s for s in doc.sentences if s.locs and lists_places(s)]
    places = {
        loc.place for s in lines for loc in s.locs if loc.place and loc.role in _HERE and loc.region == region
    }
    return next(iter(places)) if len(places) == 1 else None
