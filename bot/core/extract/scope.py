"""What a text gives as news: background, old events, trials, drills and forecasts are put aside before any claim."""

from __future__ import annotations

from datetime import timedelta

from bot.core.extract.marks import Doc, Sentence
from bot.core.extract.times import MSK, dates

_OLD = timedelta(days=2)


def narrow(doc: Doc) -> None:
    """Marks the sentences that tell of anything but current events."""
    if _foreign(doc):
        for sentence in doc.sentences:
            sentence.live = False
        return
    today = doc.published_at.astimezone(MSK).date()
    behind = -1  # the paragraph whose rest is background
    for sentence in doc.sentences:
        if sentence.paragraph == behind and sentence.index:
            sentence.live = False
            continue
        if _background(sentence):
            sentence.live = False
            if sentence.has("past", "back") and not sentence.title:
                behind = sentence.paragraph
            continue
        found = list(dates(doc, sentence))
        if found and all(today - day > _OLD for day in found):
            sentence.live = False
        elif sentence.has("skip", "trial") or sentence.has("skip", "drill"):
            sentence.live = False
        elif sentence.has("skip", "ads") and sentence.j - sentence.i < 12:
            sentence.live = False


def _background(sentence: Sentence) -> bool:
    return sentence.has("past")


def _foreign(doc: Doc) -> bool:
    """Another war: its names are there, and no region of this one."""
    if not any(s.has("abroad") for s in doc.sentences):
        return False
    return not any(loc.region for s in doc.sentences for loc in s.locs)
