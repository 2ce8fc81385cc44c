"""Which words of a sentence bring weapons down, and which lines go on with a tally without a verb."""

from __future__ import annotations

from bot.core.extract.marks import Doc, Mark, Sentence
from bot.core.text import Gap


def downing_words(doc: Doc, sentence: Sentence) -> list[Mark]:
    """The verbs and nouns of shooting down that tell of a fact."""
    found = []
    for mark in sentence.of("down"):
        before = doc.folded[mark.i - 1] if mark.i > sentence.i else ""
        if doc.folded[mark.j - 1].endswith(("ть", "ти")) and before not in {
            "удалось",
            "смогли",
            "успели",
            "сумели",
        }:
            continue
        if doc.folded[mark.i].startswith("сбива") and not sentence.locs:
            continue
        if doc.folded[mark.i].startswith("ликвидир") and sentence.has("fire", "on"):
            continue
        if mark.value == "only" and not _downs_things(doc, sentence, mark):
            continue
        if before in {"не", "not", "чуть", "could", "would", "will", "to", "can", "чтобы"}:
            continue
        found.append(mark)
    repelled = [
        m
        for m in sentence.of("repel")
        if m.number in {"p", "s"} and doc.folded[m.i].startswith("отражен") and not _attack_near(sentence, m)
    ]
    return found + repelled


def _attack_near(sentence: Sentence, mark: Mark) -> bool:
    return any(m.group in {"attack", "shell"} and abs(m.i - mark.i) <= 4 for m in sentence.marks)


def _downs_things(doc: Doc, sentence: Sentence, mark: Mark) -> bool:
    """'forces down four drones': the verb, not the adverb."""
    return (
        any(m.group == "weapon" and 0 <= m.i - mark.j <= 3 for m in sentence.marks)
        and doc.folded[mark.i - 1] in _GUNNERS
    )


_GUNNERS = frozenset(
    [
        "forces",
        "defences",
        "defenses",
        "defence",
        "defense",
        "units",
        "troops",
        "systems",
        "to",
        "military",
        "gunners",
        "soldiers",
        "and",
        "air-defences",
    ]
)


def goes_on(doc: Doc, sentence: Sentence) -> bool:
    """A line of a breakdown or a new total: numbers with places, no verb of its own."""
    if not sentence.nums:
        return False
    words = doc.folded[sentence.i : sentence.j]
    if "число" in words and any(w.startswith(("вырос", "увелич", "достиг")) for w in words):
        return True
    if "уже" in words and sentence.has("weapon") and len(words) <= 6:
        return True
    if not sentence.locs or sentence.groups & {"people", "attack", "dead", "hurt", "say", "airport"}:
        return False
    first = sentence.nums[0]
    after = doc.folded[first.j : min(first.j + 4, sentence.j)]
    return any(w in {"над", "over"} for w in after) or bool((doc.gap(first.j) | doc.gap(first.i)) & Gap.DASH)
