"""With what an English attack was made: the weapon before the word, after 'with', or nearest in its clause."""

from __future__ import annotations

from bot.core.claims import Weapon
from bot.core.extract.attack.arms import USED
from bot.core.extract.english.clauses import parted
from bot.core.extract.english.senders import can_hit, side_of
from bot.core.extract.near import keeps_together
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_THINGS = frozenset(["object", "country", "people"])
_FAR = 10  # words between a verb and the weapon that is its subject or its means


def weapons_of(doc: Doc, s: Sentence, mark: Mark, regions: list[str | None]) -> list[Weapon]:
    """The weapons of an attack on these regions, [] where none is said in its clause."""
    if mark.group == "shell":
        by = [w for w in s.of("weapon") if 1 <= w.i - mark.j <= 6 and not doc.between(mark.j, w.i)]
        by = [w for w in by if doc.says_in(mark.j, w.i, "weapon.by_means")]
        return [Weapon(by[0].value)] if by and by[0].value in USED else [Weapon.SHELLING]
    near = [w for w in s.of("weapon") if w.value in USED and abs(w.i - mark.i) <= 3 * _FAR]
    near = [w for w in near if not parted(s, w.i, mark.i)]
    things = {m.i for m in s.of("object")}  # 'a missile plant'
    near = [w for w in near if keeps_together(doc, w.i, mark.i) and w.j not in things]
    near = [w for w in near if not _struck_itself(doc, s, w, regions)]
    chosen = _modifiers(doc, mark, near) or _means(doc, mark, near)
    if not chosen:
        before = [w for w in near if w.j <= mark.i and mark.i - w.j <= _FAR]
        after = [w for w in near if w.i >= mark.j and w.i - mark.j <= 2 * _FAR]
        chosen = before[-1:] or after[:1]
    return list(dict.fromkeys(Weapon(w.value) for w in _with_joined(doc, chosen, near)))


def _modifiers(doc: Doc, mark: Mark, near: list[Mark]) -> list[Mark]:
    """'a drone attack', 'drones hit'."""
    return [w for w in near if 0 <= mark.i - w.j <= 1 and not doc.between(w.j, mark.i) & Gap.COMMA][-1:]


def _means(doc: Doc, mark: Mark, near: list[Mark]) -> list[Mark]:
    """'an attack with dozens of drones', 'hit by missiles', 'launched 40 drones'."""
    launch = mark.value == "launch"
    for w in near:
        if 0 <= w.i - mark.j <= 8 and (launch or doc.says_in(mark.j, w.i, "strike.with")):
            return [w]
    return []


def _with_joined(doc: Doc, chosen: list[Mark], near: list[Mark]) -> list[Mark]:
    """'27 missiles and 311 drones', 'missile and drone attack': both."""
    found = list(chosen)
    for other in near:
        for known in list(found):
            lo, hi = (known, other) if known.i <= other.i else (other, known)
            if hi.i - lo.j > 6:
                continue
            plain = not doc.between(lo.j, hi.i) & ~(Gap.COMMA | Gap.QUOTE)
            joined = doc.says_in(lo.j, hi.i, "list.and") or doc.between(lo.j, hi.i)
            if other not in found and plain and joined:
                found.append(other)
    return found


def _struck_itself(doc: Doc, s: Sentence, weapon: Mark, regions: list[str | None]) -> bool:
    """'Russian missiles destroyed in a strike in Crimea': weapons of the side that was struck."""
    for k in range(weapon.i - 1, max(s.i, weapon.i - 3) - 1, -1):
        if doc.says(k, "sender.whose"):
            side = side_of(doc, k)
            if any(not doc.lexes[at].groups.isdisjoint(_THINGS) for at in range(k + 1, weapon.i)):
                return False
            return regions != [None] and not any(can_hit(side, region) for region in regions)
    return False
