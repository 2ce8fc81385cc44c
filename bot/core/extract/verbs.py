"""Which words of a sentence bring weapons down, and which lines go on with a tally without a verb."""

from __future__ import annotations

from bot.core.extract.grammar import INFINITIVES
from bot.core.extract.marks import Doc, Mark, Num, Sentence
from bot.core.extract.undergone import lost_weapon, of_a_thing
from bot.core.text import Gap


def downing_words(doc: Doc, sentence: Sentence) -> list[Mark]:
    """The verbs and nouns of shooting down that tell of a fact."""
    found = []
    for mark in sentence.of("down"):
        before = doc.lexes[mark.i - 1].keys if mark.i > sentence.i else frozenset()
        if doc.folded[mark.j - 1].endswith(INFINITIVES) and "down.managed" not in before:
            continue
        if doc.says(mark.i, "down.habitual") and not sentence.locs:
            continue
        if doc.says(mark.i, "down.put_out") and sentence.has("fire", "on"):
            continue
        if mark.value == "only" and not _downs_things(doc, sentence, mark):
            continue
        if mark.value == "noun" and sentence.has("skip", "advice"):
            continue  # 'при сбитиях сообщайте'
        if "down.unreal" in before or _of_debris_to_come(sentence, mark):
            continue
        if (
            doc.latin
            and doc.says(mark.i, "harm")
            and (of_a_thing(doc, sentence, mark) or lost_weapon(doc, sentence, mark) is not None)
        ):
            continue
        found.append(mark)
    repelled = [
        m
        for m in sentence.of("repel")
        if m.number in {"p", "s"} and doc.says(m.i, "down.repelled") and not _attack_near(sentence, m)
    ]
    return found + repelled + (_beaten_off(doc, sentence) if doc.latin else [])


def _beaten_off(doc: Doc, s: Sentence) -> list[Mark]:
    """'repelled an attack by 11 drones'."""
    return [
        m
        for m in s.of("repel")
        if any(0 <= n.i - m.j <= 5 and doc.says(n.i - 1, "number.by") for n in s.nums if n.i > s.i)
        and not any(m.i == d.i for d in s.of("down"))
    ]


def _of_debris_to_come(sentence: Sentence, mark: Mark) -> bool:
    """'могут падать обломки сбитых БПЛА': none need be down yet."""
    return any(
        0 <= mark.i - debris.j <= 1 and any(debris.i - 5 <= m.i < debris.i for m in sentence.of("unreal"))
        for debris in sentence.of("debris")
    )


def _attack_near(sentence: Sentence, mark: Mark) -> bool:
    return any(m.group in {"attack", "shell"} and abs(m.i - mark.i) <= 4 for m in sentence.marks)


def _downs_things(doc: Doc, sentence: Sentence, mark: Mark) -> bool:
    """'forces down four drones': the verb, not the adverb."""
    return any(m.group == "weapon" and 0 <= m.i - mark.j <= 3 for m in sentence.marks) and doc.says(
        mark.i - 1, "down.gunner"
    )


def goes_on(doc: Doc, sentence: Sentence) -> bool:
    """A line of a breakdown or a new total: numbers with places, no verb of its own."""
    if not sentence.nums:
        return False
    i, j = sentence.i, sentence.j
    if doc.says_in(i, j, "number.number") and doc.says_in(i, j, "number.grown"):
        return True
    if j - i <= 6 and sentence.has("weapon") and doc.says_in(i, j, "down.already"):
        return True
    if not sentence.locs or sentence.groups & {"people", "attack", "dead", "hurt", "say", "airport"}:
        return False
    first = sentence.nums[0]
    over = doc.says_in(first.j, min(first.j + 4, sentence.j), "down.over")
    return over or bool((doc.gap(first.j) | doc.gap(first.i)) & Gap.DASH)


def governing_verb(doc: Doc, sentence: Sentence, num: Num, weapon: Mark) -> Mark | None:
    """The English verb whose object, or passive subject, is 'N drones': of downing, striking or launching.

    'launched 27 missiles and 311 drones, of which 24 missiles and 268 drones were shot down'.
    """
    beaten = [m for m in sentence.of("repel") if 0 <= num.i - m.j <= 5]
    if beaten and num.i > sentence.i and doc.says(num.i - 1, "number.by"):
        return None
    verbs = [m for m in sentence.marks if m.group == "down" or (m.group == "attack" and m.value in _ACTS)]
    first = _head_of_list(doc, sentence, num)
    before = [m for m in verbs if m.j <= first and first - m.j <= 4]
    if before and not doc.between(before[-1].j, first) & ~(Gap.NONE | Gap.QUOTE):
        return before[-1]
    last = _end_of_list(doc, sentence, weapon)
    after = next((m for m in verbs if m.i >= last), None)
    if after is None or doc.between(last, after.i) & ~Gap.QUOTE:
        return None
    return after if all("down.be" in lex.keys for lex in doc.lexes[last : after.i]) else None


_ACTS = frozenset(["verb", "launch"])


def _head_of_list(doc: Doc, sentence: Sentence, num: Num) -> int:
    """The first word of 'N missiles and M drones' that the number stands in."""
    at = num.i
    for other in reversed([n for n in sentence.nums if n.j <= num.i]):
        between = range(other.j, at)
        weapons = [m for m in sentence.of("weapon") if other.j <= m.i < at]
        if at - other.j > 7 or not weapons or doc.between(other.j, at) & ~(Gap.COMMA | Gap.QUOTE):
            break
        if at - weapons[-1].j > 1 or any(
            m.group in {"down", "attack"} for m in sentence.marks if m.i in between
        ):
            break
        at = other.i
    marks = [m for m in sentence.of("count") if m.j == at]
    return marks[0].i if marks else at


def _end_of_list(doc: Doc, sentence: Sentence, weapon: Mark) -> int:
    """The word after the last of 'N missiles and M drones'."""
    at = weapon.j
    for other in sentence.of("weapon"):
        if other.i >= at and other.i - at <= 5 and not doc.between(at, other.i) & ~(Gap.COMMA | Gap.QUOTE):
            if any(m.group in {"down", "attack"} for m in sentence.marks if at <= m.i < other.i):
                break
            at = other.j
    return at
