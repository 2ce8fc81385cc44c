"""Line breaks that stand inside a sentence: feeds put one around every bold or linked word."""

from __future__ import annotations

from bot.core.text import Gap, Words

_PLAIN = Gap.LINE | Gap.COMMA | Gap.QUOTE | Gap.OPEN | Gap.CLOSE
_SIGNED = Gap.LINE | Gap.BULLET | Gap.PARAGRAPH  # an arrow or another sign on a line of its own
_HEAD = 2  # words of a line that such a sign follows
_REACH = 5  # words of a line that stands in the middle of a sentence: '12 БПЛА', 'до 30 дронов'


def join_lines(words: Words) -> None:
    """Takes the line breaks inside sentences out of the gaps, so that no rule sees a line end there."""
    lines = [i for i, gap in enumerate(words.gaps[:-1]) if i and gap & Gap.LINE]
    for before, i in zip([0, *lines], lines, strict=False):
        if i - before <= _HEAD and words.gaps[i] == _SIGNED and _goes_on(words, i):
            words.gaps[i] = Gap.NONE
    breaks = [i for i in lines if not words.gaps[i] & ~_PLAIN]
    for at, i in enumerate(breaks):
        following = breaks[at + 1] if at + 1 < len(breaks) else None
        if _goes_on(words, i) or _lone_number(words, i) or _stands_between(words, i, following):
            words.gaps[i] &= ~Gap.LINE


def _goes_on(words: Words, i: int) -> bool:
    """A line that begins in lower case goes on with the one before it."""
    return words.raw[i][0].islower()


def _lone_number(words: Words, i: int) -> bool:
    """A number alone on its line counts what the next line begins with."""
    return words.raw[i - 1].isdecimal() and (i == 1 or bool(words.gaps[i - 1] & Gap.LINE))


def _stands_between(words: Words, i: int, following: int | None) -> bool:
    """A line that begins with a number, between two lines of one sentence: 'уничтожено / 12 БПЛА / над областью'."""
    if following is None or following - i > _REACH or not words.raw[i][0].isdecimal():
        return False
    return words.raw[i - 1].islower() and _goes_on(words, following)
