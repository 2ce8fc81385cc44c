"""Which weapons stand with an attack: those that fall, those beside a word, those joined by 'and'."""

from __future__ import annotations

from bot.core.claims import Weapon
from bot.core.extract.marks import Doc, Mark, Sentence
from bot.core.extract.near import keeps_together
from bot.core.text import Gap

_USED = frozenset(["uav", "missile", "bomb", "usv", "shelling"])


def weapon_falls(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Whether a word of falling tells of a weapon itself, not of its debris, nor of one shot down."""
    for weapon in s.of("weapon"):
        if (
            weapon.value not in _USED
            or abs(weapon.i - mark.i) > 5
            or not keeps_together(doc, weapon.i, mark.i)
        ):
            continue
        lo, hi = sorted((weapon.i, mark.i))
        if any(m.group == "debris" and lo - 3 <= m.i <= hi + 1 for m in s.marks):
            return False
        return not any(m.group == "down" and lo - 1 <= m.i <= hi for m in s.marks)
    return _falls_too(doc, s, mark)


def _falls_too(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'один сбит, другой упал на дом': the weapon named before stands behind the pronoun."""
    alone = doc.says_in(max(s.i, mark.i - 2), mark.i, "pronoun.other")
    return alone and any(w.i < mark.i and w.value in _USED for w in s.of("weapon")) and not s.has("debris")


def near_weapon(doc: Doc, s: Sentence, mark: Mark, reach: int) -> bool:
    """Whether a weapon stands within so many words, in the same clause."""
    return any(abs(w.i - mark.i) <= reach and keeps_together(doc, w.i, mark.i) for w in s.of("weapon"))


def joined(doc: Doc, best: Mark, weapons: list[Mark]) -> list[Mark]:
    """'missiles and drones': both."""
    found = [best]
    for other in weapons:
        if other.value == best.value:
            continue
        lo, hi = sorted((best, other), key=lambda m: m.i)
        if (
            hi.i - lo.j <= 5
            and doc.says_in(lo.j, hi.i, "list.and")
            and not doc.between(lo.j, hi.i) & ~(Gap.NONE | Gap.QUOTE)
        ):
            found.append(other)
    return found


def weapon_of(mark: Mark) -> Weapon | None:
    """The kind of a weapon's mark; None for 'air targets'."""
    return None if mark.value == "air" else Weapon(mark.value)
