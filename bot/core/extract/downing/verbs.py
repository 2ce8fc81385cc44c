"""Which words of a sentence bring weapons down, and which lines go on with a tally without a verb."""

from __future__ import annotations

from bot.core.extract.english.losses import lost_weapon
from bot.core.extract.english.undergone import of_a_thing
from bot.core.extract.words.grammar import INFINITIVES
from bot.core.extract.words.marks import Doc, Mark, Num, Sentence
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
        if _advises(doc, sentence, mark):
            continue
        if doc.says_in(max(sentence.i, mark.i - 5), mark.i, "down.whether") or _falls(doc, sentence, mark):
            continue  # 'был ли дрон сбит'
        if ("down.unreal" in before and not _achieved(doc, sentence, mark)) or _of_debris_to_come(
            sentence, mark
        ):
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
        if m.number in {"p", "s"} and doc.says(m.i, "down.repelled") and not _attack_near(doc, sentence, m)
    ]
    return found + repelled + (_beaten_off(doc, sentence) if doc.latin else [])


def _advises(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'при сбитиях сообщайте', 'при обнаружении обломков сбитых БПЛА'."""
    if mark.value == "noun" and s.has("skip", "advice"):
        return True
    return not doc.latin and doc.says_in(max(s.i, mark.i - 3), mark.i, "debris.when_found")


def _achieved(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'used a new system to intercept': it was done."""
    return doc.says(mark.i - 1, "felled.to") and doc.says_in(max(s.i, mark.i - 10), mark.i, "down.achieved")


def _beaten_off(doc: Doc, s: Sentence) -> list[Mark]:
    """'repelled an attack by 11 drones', where the text says that drones came down."""
    if "down" not in doc.groups:
        return []
    return [
        m
        for m in s.of("repel")
        if any(0 <= n.i - m.j <= 5 and beaten(doc, n) for n in s.nums if n.i > s.i)
        and not any(m.i == d.i for d in s.of("down"))
    ]


def beaten(doc: Doc, num: Num) -> bool:
    """'an attack by 11 drones', 'by a pair of drones'."""
    at = num.i - 1 - doc.says(num.i - 1, "number.a")
    return doc.says(at, "number.by")


def _of_debris_to_come(sentence: Sentence, mark: Mark) -> bool:
    """'могут падать обломки сбитых БПЛА': none need be down yet."""
    return any(
        0 <= mark.i - debris.j <= 1 and any(debris.i - 5 <= m.i < debris.i for m in sentence.of("unreal"))
        for debris in sentence.of("debris")
    )


def _falls(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'падіння збитих (уламки)': what came down, told before; no number of it."""
    falls = any(m.j == mark.i and doc.says(m.i, "fall.of_downed") for m in s.of("fall"))
    return falls and not any(w.i == mark.j for w in s.of("weapon"))


def _attack_near(doc: Doc, sentence: Sentence, mark: Mark) -> bool:
    """'атака БПЛА на промзону отражена': the attack, and no weapon."""
    return any(
        m.group in {"attack", "shell"}
        and (abs(m.i - mark.i) <= 4 or (m.i < mark.i <= m.i + 9 and not doc.between(m.j, mark.i)))
        for m in sentence.marks
    )


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
        return not sentence.groups & {"dead", "hurt", "harm"}  # 'число раненых выросло до трёх'
    if j - i <= 6 and sentence.has("weapon") and doc.says_in(i, j, "down.already"):
        return True
    if (
        sentence.has("count", "total")
        and sentence.has("weapon")
        and not sentence.groups & {"attack", "targeted"}
    ):
        return True  # 'Итого за ночь 6 целей'
    if _of_a_breakdown(doc, sentence):
        return True
    if not sentence.locs or sentence.groups & {"people", "attack", "dead", "hurt", "say", "airport"}:
        return False
    first = sentence.nums[0]
    over = doc.says_in(first.j, min(first.j + 4, sentence.j), "down.over")
    return over or bool((doc.gap(first.j) | doc.gap(first.i)) & Gap.DASH)


def _of_a_breakdown(doc: Doc, s: Sentence) -> bool:
    """'- 8 крилатих ракет Калібр;': a line of a list that begins with a number of weapons and tells of nothing else."""
    num = s.nums[0]
    listed = doc.gap(s.i) & (Gap.LINE | Gap.BULLET) and num.i == s.i and not s.locs
    return bool(listed) and s.groups <= _COUNTED and any(0 <= w.i - num.j <= 3 for w in s.of("weapon"))


_COUNTED = frozenset(["weapon", "weaponadj", "enemy", "count", "head", "none", "air"])
