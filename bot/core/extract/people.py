"""People killed and hurt, as stated, and the word that nobody was."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Injured, Killed, NoCasualties, Qualifier
from bot.core.extract.grammar import NOT, OF_PEOPLE, PEOPLE_ENDINGS
from bot.core.extract.groups import country_of
from bot.core.extract.marks import Doc, Mark, Num, Sentence
from bot.core.extract.near import negated, region_at, regions_at, span_of
from bot.core.extract.persons import (
    aside,
    deed,
    elsewhere,
    hurt_nobody,
    is_part,
    more_of_them,
    several_sorts,
    tells_of_people,
    whose_bodies,
)
from bot.core.text import Gap

_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE


def casualties(doc: Doc) -> Iterator[Killed | Injured | NoCasualties]:
    """All claims about people."""
    for s in doc.sentences:
        if s.live and s.has("safe"):
            safe = s.of("safe")[0]
            yield NoCasualties(
                region=region_at(doc, s, safe.i), span=span_of(doc, safe.i, safe.j), rule="nobody.safe"
            )
        if not s.live or not s.groups & {"dead", "hurt", "neg"}:
            continue
        yield from _sentence(doc, s)


def _sentence(doc: Doc, s: Sentence) -> Iterator[Killed | Injured | NoCasualties]:
    seen: set[tuple[str, int | None]] = set()
    marks = [m for m in s.marks if m.group in {"dead", "hurt"} and not (doc.latin and whose_bodies(s, m))]
    for mark in marks:
        if _things(doc, s, mark):
            continue
        if not deed(doc, mark) and _nobody(doc, s, mark):
            span = span_of(doc, mark.i, mark.j)
            yield NoCasualties(region=region_at(doc, s, mark.i), span=span, rule="nobody.hurt")
            continue
        count = None if _of_no_person(doc, s, mark) else _count(doc, s, mark, marks)
        if count is None:
            continue
        value, qualifier, num = count
        groups = {group for group, _ in seen}
        if (mark.group, value) in seen or (value is None and mark.group in groups):
            continue
        seen.add((mark.group, value))
        if doc.says(mark.i, "hurt.hospital") and "hurt" in groups:
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
    if mark.group != "hurt" or not _wounds(doc, mark):
        return False
    if doc.says_in(max(s.i, mark.i - 2), mark.i, "hurt.having_got"):
        return True
    return mark.value == "verb" and not (s.has("hurt", "got") or _suffered(doc, s, mark))


def _where(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """The region; the country where two regions share the number."""
    here = regions_at(doc, s, mark.i, many=True)
    return here[0] if len(here) == 1 else country_of([code for code in here if code])


def _wounds(doc: Doc, mark: Mark) -> bool:
    return doc.says(mark.i, "hurt.wound") and not doc.says(mark.i, "hurt.wounded")


def _suffered(doc: Doc, s: Sentence, mark: Mark) -> bool:
    return doc.says_in(max(s.i, mark.i - 3), mark.i, "hurt.with") and s.has("people")


def _things(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'объекты инфраструктуры не пострадали': of things, not of people."""
    beside = [m for m in s.marks if mark.j <= m.i <= mark.j + 1 and m.group in {"object", "people"}]
    suffered = mark.value == "verb" and doc.says(mark.i, "harm.suffered")
    if suffered and beside and beside[0].group == "object":
        return True  # 'пострадали фасады'
    denied = doc.says(mark.i - 1, "denial.not") and doc.says(mark.i, "harm.suffered")
    return denied and s.has("object", "other") and not s.has("people")


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


_FAR = 9  # words; a number further from the mark counts something else


def _count(
    doc: Doc, s: Sentence, mark: Mark, marks: list[Mark]
) -> tuple[int | None, Qualifier | None, Num | None] | None:
    """How many: a number of people beside the mark, one person, or a plural without a number."""
    best: tuple[float, Num] | None = None
    for num in s.nums:
        if num.used:
            continue
        distance = 1 if _has_grown(doc, s, num) else min(abs(num.i - mark.j), abs(mark.i - num.j))
        distance -= aside(doc, s, num, mark)
        if (
            distance > _FAR
            or (num.i and doc.folded[num.i - 1] in NOT)
            or not _counts_people(doc, s, num, mark)
        ):
            continue
        between = doc.between(min(num.j, mark.j), max(num.i, mark.i))
        if between & (_APART | Gap.COLON):
            continue
        closer = [m for m in marks if m is not mark and m.group != mark.group and _is_between(m, num, mark)]
        if closer or _taken_by_next(doc, marks, num, mark):
            continue
        cost = distance + (3 if between & Gap.COMMA else 0)
        if best is None or cost < best[0]:
            best = (cost, num)
    if best is not None:
        num = best[1]
        num.used = True
        if doc.latin and several_sorts(doc, s, num, []):
            return None, None, None
        return num.value, (num.qualifier if num.value is not None else None), num
    return _uncounted(doc, s, mark)


def _has_grown(doc: Doc, s: Sentence, num: Num) -> bool:
    """'число погибших ... выросло до 28', 'the toll ... has risen to 28'."""
    before = num.i > s.i and doc.says(num.i - 1, "number.up_to")
    return before and doc.says_in(max(s.i, num.i - 3), num.i, "number.grown")


def _taken_by_next(doc: Doc, marks: list[Mark], num: Num, mark: Mark) -> bool:
    """'a woman was killed and four others injured': the number belongs to what follows it."""
    if mark.i > num.i:
        return False
    return any(
        m.group != mark.group
        and 0 <= m.i - num.j <= 3
        and not doc.says_in(num.j, m.i, "list.and")
        and not doc.between(num.j, m.i) & (_APART | Gap.COMMA | Gap.COLON)
        for m in marks
    )


def _is_between(m: Mark, num: Num, mark: Mark) -> bool:
    lo, hi = min(num.i, mark.i), max(num.i, mark.i)
    return lo < m.i < hi


_COUNTABLE = frozenset(["people", "object", "weapon", "airport", "dead", "hurt", "country", "time"])


def _counts_people(doc: Doc, s: Sentence, num: Num, mark: Mark) -> bool:
    aged = (
        doc.gap(num.i) & Gap.COMMA
        and doc.gap(num.j) & Gap.COMMA
        and any(m.j == num.i for m in s.of("people"))
    )
    if aged and doc.latin:
        return False  # 'a woman, 68,'
    nxt = next(
        (
            m
            for m in s.marks
            if num.j <= m.i <= num.j + 4
            and (
                m.group in _COUNTABLE
                or (m.group == "head" and m.value in {"district", "region", "settlement"})
            )
        ),
        None,
    )
    if (
        nxt is not None
        and nxt.i > num.j
        and doc.between(num.j, nxt.i) & (_APART | Gap.COMMA | Gap.DASH | Gap.COLON)
    ):
        nxt = None
    part = any(m.value == "part" and 0 <= num.i - m.j <= 1 for m in s.of("count"))
    if part or is_part(doc, s, num):
        return False
    if nxt is not None and nxt.group in {"head", "country"} and nxt.i != num.j:
        nxt = None
    if nxt is None:
        return (
            num.j == s.j
            or num.j == mark.i
            or mark.j == num.i
            or bool(doc.gap(num.j) & (Gap.COMMA | Gap.DOT | Gap.DASH))
            or more_of_them(doc, num)
            or abs(num.i - mark.j) <= 2
        )
    if nxt.group == "object" and any(m.i == nxt.j for m in s.of("people")):
        return True  # 'two farm workers'
    if nxt.group in {"people", "dead", "hurt"}:
        return not doc.between(num.j + 1, nxt.i) & (_APART | Gap.COMMA) or nxt.i == num.j
    return False


def _uncounted(doc: Doc, s: Sentence, mark: Mark) -> tuple[int | None, Qualifier | None, Num | None] | None:
    """One person, some people without a number, or None where the word counts nobody."""
    word = doc.folded[mark.i]
    if (
        mark.value == "noun"
        and mark.number == "s"
        and doc.says_in(max(s.i, mark.i - 2), mark.i, "people.there_is")
    ):
        return 1, Qualifier.EXACT, None
    if mark.value == "noun" and not word.endswith(PEOPLE_ENDINGS):
        return None
    if _wounds(doc, mark) and any(m.value == "got" and m.number == "p" for m in s.of("hurt")):
        return None, None, None
    near = [m for m in s.of("people") if abs(m.i - mark.i) <= 7]
    persons = [m for m in near if not doc.between(min(m.j, mark.j), max(m.i, mark.i)) & (_APART | Gap.COLON)]
    if persons:
        best = min(persons, key=lambda m: abs(m.i - mark.i))
        if doc.latin and several_sorts(doc, s, None, [best]):
            return None, None, None
        one = best.number == "s" and (mark.number != "p" or _wounds(doc, mark))
        one = one or (best.number == "?" and doc.says(mark.i, "dead.death"))
        return (1, Qualifier.EXACT, None) if one else (None, None, None)
    if mark.number == "s" and mark.value == "verb":
        return (1, Qualifier.EXACT, None) if doc.says(mark.i, "people.one_was") else None
    if mark.value == "noun":
        return None if s.has("neg") else (None, None, None)
    return (None, None, None) if mark.number == "p" else None
