"""Captions of photos that feeds give for the lead of an English article: '... in Kyiv, on Jan. 9. (Name Surname/Agency)'."""

from __future__ import annotations

from bot.core.extract.times import MSK, dates
from bot.core.extract.words.marks import Doc, Sentence
from bot.core.text import Gap


def put_aside(doc: Doc) -> None:
    """Takes all marks from a caption, save where it bears the date of publication; it dates its own photo alone."""
    ends = [s for s in doc.sentences if _credits(doc, s)]
    for end in ends:
        caption = [s for s in doc.sentences if s.paragraph == end.paragraph and not s.title and s.i <= end.i]
        caption = [s for s in caption if not doc.between(s.j, end.i) & Gap.LINE] if end.index else []
        if not any(_of_today(doc, s) for s in caption):
            for s in caption:
                _empty(s)
    if ends:
        doc.group_anew()


def _credits(doc: Doc, s: Sentence) -> bool:
    """'(Name Surname/Agency)', '(Service/Handout via Agency)' as a sentence of its own."""
    if not doc.gap(s.i) & Gap.OPEN or not doc.gap(s.j) & Gap.CLOSE:
        return False
    return doc.says_in(max(s.i, s.j - 2), s.j, "credit.agency")


def _of_today(doc: Doc, s: Sentence) -> bool:
    days = {doc.published_at.date(), doc.published_at.astimezone(MSK).date()}
    years = {int(doc.folded[k]) for k in range(s.i, s.j) if doc.lexes[k].digits and len(doc.folded[k]) == 4}
    return not days.isdisjoint(dates(doc, s)) and years <= {day.year for day in days}


def _empty(s: Sentence) -> None:
    s.live = False
    s.marks.clear()
    s.by_group.clear()
    s.groups.clear()
    s.nums.clear()
    s.locs.clear()
    s.clocks.clear()
    s.voices.clear()
