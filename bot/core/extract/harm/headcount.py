"""How many people a word of the dead or hurt tells of: a number beside it, one person, or a plural."""

from __future__ import annotations

from typing import TypeAlias

from bot.core.claims import Qualifier
from bot.core.extract.english.persons import aside, is_part, more_of_them, several_sorts
from bot.core.extract.words.grammar import PEOPLE_ENDINGS
from bot.core.extract.words.marks import Doc, Mark, Num, Sentence
from bot.core.text import Gap

# How many, how surely, and the number in the text that says so, where there is one.
Headcount: TypeAlias = tuple[int | None, Qualifier | None, Num | None]

_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE
_REACH = 40  # words between a number and the mark, with all that stands aside
_FAR = 9  # words; a number further from the mark counts something else
_COUNTABLE = frozenset(["people", "object", "weapon", "airport", "dead", "hurt", "country", "time"])


def wounds(doc: Doc, mark: Mark) -> bool:
    """A word for the wound, not for the wounded."""
    return doc.says(mark.i, "hurt.wound") and not doc.says(mark.i, "hurt.wounded")


def headcount(doc: Doc, s: Sentence, mark: Mark, marks: list[Mark]) -> Headcount | None:
    """How many: a number of people beside the mark, one person, or a plural without a number."""
    best: tuple[float, Num] | None = None
    if not doc.latin and doc.says(mark.i, "hurt.hospital") and _of_those_told(s, mark):
        return None
    for num in s.nums:
        if num.used or abs(num.i - mark.i) > _REACH:
            continue
        between = doc.between(min(num.j, mark.j), max(num.i, mark.i))
        if between & (_APART | Gap.COLON):
            continue
        distance = 1 if _has_grown(doc, s, num) else min(abs(num.i - mark.j), abs(mark.i - num.j))
        distance -= aside(doc, s, num, mark)
        if (
            distance > _FAR
            or (num.i and doc.says(num.i - 1, "number.not"))
            or not _counts_people(doc, s, num, mark)
        ):
            continue
        closer = [m for m in marks if m is not mark and m.group != mark.group and _is_between(m, num, mark)]
        if closer or _taken_by_next(doc, s, marks, num, mark):
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


def _taken_by_next(doc: Doc, s: Sentence, marks: list[Mark], num: Num, mark: Mark) -> bool:
    """'a woman was killed and four others injured': the number belongs to what follows it."""
    if mark.i > num.i:
        return False
    return any(m.group != mark.group and m.i >= num.j and _belongs(doc, s, num, m) for m in marks)


def _belongs(doc: Doc, s: Sentence, num: Num, mark: Mark) -> bool:
    """'four others injured', '22 people, including five children, injured': what follows the number, an aside left out."""
    if doc.latin and doc.says(mark.i, "people.active"):
        return False
    beside = aside(doc, s, num, mark)
    if mark.i - num.j - beside > 3:
        return False
    signs = _APART | Gap.COLON | (Gap.NONE if beside else Gap.COMMA)
    return not doc.between(num.j, mark.i) & signs and bool(
        beside or not doc.says_in(num.j, mark.i, "list.and")
    )


def _is_between(m: Mark, num: Num, mark: Mark) -> bool:
    lo, hi = min(num.i, mark.i), max(num.i, mark.i)
    return lo < m.i < hi


def _counts_people(doc: Doc, s: Sentence, num: Num, mark: Mark) -> bool:
    if doc.latin and _is_age(doc, s, num):
        return False
    if (
        doc.latin
        and num.i > s.i
        and doc.gap(num.i) & Gap.COMMA
        and doc.gap(num.j) & Gap.COMMA
        and num.j == num.i + 1
    ):
        return False  # 'a woman, 68,'
    if doc.latin and _is_object(doc, s, num, mark):
        return True
    nxt = _noun_after(doc, s, num)
    part = any(
        m.value == "part" and 0 <= num.i - m.j <= 1 and (num.i == m.j or doc.latin or not doc.gap(num.i))
        for m in s.of("count")
    )
    if part or is_part(doc, s, num):
        return False
    if nxt is not None and nxt.group in {"head", "country"} and nxt.i != num.j:
        nxt = None
    if nxt is None:
        return _stands_for_people(doc, s, num, mark)
    if nxt.group == "object" and any(m.i == nxt.j for m in s.of("people")):
        return True  # 'two farm workers'
    if doc.latin and nxt.group == "people" and mark.i < num.i and _says_so(doc, s, nxt.j):
        return False  # 'one resident said'
    if nxt.group in {"people", "dead", "hurt"}:
        return not doc.between(num.j + 1, nxt.i) & (_APART | Gap.COMMA) or nxt.i == num.j
    return False


def _is_age(doc: Doc, s: Sentence, num: Num) -> bool:
    """'a child of three'."""
    after = num.i - 1 > s.i and doc.says(num.i - 1, "people.of")
    return after and any(m.j == num.i - 1 and m.number == "s" for m in s.of("people"))


def _says_so(doc: Doc, s: Sentence, k: int) -> bool:
    """Whether a verb of saying stands at word k, whose subject the words before it are."""
    return not doc.gap(k) and any(m.i == k for m in s.of("say", "verb"))


def _is_object(doc: Doc, s: Sentence, num: Num, mark: Mark) -> bool:
    """'wounding four more', 'injured at least 12 on Tuesday': the verb's own number, and no noun that it might count."""
    k = num.i
    while k > mark.j and any(m.i <= k - 1 < m.j for m in s.of("count")):
        k -= 1
    if k != mark.j or num.j >= s.j:
        return False
    return doc.says(num.j, "count.again") or any(m.i == num.j for m in s.of("head", "prep"))


def _noun_after(doc: Doc, s: Sentence, num: Num) -> Mark | None:
    """The noun that the number may count, in the words after it."""
    nxt = next(
        (
            m
            for m in s.marks
            if num.j <= m.i <= num.j + 4
            and (
                (m.group in _COUNTABLE and not m.value.endswith("adj"))
                or (m.group == "head" and m.value in {"district", "region", "settlement"})
            )
        ),
        None,
    )
    parted = nxt is not None and doc.between(num.j, nxt.i) & (_APART | Gap.COMMA | Gap.DASH | Gap.COLON)
    return None if parted else nxt


def _stands_for_people(doc: Doc, s: Sentence, num: Num, mark: Mark) -> bool:
    """A number without a noun: 'пострадали трое', 'three were hurt', 'seven more, including a child'."""
    return (
        num.j == s.j
        or num.j == mark.i
        or mark.j == num.i
        or bool(doc.gap(num.j) & (Gap.COMMA | Gap.DOT | Gap.DASH))
        or more_of_them(doc, num)
        or abs(num.i - mark.j) <= 2
    )


def _uncounted(doc: Doc, s: Sentence, mark: Mark) -> Headcount | None:
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
    if wounds(doc, mark) and any(m.value == "got" and m.number == "p" for m in s.of("hurt")):
        return None, None, None
    if wounds(doc, mark) and _got_by_one(doc, s, mark):
        return 1, Qualifier.EXACT, None
    near = [m for m in s.of("people") if abs(m.i - mark.i) <= 7 and not (doc.latin and _says_so(doc, s, m.j))]
    if doc.says(mark.i, "people.active"):
        near = [m for m in near if 0 <= m.i - mark.j <= 3] or near  # 'wounds others'
    persons = [m for m in near if not doc.between(min(m.j, mark.j), max(m.i, mark.i)) & (_APART | Gap.COLON)]
    if persons:
        best = min(persons, key=lambda m: abs(m.i - mark.i))
        if doc.latin and several_sorts(doc, s, None, [best]):
            return None, None, None
        one = (
            best.number == "s"
            and not doc.says(mark.i, "people.casualties")
            and (mark.number != "p" or wounds(doc, mark))
        )
        one = one or (best.number == "?" and (doc.says(mark.i, "dead.death") or whose_wound(doc, s, best)))
        person = doc.says(best.i, "people.person") or _one_of(doc, s, best)
        one = one or (person and doc.says(mark.i, "people.one_was"))
        return (1, Qualifier.EXACT, None) if one else (None, None, None)
    if mark.number == "s" and mark.value == "verb":
        return (1, Qualifier.EXACT, None) if doc.says(mark.i, "people.one_was") else None
    if mark.value == "noun":
        return None if s.has("neg") else (None, None, None)
    return (None, None, None) if mark.number == "p" else None


def whose_wound(doc: Doc, s: Sentence, person: Mark) -> bool:
    """'у 40-летней женщины ранение'; not 'у одного мужчины', who is of a number told before."""
    told = doc.says_in(max(s.i, person.i - 2), person.i, "hurt.whose")
    return told and not any(lex.number for lex in doc.lexes[max(s.i, person.i - 2) : person.i])


def _one_of(doc: Doc, s: Sentence, people: Mark) -> bool:
    """'один из водителей'."""
    out_of = people.i - 2 >= s.i and doc.says(people.i - 1, "number.out_of")
    return not doc.latin and out_of and doc.lexes[people.i - 2].number == 1


def _got_by_one(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'водитель машины, в которую попал дрон, получил ранения'; not 'она получила ожоги', who was told of before."""
    got = next((m for m in s.of("hurt", "got") if 0 <= mark.i - m.j <= 1 and m.number == "s"), None)
    if got is None or doc.latin or doc.says_in(max(s.i, got.i - 2), got.i, "people.pronoun"):
        return False
    return any(m.number == "s" and m.j <= got.i for m in s.of("people", "one"))


def _of_those_told(s: Sentence, mark: Mark) -> bool:
    """'из них двое госпитализированы': some of those counted before."""
    return any(m.value == "part" and 0 <= mark.i - m.j <= 2 for m in s.of("count"))
