"""People killed and hurt, as stated, and the word that nobody was."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Injured, Killed, NoCasualties
from bot.core.extract.english.persons import (
    deed,
    elsewhere,
    hurt_nobody,
    not_news,
    tells_of_people,
    whole_of,
    whose_bodies,
)
from bot.core.extract.harm.headcount import headcount, whose_wound, wounds
from bot.core.extract.harm.undamaged import things_spared
from bot.core.extract.near import negated, region_at, regions_at, span_of
from bot.core.extract.places.groups import country_of
from bot.core.extract.words.grammar import OF_PEOPLE
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE
_BLOWS = frozenset(["attack", "shell", "boom"])
_LATELY = 4  # sentences
_NEAR = 4  # words between 'deadly' and the attack that was


def casualties(doc: Doc) -> Iterator[Killed | Injured | NoCasualties]:
    """All claims about people."""
    for s in doc.sentences:
        if s.live and s.has("safe"):
            safe = s.of("safe")[0]
            yield NoCasualties(
                region=region_at(doc, s, safe.i), span=span_of(doc, safe.i, safe.j), rule="nobody.safe"
            )
        if s.live and not doc.latin and (nobody := _unsought(doc, s)) is not None:
            span = span_of(doc, nobody, nobody + 1)
            yield NoCasualties(region=region_at(doc, s, nobody), span=span, rule="nobody.sought")
        if s.live and "deadly" in s.groups:
            yield from _deadly(doc, s)
        if not s.live or not s.groups & {"dead", "hurt", "neg"}:
            continue
        yield from _sentence(doc, s)


def _unsought(doc: Doc, s: Sentence) -> int | None:
    """'никто за медицинской помощью не обращался', 'обращений за медпомощью не поступало': the word of seeking it."""
    if not (s.has("aid") and s.has("neg")) or s.has("hurt", "noun"):
        return None
    return next((k for k in range(s.i, s.j) if doc.says(k, "hurt.sought")), None)


def _deadly(doc: Doc, s: Sentence) -> Iterator[Killed]:
    """'a deadly strike': some were killed, and the text may say how many."""
    for mark in s.of("deadly"):
        blow = next((m for m in s.marks if m.group in _BLOWS and 0 <= m.i - mark.j <= _NEAR), None)
        if blow is None or (blow.number == "p" and mark.i - s.i > 1 and not _launched(s, mark)):
            continue  # 'a weapon used in deadly strikes'
        if not doc.between(mark.j, blow.i) & ~Gap.QUOTE:
            yield Killed(
                region=_where(doc, s, blow),
                count=None,
                qualifier=None,
                span=span_of(doc, mark.i, blow.j),
                rule="killed.deadly",
            )


def _launched(s: Sentence, mark: Mark) -> bool:
    """'unleashed deadly rocket attacks'."""
    return any(0 <= mark.i - m.j <= 1 for m in s.of("attack"))


def _sentence(doc: Doc, s: Sentence) -> Iterator[Killed | Injured | NoCasualties]:
    seen: set[tuple[str, int | None]] = set()
    told: set[tuple[str, int]] = set()  # words that a number was found for: 'раненых' is marked as two things
    marks = [m for m in s.marks if m.group in {"dead", "hurt"} and not (doc.latin and whose_bodies(s, m))]
    for mark in marks:
        if (mark.group, mark.i) in told or _things(doc, s, mark) or (doc.latin and not_news(doc, s, mark)):
            continue
        if not deed(doc, mark) and _nobody(doc, s, mark):
            span = span_of(doc, mark.i, mark.j)
            yield NoCasualties(region=_there(doc, s, mark.i), span=span, rule="nobody.hurt")
            continue
        count = None if _of_no_person(doc, s, mark) else headcount(doc, s, mark, marks)
        if count is None:
            continue
        value, qualifier, num = count
        told |= {(mark.group, mark.i)} if num else set()
        groups = {group for group, _ in seen}
        if (mark.group, value) in seen or (value is None and mark.group in groups):
            continue
        seen.add((mark.group, value))
        cared_for = doc.says(mark.i, "hurt.hospital") or doc.says_in(mark.i, mark.j, "hurt.sought")
        if cared_for and "hurt" in groups:
            continue
        lo, hi = (mark.i, mark.j) if num is None else (min(mark.i, num.i), max(mark.j, num.j))
        kind = Killed if mark.group == "dead" else Injured
        rule = f"{kind.kind}.{'count' if num else 'one' if value else 'some'}"
        region, span = _where(doc, s, mark), span_of(doc, lo, hi)
        yield kind(region=region, count=value, qualifier=qualifier, span=span, rule=rule)
        for other, at in elsewhere(doc, s, num) if num is not None and doc.latin else ():
            there, span = region_at(doc, s, at), span_of(doc, other.i, other.j)
            yield kind(
                region=there,
                count=other.value,
                qualifier=other.qualifier,
                span=span,
                rule=f"{kind.kind}.there",
            )


def _of_no_person(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """An animal, a wound that nobody is said to have got, or the wound of a person told before."""
    if mark.value == "got" or any(abs(m.i - mark.i) <= 2 for m in s.of("animal")):
        return True
    if doc.latin and not tells_of_people(doc, s, mark):
        return True
    if mark.group != "hurt" or not wounds(doc, mark):
        return False
    if doc.says_in(max(s.i, mark.i - 2), mark.i, "hurt.having_got") or _of_those_before(doc, s):
        return True
    if any(doc.says_in(max(s.i, m.i - 2), m.i, "people.he") for m in s.of("hurt", "got")):
        return True  # 'он получил ранения'
    if any(doc.says(k, "list.and") and doc.says(k + 1, "hurt.outlived") for k in range(mark.j, s.j - 1)):
        return True  # 'получил ранения и скончался'
    return mark.value == "verb" and not (s.has("hurt", "got") or _suffered(doc, s, mark))


def _of_those_before(doc: Doc, s: Sentence) -> bool:
    """'пострадали двое. Мужчина с ранениями доставлен в больницу': one of those whom the sentence before counts."""
    if doc.latin or s.has("count", "again"):
        return False
    for before in reversed(doc.sentences[max(0, s.index - _LATELY) : s.index + 1]):
        if before is not s and before.has("hurt") and any(n.used and (n.value or 0) > 1 for n in before.nums):
            return before.paragraph == s.paragraph
        if any(loc.role == "" for loc in before.locs):
            break
    return False


def _where(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """The region; the country where two regions share the number."""
    if doc.latin and (whole := whole_of(doc, s, mark.i)):
        return whole
    here = regions_at(doc, s, mark.i, many=True)
    return here[0] if len(here) == 1 else country_of([code for code in here if code])


def _there(doc: Doc, s: Sentence, at: int) -> str | None:
    """The one region; the country where the sentence tells of it as a whole."""
    if doc.latin and _told_apart(doc, s, at):
        return next(iter(doc.sentences[s.index - 1].regions), None) if s.index else None
    return (whole_of(doc, s, at) if doc.latin else None) or region_at(doc, s, at)


def _told_apart(doc: Doc, s: Sentence, at: int) -> bool:
    """'there were no casualties, but one died in N': the places belong to what comes after 'but'."""
    cut = next((k for k in s.cuts if k > at), None)
    here = [loc for loc in s.locs if loc.role in {"", "country"}]
    return (
        cut is not None
        and doc.says(cut, "people.contrast")
        and any(m.i > cut for m in [*s.of("dead"), *s.of("hurt")])
        and bool(here)
        and all(loc.i > cut for loc in here)
    )


def _suffered(doc: Doc, s: Sentence, mark: Mark) -> bool:
    if doc.says_in(max(s.i, mark.i - 3), mark.i, "hurt.with"):
        return s.has("people")
    counted = any(num.used and (num.value or 0) > 1 for num in s.nums)
    return not counted and any(m.j <= mark.i and whose_wound(doc, s, m) for m in s.of("people"))


def _things(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'объекты инфраструктуры не пострадали': of things, not of people."""
    beside = [m for m in s.marks if mark.j <= m.i <= mark.j + 1 and m.group in {"object", "people"}]
    suffered = mark.value == "verb" and doc.says(mark.i, "harm.suffered")
    if suffered and beside and beside[0].group == "object":
        return True  # 'пострадали фасады'
    denied = doc.says(mark.i - 1, "denial.not") and doc.says(mark.i, "harm.suffered")
    return denied and things_spared(s, mark)


def _nobody(doc: Doc, s: Sentence, mark: Mark) -> bool:
    if doc.latin and hurt_nobody(doc, s, mark):
        return True
    unsaid = any(doc.says(n.i, "nobody.unsaid") for n in s.of("neg"))
    if not unsaid and negated(doc, s, mark, before=5, after=4):
        return True
    for neg in s.of("neg"):
        gaps = doc.between(min(neg.j, mark.j), max(neg.i, mark.i))
        if gaps & (_APART | Gap.COLON) or any(neg.j <= m.i < mark.i for m in s.of("say", "verb")):
            continue
        reach = 8 if doc.latin and not gaps & Gap.COMMA else 4
        if doc.says(neg.i, "nobody.nobody") and 0 <= mark.i - neg.j <= reach:
            return True
        if doc.says(neg.i, "nobody.without") and 0 <= mark.i - neg.j <= 6:
            return True
        if doc.says(neg.i, "denial.there_is_no") and -8 <= mark.i - neg.i <= 6 and _plural_noun(doc, mark):
            return True
    return False


def _plural_noun(doc: Doc, mark: Mark) -> bool:
    return doc.folded[mark.i].endswith(OF_PEOPLE)
