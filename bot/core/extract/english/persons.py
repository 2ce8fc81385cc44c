"""What English says of killed and hurt people around the word itself: lists of them, parts of them, bodies, lives, denials."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.extract.english.clauses import parted
from bot.core.extract.places.groups import country_of
from bot.core.extract.words.marks import Doc, Loc, Mark, Num, Sentence
from bot.core.text import Gap

_PARTED = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON
_BEGAN = 8  # words between 'since' and the war that began then
_PLACED = 10  # words between 'including two in' and where: 'a block of flats in the city of N'
_NEAR = 6  # words between two people of one list: 'a man and his 12-year-old son'


def several_sorts(doc: Doc, s: Sentence, num: Num | None, people: list[Mark]) -> bool:
    """'two men and a girl were hurt': a list of people that the text does not count."""
    if num is not None:
        own = next((m for m in s.of("people") if num.j <= m.i <= num.j + 4), None)
        people = [own] if own is not None else []
    return any(_listed(doc, s, a, b) for person in people for a, b in _pairs(s, person))


def _pairs(s: Sentence, person: Mark) -> Iterator[tuple[Mark, Mark]]:
    marks = s.of("people")
    at = marks.index(person)
    if at:
        yield marks[at - 1], person
    if at + 1 < len(marks):
        yield person, marks[at + 1]


def _listed(doc: Doc, s: Sentence, a: Mark, b: Mark) -> bool:
    """'and' stands between the two, and nothing that would part them."""
    if not 1 <= b.i - a.j <= _NEAR or doc.between(a.j, b.i) & _PARTED:
        return False
    if any(a.j <= m.i < b.i and m.group in {"dead", "hurt", "say", "attack", "object"} for m in s.marks):
        return False
    if any(doc.says(k, "people.others") for k in range(a.j, b.j)):
        return False
    if doc.gap(a.j) & Gap.COMMA and any(num.i == a.j and b.i - num.j <= 1 for num in s.nums):
        return True  # 'three children, six adults'
    joined = [k for k in range(a.j, b.i) if doc.says(k, "list.and")]
    aged = a.j + any(
        num.i == a.j and doc.gap(num.i) & doc.gap(num.j) & Gap.COMMA for num in s.nums
    )  # 'a girl, 9,'
    return bool(joined) and (joined[0] == aged or doc.says_in(a.j, joined[0], "people.of"))


def is_part(doc: Doc, s: Sentence, num: Num) -> bool:
    """'five people, two of them children': a part of a number, as 'including two' is."""
    return doc.latin and any(m.value == "part" and m.i == num.j for m in s.of("count"))


def aside(doc: Doc, s: Sentence, num: Num, mark: Mark) -> int:
    """The words of ', including a driver who came to help,' between a number and its verb."""
    part = next(
        (m for m in s.of("count", "part") if num.j <= m.i < mark.i and doc.gap(m.i) & Gap.COMMA), None
    )
    if part is None or not doc.latin:
        return 0
    end = next((k for k in range(mark.i, part.j, -1) if doc.gap(k) & Gap.COMMA), part.i)
    return end - part.i


def more_of_them(doc: Doc, num: Num) -> bool:
    """'seven more, including a child, were injured'."""
    k = num.j
    return doc.latin and k + 1 < len(doc.lexes) and doc.says(k, "count") and bool(doc.gap(k + 1) & Gap.COMMA)


def whose_bodies(s: Sentence, mark: Mark) -> bool:
    """'the bodies of two victims': the victims are the dead."""
    return (mark.group, mark.value) == ("hurt", "noun") and s.has("dead", "body")


def tells_of_people(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Whether a word that may mean something else is of the dead or hurt here: bodies that were found, lives that were lost."""
    if mark.value == "body":
        return doc.says_in(s.i, s.j, "dead.recovered")
    if doc.says(mark.i, "dead.deed") and mark.i and doc.says(mark.i - 1, "dead.purpose"):
        return False
    joined = mark.i - 3 >= s.i and doc.says(mark.i - 1, "list.and") and doc.says(mark.i - 3, "dead.purpose")
    if joined and doc.says(mark.i, "dead.deed"):
        return False  # 'to maim and kill'
    if mark.value == "life":
        return doc.says_in(max(s.i, mark.i - 5), mark.i, "dead.taken")
    return not _unsure(doc, s, mark)


def not_news(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'killed since the war began', 'I killed', 'died from her injuries', 'did not comment on possible casualties'."""
    if mark.i > s.i and (doc.says(mark.i - 1, "dead.self") or _of_others(doc, s, mark)):
        return True
    if (mark.group, mark.value) == ("hurt", "noun"):
        return _of_the_dead(doc, s, mark) or _withheld(doc, s, mark)
    since = next((k for k in range(mark.j, s.j) if doc.says(k, "dead.since")), None)
    if since is None or doc.between(mark.j, since) & _PARTED:
        return False
    above = any(mark.i < m.i < since for m in s.of("past", "super"))  # 'the deadliest attack since'
    return not above and doc.says_in(since + 1, min(since + _BEGAN, s.j), "dead.began")


def _of_others(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'could kill hundreds', 'remembered those killed', 'caring for a wounded man'."""
    lo = max(s.i, mark.i - 3)
    if doc.says(mark.i, "dead.deed") and doc.says_in(lo, mark.i, "dead.can"):
        return True
    if doc.says(mark.i - 1, "dead.those") and not doc.says_in(lo, mark.i, "list.including"):
        return True
    if doc.says(mark.i - 1, "named.the") and doc.says(mark.i - 2, "list.including") and mark.i - 2 > s.i:
        return any(
            o is not s and (o.has("dead") or o.has("deadly")) for o in doc.around(s)
        )  # 'were among the dead'
    attribute = doc.says(mark.i - 1, "people.article") and any(0 <= m.i - mark.j <= 1 for m in s.of("people"))
    return mark.group == "hurt" and attribute and doc.says_in(max(s.i, mark.i - 4), mark.i, "people.sign")


def _of_the_dead(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'died from her injuries', 'the victims' of a text that tells of the dead."""
    died = any(0 < mark.i - m.j <= _NEAR for m in s.of("dead"))
    if died and doc.says_in(max(s.i, mark.i - 3), mark.i, "dead.of_wounds"):
        return True
    return doc.says(mark.i, "people.victims") and not any(0 <= mark.i - num.j <= 2 for num in s.nums)


def _withheld(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'did not release information on casualties': neither hurt nor unhurt."""
    for neg in s.of("neg"):
        if doc.says(neg.i, "denial.of_verb") and 0 < mark.i - neg.j <= _NEAR:
            return doc.says_in(neg.j, mark.i, "hurt.unsure")
    return False


def _unsure(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'possible casualties', 'information about casualties is being checked', 'aid to the victims'."""
    if mark.group != "hurt" or mark.value != "noun":
        return False
    return doc.says_in(max(s.i, mark.i - 3), min(s.j, mark.j + 4), "hurt.unsure")


def deed(doc: Doc, mark: Mark) -> bool:
    """'no justification for killing civilians': an active verb, which 'no' before it does not deny."""
    return doc.latin and doc.says(mark.i, "dead.deed")


def hurt_nobody(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'injured no one', 'killed nobody'."""
    return any(neg.i == mark.j and doc.says(neg.i, "denial.person") for neg in s.of("neg"))


def elsewhere(doc: Doc, s: Sentence, first: Num) -> Iterator[tuple[Num, int]]:
    """'three people were killed in A, two in B and one in C', 'including two in B': further numbers, each with its place's word."""
    for num in s.nums:
        if num.used or num.i <= first.i or num.value is None or num.j + 1 >= s.j:
            continue
        part = any(m.j == num.i for m in s.of("count", "part"))
        at = num.j + doc.says(num.j, "people.others")  # 'two others in B'
        if not doc.says(at, "where.in") or not (part or _follows(doc, num)):
            continue
        reach = _PLACED if part else 3
        loc = next((loc for loc in s.locs if num.j < loc.i <= num.j + reach and loc.role == ""), None)
        if loc is not None and not doc.between(num.j, loc.i) & ~Gap.QUOTE:
            num.used = True
            yield num, loc.i


def whole_of(doc: Doc, s: Sentence, at: int) -> str | None:
    """'regions across Russia, including N': the country, where every place that the sentence names is but a part of it."""
    here = [loc for loc in s.locs if loc.role == "" and loc.region]
    inside = [loc for loc in s.locs if loc.role == "country" and loc.i < at and not parted(s, loc.i, at)]
    if inside and s.cuts and here and all(parted(s, loc.i, at) for loc in here):
        return inside[0].region  # 'as an attack on cities across N killed two'
    if here and not parted(s, here[-1].i, at) and (country := _and_others(doc, s, here)):
        return country
    for whole in s.locs:
        if whole.role != "country" or not here or parted(s, whole.i, here[-1].i):
            continue
        listed = [k for k in range(whole.j, here[0].i) if doc.says(k, "list.including")]
        if listed and not listed[0] < at < here[0].i:
            return whole.region
    return None


def _and_others(doc: Doc, s: Sentence, here: list[Loc]) -> str | None:
    """'in Kyiv and other cities': the country that these lie in."""
    last = here[-1]
    if not doc.says_in(last.j, last.j + 1, "list.and") or not doc.says_in(
        last.j + 1, last.j + 3, "people.others"
    ):
        return None
    if not any(m.value == "many" and 0 <= m.i - last.j <= 4 for m in s.of("country")):
        return None
    return country_of([loc.region for loc in here if loc.region])


def _follows(doc: Doc, num: Num) -> bool:
    """After a comma or 'and', perhaps with 'another' or 'more'."""
    k = num.i
    while k and doc.says(k - 1, "count") and not doc.gap(k):
        k -= 1
    return bool(doc.gap(k) & Gap.COMMA) or (k > 0 and doc.says(k - 1, "list.and"))
