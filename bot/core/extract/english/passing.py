"""What an English text only names: attacks that its readers know of, beside news of something else.

A text of comment, or one whose incidents all stand in an aside ('after the drone attack on ...', 'since', 'over') or are what
somebody judges ('the strike shows ...'), tells of no fresh incident, unless it dates one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from bot.core.claims import Attack, Claim, Damage, Debris, Downed, Explosions, Fire
from bot.core.extract.english.blazes import burns, bursts
from bot.core.extract.english.bygone import of_saying
from bot.core.extract.english.senders import side_of
from bot.core.extract.english.tenses import happened
from bot.core.extract.times import MSK, dates
from bot.core.extract.words.lexicon import Kind
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_NAMED = (Attack, Damage, Explosions, Fire)
_NEWS = frozenset(["dead", "hurt", "harm", "fire", "boom", "debris"])  # what the text is about
_ENDS = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON | Gap.DASH
_FIELD = _NEWS | frozenset(["attack", "down", "shell", "repel", "alarm"])
_VERBS = frozenset(["verb", "launch", "into"])
_TELLS = frozenset(["verb", "noun"])
_FRESH = 2  # days
_FAR = 14  # words from the opening of an aside to the incident in it
_PHRASE = 8  # words of a noun phrase with an attack in it, to its verb
_HEAD = 5  # words between the preposition of a noun phrase and its attack


def only_named(doc: Doc, events: Sequence[Claim]) -> bool:
    """Whether none of the claims is news of the text. `events` have spans in it."""
    placed = [(at := bisect_right(doc.words.starts, c.span.start) - 1, _sentence(doc, at), c) for c in events]
    if _comments(doc):
        return not any(_has_a_day(doc, s) for _, s, _ in placed)
    if any(_new(doc, s) or (s.title and _headlined(doc, s)) for s in doc.sentences if s.live):
        return False
    if _headed_otherwise(doc) and not any(
        not isinstance(claim, Attack) or _has_a_day(doc, s) or _told(doc, s, at) for at, s, claim in placed
    ):
        return True
    if all(_in_passing(doc, s, at, claim) for at, s, claim in placed):
        return True
    if any(_of_old(s) for s in doc.sentences) and not any(_stated(doc, s, at, c) for at, s, c in placed):
        return True
    return not any(_asserted(doc, s, at, claim) for at, s, claim in placed)


def _of_old(s: Sentence) -> bool:
    """It tells of an attack of another time, which the undated sentences around it may be about."""
    return not s.live and s.has("attack")


def _stated(doc: Doc, s: Sentence, at: int, claim: Claim) -> bool:
    """Dated, told by a verb, or what was shot down or fell: of itself, whatever else the text recalls."""
    if isinstance(claim, Downed | Debris) or _has_a_day(doc, s) or doc.says_in(s.i, s.j, "passing.blame"):
        return True
    if doc.says(at, "told.noun_too"):
        return _told(doc, s, at)
    return any(m.i == at and m.value in _VERBS for m in s.of("attack"))


def _asserted(doc: Doc, s: Sentence, at: int, claim: Claim) -> bool:
    """Whether the sentence says that it happened: a day, a verb in the past, a headline; not 'has used in a series of strikes'."""
    if not isinstance(claim, Attack) or _has_a_day(doc, s):
        return True
    if doc.says_in(s.i, s.j, "passing.fresh") or doc.says_in(s.i, s.j, "passing.blame"):
        return True
    return _in_headline(doc, s) or happened(doc, s, at)


def _told(doc: Doc, s: Sentence, at: int) -> bool:
    """'Russian missiles hit X', 'Russia strikes X': weapons or a side, and their verb, in no aside; not 'missile strikes'."""
    if any(m.value == "launch" and m.i <= at and _launched(doc, s, m) for m in s.of("attack")):
        return True
    if not any(m.i == at and m.value in _VERBS for m in s.marks) and not doc.says(at, "told.shelled"):
        return False
    if doc.says(s.i, "clause.opens") and not doc.between(s.i + 1, at) & Gap.COMMA:
        return False  # 'As Russia pounds cities, crews ...'
    before = [m for m in s.marks if m.group in {"weapon", "enemy", "country"} and 0 <= at - m.j <= 1]
    if doc.says(at, "told.noun_too"):
        before = [m for m in before if m.number == "p" or (m.value in {"ru", "ua"} and m.group == "country")]
    return bool(before) and _aside(doc, s, at) is None


def _launched(doc: Doc, s: Sentence, launch: Mark) -> bool:
    """'Russia launched', 'Moscow's forces fired': in no aside."""
    sides = any(side_of(doc, k) for k in range(max(s.i, launch.i - 3), launch.i))
    return sides and _aside(doc, s, launch.i) is None


def _headed_otherwise(doc: Doc) -> bool:
    """The headline tells of no event, nor of what one led to, and nobody is accused in it."""
    title = doc.sentences[0]
    lines = [s for s in doc.sentences if _in_headline(doc, s)]
    if not title.title or any(
        _aside(doc, s, m.i) is None and not _judged(doc, s, m.i)
        for s in lines
        for m in s.marks
        if m.group in _FIELD
    ):
        return False
    named = any(not s.groups.isdisjoint(_FIELD) for s in lines)
    signs = ("passing.blame", "passing.know", "passing.follows") if named else ("passing.blame",)
    return not any(doc.says_in(title.i, lines[-1].j, sign) for sign in signs)


def _sentence(doc: Doc, at: int) -> Sentence:
    return doc.sentences[bisect_right(doc.sentences, at, key=lambda s: s.i) - 1]


def _comments(doc: Doc) -> bool:
    """A headline that asks, or that opens as comment does; 'what we know' sums up news."""
    first = doc.sentences[0]
    if first.has("skip", "column") or (first.has("skip", "drill") and not first.has("attack")):
        return True
    if doc.says(0, "passing.column"):
        return not doc.says_in(0, 5, "passing.know")
    return any(
        "?" in doc.words.text[doc.words.stops[s.j - 1] : _start(doc, s.j)]
        for s in doc.sentences
        if s.j - s.i > 3 and _in_headline(doc, s)
    )


def _start(doc: Doc, k: int) -> int:
    return doc.words.starts[k] if k < len(doc.folded) else len(doc.words.text)


_LONGEST = 60  # words of a headline


def _in_headline(doc: Doc, s: Sentence) -> bool:
    if s.i > _LONGEST:
        return False
    return s.i == 0 or not doc.between(1, s.i) & Gap.LINE


def _has_a_day(doc: Doc, s: Sentence) -> bool:
    """A day, a part of one, or a fresh date; sentences of older days are put aside before."""
    if s.has("time") or s.has("dayname"):
        return True
    today = doc.published_at.astimezone(MSK).date()
    return bool(s.kinds & Kind.DATES) and any(0 <= (today - day).days <= _FRESH for day in dates(doc, s))


def _new(doc: Doc, s: Sentence) -> bool:
    """'the largest drone attack', 'a new wave of strikes'."""
    return any(
        doc.says(k, "passing.fresh") and not doc.between(k + 1, m.i) & Gap.COLON  # not 'X Latest: ...'
        for m in s.of("attack", "noun")
        for k in range(max(s.i, m.i - _HEAD), m.i)
    )


def _headlined(doc: Doc, s: Sentence) -> bool:
    """The headline itself tells of an attack, though not of what claims need."""
    return any(
        m.value in _TELLS
        and not doc.says_in(max(s.i, m.i - 1), m.i, "strike.to")
        and _aside(doc, s, m.i) is None
        and not _judged(doc, s, m.i)
        for m in s.of("attack")
    )


def _in_passing(doc: Doc, s: Sentence, at: int, claim: Claim) -> bool:
    if not isinstance(claim, _NAMED) and not (isinstance(claim, Downed) and claim.count in {None, 1}):
        return False
    if doc.says_in(s.i, s.j, "passing.follows"):
        return False
    start = _aside(doc, s, at)
    if start is None and _judged(doc, s, at):
        start = s.i
    if start is None or any(start < n.i <= start + _FAR and (n.value or 0) > 1 for n in s.nums):
        return False
    return not _dated(doc, s, start) and not any(m.i < start and _is_news(doc, s, m) for m in s.marks)


def _is_news(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """What the text is about, before the aside: people, damage, a blaze, a blast."""
    if mark.group == "boom":
        return bursts(doc, s, mark)
    return mark.group in _NEWS and (mark.group != "fire" or burns(doc, s, mark))


def _aside(doc: Doc, s: Sentence, at: int) -> int | None:
    """Where the aside begins that word `at` stands in: a clause, or a noun phrase."""
    listed = False
    for k in range(at - 1, max(s.i, at - _FAR) - 1, -1):
        if doc.says(k, "passing.including" if listed else "passing.opens"):
            return k
        if doc.says(k, "strike.to") and at - k <= 2 * _HEAD and doc.says(k + 1, "passing.ward"):
            return k  # 'to defend against ...'
        if at - k <= _HEAD and not listed and _of_a_matter(doc, s, k, at):
            return k
        if doc.gap(k + 1) & _ENDS:
            return None
        listed = listed or bool(doc.gap(k + 1) & Gap.COMMA)
    return None


def _of_a_matter(doc: Doc, s: Sentence, k: int, at: int) -> bool:
    """'over the strike', 'the impact of the strike', 'the missile that fell'; not 'accused of a strike', 'a wave of strikes'."""
    if doc.says_in(k + 1, at, "clause.opens"):
        return False
    if doc.says(k, "aside.relative"):
        return any(m.j == k for m in s.marks if m.group in {"weapon", "attack"})
    if k > s.i and doc.says(k, "passing.joins"):
        return doc.says(k - 1, "passing.matter")
    return doc.says(k, "passing.over") and not doc.says_in(max(s.i, k - 5), k, "passing.blame")


def _judged(doc: Doc, s: Sentence, at: int) -> bool:
    """'The attack on X shows ...': somebody draws a conclusion."""
    for k in range(at + 1, min(s.j, at + _PHRASE)):
        if doc.gap(k) & (_ENDS | Gap.COMMA):
            return False
        if doc.says(k, "passing.judges"):
            return True
    return False


def _dated(doc: Doc, s: Sentence, start: int) -> bool:
    """A fresh day or hour, or a word that it is new, from word `start` on."""
    if start > s.i and doc.says(start, "passing.after") and doc.says(start - 1, "passing.old"):
        return False
    lo = max(s.i, start - 2)
    days = {m.i: m for m in s.of("dayname") if m.i >= lo}
    if any(m.i >= lo and m.i not in days for m in s.of("time")):
        return True
    return any(not of_saying(doc, s, m) for m in days.values()) or doc.says_in(lo, s.j, "passing.fresh")
