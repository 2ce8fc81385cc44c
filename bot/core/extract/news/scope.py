"""What a text gives as news: background, old events, trials, drills and forecasts are put aside before any claim."""

from __future__ import annotations

from datetime import date, timedelta

from bot.core.extract.alarm.bulletin import SHORT
from bot.core.extract.english.bygone import bygone, of_an_old_day
from bot.core.extract.english.elsewhere import of_a_third_party, of_other_things
from bot.core.extract.news.features import explains, fresh, headline, quoted
from bot.core.extract.times import MSK, dates
from bot.core.extract.words.grammar import AXIS_ENDINGS
from bot.core.extract.words.lexicon import Kind
from bot.core.extract.words.marks import Doc, Sentence

_OLD = timedelta(days=2)
_OPENINGS = ("forecast", "fete")


def narrow(doc: Doc) -> None:
    """Marks the sentences that tell of anything but current events."""
    if _foreign(doc) or _comments(doc) or _foretells(doc) or (doc.latin and of_other_things(doc)):
        for sentence in doc.sentences:
            sentence.live = False
        return
    today = doc.published_at.astimezone(MSK).date()
    behind = -1  # the paragraph whose rest is background
    idle, needs_date = ([], False) if doc.latin else _no_news(doc)
    for sentence in doc.sentences:
        if sentence.index in idle or (needs_date and not fresh(sentence)):
            sentence.live = False
            continue
        if behind >= 0 and (sentence.has("time", "today") or _returns(doc, sentence)):
            behind = -1
        behind = _judge(doc, sentence, today, behind)


def _judge(doc: Doc, sentence: Sentence, today: date, behind: int) -> int:
    """Puts the sentence aside if it tells of nothing current; the paragraph whose rest is background from here on."""
    if (sentence.paragraph == behind and sentence.index) or _teaser(doc, sentence):
        sentence.live = False
    elif _dated(doc, sentence, today):
        sentence.live = False
        return sentence.paragraph
    elif _background(doc, sentence):
        sentence.live = False
        if sentence.has("past", "back") and not sentence.title:
            return sentence.paragraph
    elif bygone(doc, sentence, today) and (doc.latin or not sentence.has("time", "today")):
        sentence.live = False
        headed = doc.latin and sentence.index == 1 and doc.sentences[0].title
        if headed and of_an_old_day(doc, sentence, today):
            doc.sentences[0].live = False  # the lead dates its headline
    elif _beside_the_point(doc, sentence):
        sentence.live = False
    return behind


def _comments(doc: Doc) -> bool:
    """An article that explains or judges: 'Зачем ...'."""
    return (
        not doc.latin
        and "skip" in doc.groups
        and len(doc.sentences) <= 4
        and any(s.has("skip", "comment") for s in doc.sentences[:3])
    )


def _no_news(doc: Doc) -> tuple[list[int], bool]:
    """The sentences of a headline that tell no news, and whether the rest tells only what it dates itself."""
    lines = headline(doc)
    if explains(doc, lines):
        return [s.index for s in lines], True
    return [s.index for s in quoted(doc, lines)], False


def _foretells(doc: Doc) -> bool:
    """A forecast for the hours or days to come, or good wishes: what they speak of is no alarm and no attack."""
    return not doc.latin and any(s.has("skip", kind) for s in doc.sentences[:1] for kind in _OPENINGS)


def _dated(doc: Doc, sentence: Sentence, today: date) -> bool:
    """A date, a month or a year that is over; 'since the invasion in February 2022' dates the war, not the event."""
    if not sentence.kinds & Kind.DATES:
        return False
    if doc.says_in(sentence.i, sentence.j, "scope.war_began"):
        return False
    found = list(dates(doc, sentence))
    if found:
        return all(today - day > _OLD for day in found) or _old_year(doc, sentence)
    return _old_year(doc, sentence) or _old_month(doc, sentence)


def _beside_the_point(doc: Doc, sentence: Sentence) -> bool:
    """The front, opinion, courts, drills, adverts."""
    if doc.latin and "skip" in doc.groups and of_a_third_party(doc, sentence):
        return True
    if not sentence.has("skip"):
        return _at_the_front(doc, sentence)
    if (
        (sentence.has("skip", "false") and not sentence.has("alarm", "raise"))
        or _at_law(doc, sentence)
        or sentence.has("skip", "drill")
    ):
        return True
    if sentence.has("skip", "mine") and sentence.groups.isdisjoint(_BLOWS):
        return True
    ads = sentence.of("skip", "ads")
    if ads and (sentence.j - sentence.i < 12 or ads[0].i - sentence.i <= 1):
        return True
    if doc.latin and _judges(sentence):
        return not sentence.has("time", "today")
    if sentence.has("skip", "topic") and not (sentence.nums and sentence.has("down")):
        return True
    return _at_the_front(doc, sentence)


def _at_law(doc: Doc, sentence: Sentence) -> bool:
    """A trial; not 'the building of the N court', which is a thing that was struck."""
    return any(
        not (
            doc.says(m.i, "object.of_court") and doc.says_in(max(sentence.i, m.i - 3), m.i, "object.building")
        )
        for m in sentence.of("skip", "trial")
    )


def _at_the_front(doc: Doc, sentence: Sentence) -> bool:
    marks = [m for m in sentence.of("skip", "front") if not doc.says_in(m.i - 2, m.i, "front.beyond")]
    if len(doc.folded) <= SHORT and sentence.has("alarm"):  # drones on their way over the line of contact
        marks = [m for m in marks if not doc.says_in(m.i, m.j, "front.line")]
    if doc.latin:  # 'far from the front lines'
        marks = [m for m in marks if not doc.says_in(max(sentence.i, m.i - 4), m.i, "scope.away")]
    if doc.latin and sentence.cuts:  # 'a drone hit X, while frontline reports said'
        first = [m for m in sentence.marks if m.i < sentence.cuts[0] and m.group in _BLOWS]
        marks = [m for m in marks if not first or m.i < sentence.cuts[0]]
    front = bool(marks) or _axis(doc, sentence)
    if front and not doc.latin and sentence.has("repel") and not sentence.groups & _SUFFERED:
        return True  # an advance of troops that was stopped
    return front and not sentence.has("people") and not _official(sentence)


_BLOWS = frozenset(["attack", "shell", "down"])


def _judges(sentence: Sentence) -> bool:
    """'Analysts say why ...': a question word that opens the sentence, or a word of comment where nothing is told."""
    if sentence.has("skip", "asks") and any(m.i - sentence.i <= 1 for m in sentence.of("skip", "asks")):
        return True
    told = sentence.index > 0 and bool(sentence.groups & _TOLD) and bool(sentence.nums or sentence.locs)
    return sentence.has("skip", "comment") and not told


_SUFFERED = frozenset(["dead", "hurt", "harm", "safe"])
_TOLD = frozenset(["dead", "hurt", "down", "harm", "boom", "debris"])


def _returns(doc: Doc, sentence: Sentence) -> bool:
    """The text comes back to the news: a place, or an office that reports; not what was said back then."""
    if doc.says_in(sentence.i, sentence.j, "say.back_then"):
        return False
    return any(loc.role == "" for loc in sentence.locs) or sentence.has("role", "mod") or _official(sentence)


def _axis(doc: Doc, sentence: Sentence) -> bool:
    """'на Запорожском направлении': the front."""
    return bool(sentence.kinds & Kind.FRONT) and any(
        doc.says(k, "scope.axis")
        and doc.folded[k - 1].endswith(AXIS_ENDINGS)
        and not doc.says(k - 2, "where.off")  # 'с Курского направления': where they come from
        for k in range(sentence.i + 1, sentence.j)
    )


def _official(sentence: Sentence) -> bool:
    """A governor, a mayor or a headquarters speaks: of consequences, not of the front."""
    return any(m.value in {"governor", "mayor", "hq", "deputy"} for m in sentence.of("role"))


def _teaser(doc: Doc, sentence: Sentence) -> bool:
    """The headline of another article, run into the text by a feed."""
    return (
        sentence.j - sentence.i < 16
        and sentence.has("rubric")
        and doc.lexes[sentence.j - 1].groups >= {"rubric"}
    )


def _old_year(doc: Doc, sentence: Sentence) -> bool:
    """A year before that of publication."""
    this = doc.published_at.year
    if sentence.has("past", "super") or sentence.has("time", "today"):
        return False
    for k in range(sentence.i, sentence.j):
        lex = doc.lexes[k]
        over = lex.digits and len(lex.folded) == 4 and 1990 < int(lex.folded) < this
        if over and not doc.says_in(k + 1, k + 5, "scope.born"):
            return True
    return False


def _old_month(doc: Doc, sentence: Sentence) -> bool:
    """'в сентябре', 'in May': another month than that of publication."""
    if sentence.has("past", "super") or sentence.has("time", "today"):
        return False
    yesterday = (doc.published_at - timedelta(days=1)).astimezone(MSK)
    for k in range(sentence.i + 1, sentence.j):
        if doc.says(k - 1, "scope.in_month"):
            month = doc.lexes[k].in_month
            if month is not None and month not in {yesterday.month, doc.published_at.astimezone(MSK).month}:
                return True
    return False


def _background(doc: Doc, sentence: Sentence) -> bool:
    if not sentence.has("past"):
        return _for_years(doc, sentence)
    if any(doc.says_in(m.i, m.j, "scope.long_ago") for m in sentence.of("past", "strong")):
        return True
    fresh = sentence.has("past", "super") or sentence.has("time", "today")
    if _for_years(doc, sentence) and not sentence.has("past", "super"):
        return True
    return sentence.has("past", "back") or (sentence.has("past", "strong") and not fresh)


def _for_years(doc: Doc, sentence: Sentence) -> bool:
    """'for two years', 'for months'."""
    return bool(sentence.kinds & Kind.DATES) and any(
        doc.says(k, "time.spell") and doc.says_in(max(sentence.i, k - 3), k, "scope.for")
        for k in range(sentence.i, sentence.j)
    )


def _foreign(doc: Doc) -> bool:
    """Another war: its names are there, and no region of this one."""
    if "abroad" not in doc.groups:
        return False
    ours = ("RU", "UA", "SEA-") if doc.latin else ("RU-", "UA-", "SEA-")
    return not any((loc.region or "").startswith(ours) for s in doc.sentences for loc in s.locs)
