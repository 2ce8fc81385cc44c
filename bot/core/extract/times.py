"""Clock times that bound the event, as Moscow time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from bot.core.claims import Window
from bot.core.extract.near import span_of
from bot.core.extract.words.marks import Clock, Doc, Sentence
from bot.core.text import Gap

MSK = timezone(timedelta(hours=3))

_EVENTS = frozenset(
    [
        "down",
        "attack",
        "shell",
        "boom",
        "fall",
        "fire",
        "debris",
        "alarm",
        "heard",
        "carpet",
        "defence",
        "weapon",
        "repel",
    ]
)

WINDOWED = _EVENTS | {"airport"}  # groups beside which a clock time bounds an event


_Bound = tuple[datetime | None, datetime | None, Sentence, Clock, Clock]  # start, end, and where they stand

_CLOCK_ALONE = 3  # words: '23:47 мск'


def windows(doc: Doc) -> Iterator[Window]:
    """One window for each range or single time of the event."""
    spans: list[_Bound] = []
    for s in doc.sentences:
        if s.live and s.clocks and _of_an_event(doc, s):
            spans += list(_sentence(doc, s))
    starts = [x for x in spans if x[0] is not None and x[1] is None]
    ends = [x for x in spans if x[0] is None and x[1] is not None]
    if len(starts) == 1 and not ends and doc.says(starts[0][3].i - 1, "clock.since"):
        ends = _counted_until(doc)[:1]
    if (
        len(starts) == 1
        and len(ends) == 1
        and ends[0][1] is not None
        and starts[0][0] is not None
        and ends[0][1] > starts[0][0]
    ):
        spans = [x for x in spans if x not in starts and x not in ends]
        spans.append((starts[0][0], ends[0][1], starts[0][2], starts[0][3], ends[0][4]))
    for start, end, _, first, last in spans:
        yield Window(
            start=_text(start),
            end=_text(end),
            span=span_of(doc, first.i, last.j),
            rule="window.range" if start and end else "window.time",
        )


def _counted_until(doc: Doc) -> list[_Bound]:
    """'(з 18:00 30 червня) ... станом на 07:30 збито': what is counted since then is counted until now."""
    return [
        (None, _moment(doc, clock, None), s, clock, clock)
        for s in doc.sentences
        if s.live and s.has("down")
        for clock in s.clocks
        if _as_of(doc, s, clock)
    ]


def _of_an_event(doc: Doc, s: Sentence) -> bool:
    """The sentence tells of an event, is the heading of a report on a night or a day, or is the clock alone after an alarm."""
    if s.groups & _EVENTS or s.has("airport", "limit") or s.has("airport", "shut"):
        return True
    if len(s.clocks) == 2 and s.has("time") and _is_range(doc, s.clocks[0], s.clocks[1]):
        return True
    before = doc.sentences[s.index - 1] if s.index else None
    return s.j - s.i <= _CLOCK_ALONE and before is not None and before.live and before.has("alarm")


_APART = 14  # words between the times of an English range


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M")


def _sentence(doc: Doc, s: Sentence) -> Iterator[_Bound]:
    clocks = s.clocks
    n = 0
    while n < len(clocks):
        first = clocks[n]
        second = clocks[n + 1] if n + 1 < len(clocks) else None
        until = first.i > s.i and doc.says(first.i - 1, "clock.until")
        if second is not None and _is_range(doc, first, second):
            end = _moment(doc, second, None)
            start = _moment(doc, first, end)
            yield start, end, s, first, second
            n += 2
            continue
        n += 1
        if _statement(doc, s, first):
            continue
        shut = until and (s.has("airport", "limit") or s.has("airport", "shut"))
        moment = _moment(doc, first, None, ahead=_SOON if shut else _NOW)
        if until or _is_end(doc, s, first):
            yield None, moment, s, first, first
        else:
            yield moment, None, s, first, first


def _is_end(doc: Doc, s: Sentence, clock: Clock) -> bool:
    """'объявлена в 23:50, снята в 4:15': the time of the word that stands nearest before it; else of one right after it."""
    lo, hi = max(s.i, clock.i - 12), min(s.j, clock.j + 3)
    if clock.j == s.j and not doc.latin:
        lo = s.i  # 'отбой в А, Б и В 07:54'
    if doc.latin:
        return doc.says_in(lo, hi, "clock.over")
    for k in range(clock.i - 1, lo - 1, -1):
        if doc.says(k, "clock.over"):
            return True
        if doc.says(k, "clock.begun"):
            return False
    return any(
        doc.says(k, "clock.over") and not doc.between(clock.j, k) & Gap.COMMA for k in range(clock.j, hi)
    )


def _is_range(doc: Doc, first: Clock, second: Clock) -> bool:
    if second.i - first.j > (_APART if doc.latin and _from_to(doc, first, second) else 5):
        return False
    dated = doc.gap(second.i) & Gap.DASH and all(doc.lexes[k].digits for k in range(first.j, second.i))
    return second.i == first.j or bool(dated) or doc.says_in(first.j, second.i, "clock.to")


def _from_to(doc: Doc, first: Clock, second: Clock) -> bool:
    """'from 20:00 Moscow time (17:00 GMT) on 24 May to 00:00', 'between 9 p.m. and midnight'."""
    return first.i > 0 and doc.says(first.i - 1, "clock.from") and doc.says(second.i - 1, "clock.to")


def _as_of(doc: Doc, s: Sentence, clock: Clock) -> bool:
    """'станом на 07:30'."""
    state = doc.says(clock.i - 1, "clock.state_at")
    return state and clock.i - 2 >= s.i and doc.says(clock.i - 2, "clock.as_of")


def _statement(doc: Doc, s: Sentence, clock: Clock) -> bool:
    """The clock of a message, not of the event."""
    if _as_of(doc, s, clock):
        return True
    if not s.has("say", "verb"):
        return False
    if s.has("airport"):
        return False
    if any(clock.i - 6 <= m.i < clock.i and m.group in _EVENTS for m in s.marks):
        return False
    after = [m for m in s.of("say", "verb") if 0 <= m.i - clock.j <= 7]
    if doc.latin and after and doc.between(clock.j, after[0].i) & Gap.COMMA:
        return False  # '... at 2am, reporters said'
    return bool(after) and not any(clock.j <= m.i < after[0].i and m.group in _EVENTS for m in s.marks)


_NOW = timedelta(minutes=90)  # a clock time further ahead of the post is yesterday's
_SOON = timedelta(hours=12)  # 'закрыт до 11:30': an end to come


def _moment(doc: Doc, clock: Clock, limit: datetime | None, *, ahead: timedelta = _NOW) -> datetime:
    published = doc.published_at.astimezone(MSK)
    day = _date_beside(doc, clock, published.date())
    at = timedelta(minutes=clock.minutes - _ahead(doc, clock))
    if day is not None:
        return datetime(day.year, day.month, day.day, tzinfo=MSK) + at
    moment = datetime(published.year, published.month, published.day, tzinfo=MSK) + at
    if moment > published + ahead:
        moment -= timedelta(days=1)
    if limit is not None and moment > limit:
        moment -= timedelta(days=1)
    if limit is not None and limit - moment > timedelta(days=1):
        moment += timedelta(days=1)
    return moment


def _ahead(doc: Doc, clock: Clock) -> int:
    """Minutes that 'местного времени', and what a Ukrainian text says, is ahead of Moscow; 0 for Moscow time."""
    if doc.clocks is None:
        return 0
    if doc.says_in(clock.j, clock.j + 4, "clock.local"):
        s = next(s for s in doc.sentences if s.i <= clock.i < s.j)
        return doc.clocks.minutes(next(iter(s.regions or s.carried), doc.home), doc.published_at)
    kyiv = doc.ukrainian and not doc.says_in(clock.j, clock.j + 2, "clock.msk")
    return doc.clocks.minutes("UA-30", doc.published_at) if kyiv else 0


def _date_beside(doc: Doc, clock: Clock, today: date) -> date | None:
    """'20.00 мск 28 апреля', '21:00 6.05': the date within three words after the clock."""
    for k in range(clock.j, min(clock.j + 3, len(doc.folded))):
        if doc.lexes[k].digits and k + 1 < len(doc.folded):
            month = doc.lexes[k + 1].month
            if (
                month is None
                and doc.lexes[k + 1].digits
                and doc.gap(k + 1)
                and len(doc.words.raw[k + 1]) == 2
                and k > clock.j - 1
            ):
                month = int(doc.words.raw[k + 1])
            if month is None or not 1 <= month <= 12:
                return None
            return _near_date(doc.words.raw[k], month, today)
        named = doc.lexes[k].month
        if doc.latin and named and k + 1 < len(doc.folded) and doc.lexes[k + 1].digits:
            return _near_date(doc.words.raw[k + 1], named, today)  # 'on May 25'
        if not doc.says(k, "clock.moscow"):
            return None
    return None


_DAY = 2  # digits of a day of a month


def _near_date(day: str, month: int, today: date) -> date | None:
    """The date of that day, in digits, and month nearest before today; None if the month has no such day."""
    if len(day) > _DAY:
        return None
    for year in (today.year + (1 if month == 1 and today.month == 12 else 0), today.year - 1):
        try:
            found = date(year, month, int(day))
        except ValueError:
            return None
        if found <= today + timedelta(days=2):
            return found
    return None


def dates(doc: Doc, s: Sentence) -> Iterator[date]:
    """The calendar dates that a sentence names."""
    today = doc.published_at.astimezone(MSK).date()
    for k in range(s.i, s.j):
        month = doc.lexes[k].month
        if month is None:
            continue
        for other in (k - 1, k + 1):
            if s.i <= other < s.j and doc.lexes[other].digits and len(doc.words.raw[other]) <= _DAY:
                found = _near_date(doc.words.raw[other], month, today)
                if found is not None:
                    yield found
                break
