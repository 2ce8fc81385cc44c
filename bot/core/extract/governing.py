"""Which verb or noun of damage speaks of a thing."""

from __future__ import annotations

from bot.core.extract.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE
_FAR = 14  # words; a thing further from the verb is not what it speaks of


def governor_of(doc: Doc, s: Sentence, mark: Mark, triggers: list[Mark]) -> Mark | None:
    """The trigger that a damaged thing depends on: the nearest in its clause, no blow nearer; None where there is none."""
    best: Mark | None = None
    nearest = 0
    for trigger in triggers:
        distance = abs(trigger.i - mark.i)
        if distance > _FAR:
            continue
        gaps = doc.between(min(trigger.j, mark.j), max(trigger.i, mark.i))
        if gaps & (_APART | Gap.COLON) or _struck_nearer(s, mark, trigger):
            continue
        if gaps & Gap.COMMA and _is_struck(doc, s, mark, trigger):
            continue
        cost = distance + (3 if gaps & Gap.COMMA else 0)
        limit = _FAR if trigger.group == "harm" else 10
        if doc.says(trigger.i, "harm.suffered"):
            limit = 0 if gaps & Gap.COMMA else 3
        if distance <= limit and (best is None or cost < nearest):
            best, nearest = trigger, cost
    return best


def _is_struck(doc: Doc, s: Sentence, mark: Mark, trigger: Mark) -> bool:
    """'бомба попала в гараж, горят две машины': hit in a clause of its own, while the other tells of other things."""
    hit = any(
        0 < mark.i - m.j <= 4 and not doc.between(m.j, mark.i) & Gap.COMMA
        for m in [*s.of("fall"), *s.of("attack")]
    )
    return hit and any(
        other is not mark
        and other.value not in {"part", "veg"}
        and not doc.between(min(other.j, trigger.j), max(other.i, trigger.i)) & Gap.COMMA
        for other in s.of("object")
    )


def _struck_nearer(s: Sentence, mark: Mark, trigger: Mark) -> bool:
    """'поражены установки, а склад уничтожен': the verb of striking stands nearer."""
    if trigger.group != "harm":
        return False
    return s.has("attack") and any(
        abs(m.i - mark.i) < abs(trigger.i - mark.i) and min(m.i, trigger.i) < mark.i < max(m.i, trigger.i)
        for m in s.of("attack")
    )
