"""What an English word of harm or fire is said of: the subject of a passive, the object of a verb, what follows 'damage to'.

English tells by the order of words which thing a verb is about, so that a thing that was only hit, or near which it was,
is not taken for one that was damaged.
"""

from __future__ import annotations

from bot.core.extract.english.blazes import bursts
from bot.core.extract.words.marks import Doc, Mark, Num, Sentence
from bot.core.text import Gap

_PARTED = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON
_FAR = 24  # words between the verb and the last of a long list of things
_BARS = frozenset(["dead", "hurt", "say", "down", "repel", "boom", "airport"])  # verbs of another clause
_SMALL = frozenset(["part", "veg"])


def undergone(doc: Doc, s: Sentence, mark: Mark, triggers: list[Mark]) -> Mark | None:
    """The nearest word of harm or fire that is said of the thing, or None."""
    said = [t for t in triggers if _of(doc, s, mark, t)]
    return min(said, key=lambda t: abs(t.i - mark.i), default=None)


def _of(doc: Doc, s: Sentence, mark: Mark, trigger: Mark) -> bool:
    if mark.i <= trigger.i < mark.j:
        return True
    lo, hi = (mark.j, trigger.i) if mark.i < trigger.i else (trigger.j, mark.i)
    if hi - lo > _FAR or doc.between(lo, hi) & _PARTED:
        return False
    if trigger.group == "fire" and _where_it_hit(doc, s, mark, trigger):
        return True
    if _barred(doc, s, lo, hi, trigger):
        return False
    return _follows(doc, s, mark, trigger) if mark.i > trigger.i else _precedes(doc, s, mark, trigger)


def _barred(doc: Doc, s: Sentence, lo: int, hi: int, trigger: Mark) -> bool:
    """Another clause lies between; 'which' right after the thing goes on with it."""
    for k in range(lo, hi):
        relative = k == lo and lo < trigger.i and doc.says(k, "aside.relative")
        if doc.says(k, "aside.opens") and not relative and not _well(doc, k):
            return True
    return any(m.group in _BARS and lo <= m.i < hi and not _announces(doc, m, trigger) for m in s.marks)


def _well(doc: Doc, k: int) -> bool:
    """'as well as' joins, and opens no clause."""
    return doc.says_in(max(0, k - 1), k + 2, "list.well")


def _announces(doc: Doc, mark: Mark, trigger: Mark) -> bool:
    """'damage was reported to', 'fires were reported at', 'destroyed' beside itself."""
    if mark.group == "say" and (doc.says(mark.i, "harm.hearsay") or doc.says(mark.i - 1, "harm.be")):
        return True  # 'was reportedly destroyed', 'are said to have been damaged'
    return mark.i == trigger.i or (mark.group == "say" and 0 <= mark.i - trigger.j <= 3)


# --- the thing stands after the word -------------------------------------------------------------------------------


def _follows(doc: Doc, s: Sentence, mark: Mark, trigger: Mark) -> bool:
    if trigger.group == "harm" and is_noun(doc, s, trigger):
        return _led_by(doc, s, mark, trigger, "harm.to")
    if trigger.group == "harm" and _is_passive(doc, s, trigger):
        if doc.says_in(trigger.j, mark.i, "harm.along"):
            return _led_by(doc, s, mark, trigger, None)
        return _of_parts(s, trigger) and _led_by(doc, s, mark, trigger, "object.whose")
    if trigger.group == "harm":
        return _led_by(doc, s, mark, trigger, None)
    if (
        doc.says(trigger.i, "fire.burning")
        and mark.i - trigger.j <= 2
        and not doc.says_in(trigger.j, mark.i, "fire.at")
    ):
        return not doc.between(trigger.j, mark.i)
    if doc.says(trigger.j - 1, "fire.kindled") and _has_subject(doc, s, trigger):
        return False
    if doc.says_in(trigger.i, trigger.j, "fire.kindles"):
        return _led_by(doc, s, mark, trigger, None)
    return _led_by(doc, s, mark, trigger, "fire.at")


def _has_subject(doc: Doc, s: Sentence, trigger: Mark) -> bool:
    """'lorries are burning at a depot': what burns stands before, and where it burns after."""
    return any(
        m.j <= trigger.i <= m.j + 3 and m.value not in _SMALL and not doc.between(m.j, trigger.i) & ~Gap.QUOTE
        for m in s.of("object")
    )


def _of_parts(s: Sentence, trigger: Mark) -> bool:
    """'windows were blown out in a block of flats': of the block."""
    return any(m.value == "part" and 0 < trigger.i - m.j <= 4 for m in s.of("object"))


def _led_by(doc: Doc, s: Sentence, mark: Mark, trigger: Mark, concept: str | None) -> bool:
    """A preposition leads to the first thing, a comma or 'and' to each further one."""
    own = [m for m in s.of("object") if trigger.j <= m.i < mark.i and m.value not in _SMALL]
    if not own:
        return concept is None or doc.says_in(trigger.j, mark.i, concept)
    last = own[-1]
    if whose(doc, last, mark):
        return _led_by(doc, s, last, trigger, concept)
    ends = concept is None and _begins_clause(doc, s, mark)
    if ends or _repeats(doc, last, mark) or not _joined(doc, last, mark):
        return False
    return _led_by(doc, s, last, trigger, concept)


def _joined(doc: Doc, a: Mark, b: Mark) -> bool:
    listed = doc.says_in(a.j, b.i, "list.and") or doc.says_in(a.j, b.i, "list.well")
    return bool(doc.between(a.j, b.i) & Gap.COMMA) or listed


def _repeats(doc: Doc, a: Mark, b: Mark) -> bool:
    """'residential buildings, including a dormitory': some of the same."""
    return a.value == b.value and doc.says_in(a.j, b.i, "list.including")


def _begins_clause(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """', and several cars were hit': the thing is the subject of a verb of its own."""
    beside = (
        mark.j < s.j and not doc.gap(mark.j) & Gap.COMMA
    )  # not 'the strike, which damaged a hospital, was'
    return beside and doc.says_in(mark.j, min(s.j, mark.j + 3), "harm.be")


# --- the thing stands before the word ------------------------------------------------------------------------------


def _precedes(doc: Doc, s: Sentence, mark: Mark, trigger: Mark) -> bool:
    if any(_repeats(doc, m, mark) for m in s.of("object") if m.j <= mark.i):
        return False
    between = [m for m in s.of("object") if mark.j <= m.i < trigger.i and m.value not in _SMALL]
    if between and (not _in_one_list(doc, s, mark, between) or _is_taken(doc, s, mark)):
        return False
    if _is_setting(doc, s, mark):
        return False
    if trigger.group == "harm" and is_noun(doc, s, trigger):
        return doc.says_in(mark.j, trigger.i, "harm.suffers")
    if trigger.group == "harm" and doc.says(trigger.i, "harm.bursts"):
        return trigger.i == mark.j and bursts(doc, s, trigger)
    if trigger.group == "harm":
        return _is_passive(doc, s, trigger)
    return trigger.i == mark.j or doc.says_in(trigger.i, trigger.j, "fire.kindled")


def _in_one_list(doc: Doc, s: Sentence, mark: Mark, between: list[Mark]) -> bool:
    """Each is joined to the next, or only tells where the one before it is ('a warehouse at a port')."""
    last = mark
    for m in between:
        if _joined(doc, last, m) and _begins_clause(doc, s, last):
            return False
        last = m
    return True


def _is_setting(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'a warehouse at the port was damaged': the port is where the warehouse is."""
    before = [m for m in s.of("object") if m.j <= mark.i and mark.i - m.j <= 4 and m.value not in _SMALL]
    if not before or _joined(doc, before[-1], mark) or whose(doc, before[-1], mark):
        return False
    return doc.says_in(before[-1].j, mark.i, "fire.at") or doc.says_in(before[-1].j, mark.i, "number.of")


def _is_passive(doc: Doc, s: Sentence, trigger: Mark) -> bool:
    """'was badly damaged', 'left destroyed'; or a participle at the end of its clause: 'and 20 damaged in ...'."""
    if doc.says(trigger.i, "harm.bursts"):
        return True  # 'the depot exploded'
    if doc.says_in(max(s.i, trigger.i - 4), trigger.i, "harm.be"):
        return True
    at_end = trigger.j >= s.j or bool(doc.gap(trigger.j))
    return at_end or any(doc.says(trigger.j, told) for told in ("harm.by", "aside.opens", "harm.be"))


def _is_taken(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'hit a shop, and two cars burned': the thing is the object of a verb before it, and another is the subject."""
    return _struck(doc, s, mark) is not None


def _struck(doc: Doc, s: Sentence, mark: Mark) -> Mark | None:
    """The verb of striking or falling that the thing stands right after."""
    for verb in s.marks:
        if verb.group not in {"attack", "fall"} or not 0 <= mark.i - verb.j <= 6:
            continue
        if not doc.between(verb.j, mark.i) and not any(
            verb.j <= m.i < mark.i and m.value not in _SMALL for m in s.of("object")
        ):
            return verb
    return None


def _where_it_hit(doc: Doc, s: Sentence, mark: Mark, trigger: Mark) -> bool:
    """'hit a depot, sparking a fire', 'a fire broke out when debris fell on a depot'."""
    verb = _struck(doc, s, mark)
    if verb is None:
        return False
    if mark.i < trigger.i:
        if any(mark.j <= m.i < trigger.i and m.value not in _SMALL for m in s.of("object")):
            return False
        return doc.says_in(max(mark.j, trigger.i - 4), trigger.i, "fire.caused")
    opener = next((k for k in range(trigger.j, verb.i) if doc.says(k, "aside.opens")), None)
    return opener is not None and not any(trigger.j <= m.i < opener for m in s.of("object"))


# --- nouns ---------------------------------------------------------------------------------------------------------


def is_noun(doc: Doc, s: Sentence, trigger: Mark) -> bool:
    """'damage' and 'destruction' are nouns, save where 'damage' follows 'to', or a thing stands right after it."""
    if not doc.says(trigger.i, "harm.a_noun") or (trigger.i and doc.says(trigger.i - 1, "harm.verbal")):
        return False
    return not any(
        0 <= m.i - trigger.j <= 2
        and not doc.between(trigger.j, m.i) & ~Gap.QUOTE
        and not doc.says_in(trigger.j, m.i, "harm.to")
        for m in s.of("object")
    )


def whose(doc: Doc, a: Mark, b: Mark) -> bool:
    """'the building of a school', 'windows in a block of flats': the second tells what the first is."""
    near = a.value in {"other", *_SMALL} and 1 <= b.i - a.j <= 3
    return near and not doc.between(a.j, b.i) and doc.says(a.j, "object.whose")


def of_a_thing(doc: Doc, s: Sentence, trigger: Mark) -> bool:
    """'the school was destroyed', 'destroyed a school': a thing stands nearer to the verb than any weapon."""
    nouns = sorted(
        (m for m in s.marks if m.group in {"weapon", "object"} and m.value not in _SMALL), key=lambda m: m.i
    )
    heads = [m for n, m in enumerate(nouns) if n + 1 == len(nouns) or nouns[n + 1].i > m.j]  # 'drone plant'
    before = next((m for m in reversed(heads) if m.j <= trigger.i), None)
    after = next((m for m in heads if m.i >= trigger.j), None)
    if after is not None and after.i - trigger.j <= 4 and not _is_passive(doc, s, trigger):
        return after.group == "object"
    return before is not None and before.group == "object" and trigger.i - before.j <= 8


def others_like_it(_: Doc, s: Sentence, trigger: Mark) -> Num | None:
    """'four houses were destroyed and another 20 damaged': a number that stands for more of the same things."""
    for num in s.nums:
        if not 0 <= trigger.i - num.j <= 3 or num.value is None:
            continue
        named = any(
            m.group in {"object", "people", "weapon", "head"} and num.i <= m.i < trigger.i for m in s.marks
        )
        return None if named else num
    return None


def one_of(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'one of the refineries', 'one of the city's underground stations'."""
    for k in range(mark.i - 1, max(s.i, mark.i - 6), -1):
        if doc.gap(k + 1) & ~Gap.QUOTE:
            return False
        if doc.says(k, "where.of"):
            return doc.lexes[k - 1].number == 1
    return False


def what_building(doc: Doc, s: Sentence, mark: Mark) -> str:
    """'a nine-storey building' is a block of flats; 'the building', 'the facility' is that which was named before."""
    if doc.says(mark.j - 1, "object.site"):
        again = not doc.says_in(max(s.i, mark.i - 2), mark.i, "clause.article")
        return _named_before(doc, s, _SITES) or mark.value if again else mark.value
    if not doc.says(mark.j - 1, "object.dwellings"):
        return mark.value
    if doc.says_in(max(s.i, mark.i - 4), mark.i, "dwelling"):
        return "apartment"
    if mark.i > s.i and doc.says(mark.i - 1, "object.the"):
        return _named_before(doc, s, _BUILDINGS) or mark.value
    if s.title and mark.number == "s":  # 'a building' of a headline: which, its lead tells
        lead = [m for o in doc.sentences[s.index + 1 : s.index + 2] for m in o.of("object")]
        if [m.value for m in lead if m.value not in _SMALL and m.number == "s"] == ["apartment"]:
            return "apartment"
    return mark.value


def _named_before(doc: Doc, s: Sentence, values: frozenset[str]) -> str | None:
    """The kind of the last such thing that the sentences before name."""
    for earlier in reversed(doc.sentences[max(0, s.index - 3) : s.index]):
        for named in reversed(earlier.of("object")):
            if named.value in values:
                return named.value
    return None


_BUILDINGS = frozenset(["house", "apartment", "public", "industrial"])
_SITES = frozenset(["industrial", "fuel", "energy", "transport", "military"])
