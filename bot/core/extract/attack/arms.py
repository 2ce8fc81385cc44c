"""Which weapons stand with an attack: those that fall, those beside a word, those joined by 'and'."""

from __future__ import annotations

from bot.core.claims import Weapon
from bot.core.extract.attack.whose import claimed, enemy_beside, on_a_place
from bot.core.extract.near import before_within, keeps_together
from bot.core.extract.words.grammar import NOMINATIVE_WEAPONS, PAST_ENDINGS
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

USED = frozenset(["uav", "missile", "bomb", "usv", "shelling"])


def weapon_falls(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Whether a word of falling tells of a weapon itself, not of its debris, nor of one shot down."""
    if _flies_over(doc, s, mark):
        return False
    for weapon in s.of("weapon"):
        if (
            weapon.value not in USED
            or abs(weapon.i - mark.i) > 5
            or not keeps_together(doc, weapon.i, mark.i)
        ):
            continue
        lo, hi = sorted((weapon.i, mark.i))
        if any(m.group == "debris" and lo - 5 <= m.i <= hi + 1 for m in s.marks):
            return False
        return not any(m.group == "down" and lo - 1 <= m.i <= hi for m in s.marks)
    return _falls_too(doc, s, mark)


def _flies_over(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'ракета залетела в Польшу': it came over the border, and nothing more is said."""
    if not doc.says(mark.i, "fall.flew_in") or s.has("object"):
        return False
    return any(0 < loc.i - mark.j <= 3 and loc.region and len(loc.region) == 2 for loc in s.locs)


def _falls_too(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'один сбит, другой упал на дом': the weapon named before stands behind the pronoun."""
    alone = doc.says_in(max(s.i, mark.i - 2), mark.i, "pronoun.other")
    return alone and any(w.i < mark.i and w.value in USED for w in s.of("weapon")) and not s.has("debris")


def near_weapon(doc: Doc, s: Sentence, mark: Mark, reach: int) -> bool:
    """Whether a weapon stands within so many words, in the same clause."""
    return any(abs(w.i - mark.i) <= reach and keeps_together(doc, w.i, mark.i) for w in s.of("weapon"))


def joined(doc: Doc, best: Mark, weapons: list[Mark]) -> list[Mark]:
    """'missiles and drones', 'дронами, ракетами': both."""
    found = [best]
    for other in weapons:
        if other.value != best.value and any(_listed(doc, one, other) for one in found):
            found.append(other)
    return found


def used(s: Sentence, verb: Mark, weapons: list[Mark]) -> list[Mark]:
    """'атакував 5 ракетами Х із Криму та 70 ударними БпЛА': what the verb counts, each with a number or as an instrumental."""
    acts = [
        m
        for m in s.marks
        if m.i >= verb.j and (m.group == "down" or (m.group, m.value) == ("attack", "verb"))
    ]
    end = min((m.i for m in acts), default=s.j)
    counted = {num.j for num in s.nums}
    return [w for w in weapons if verb.j <= w.i < end and ((w.tool and w.number != "?") or w.i in counted)]


def _listed(doc: Doc, one: Mark, other: Mark) -> bool:
    lo, hi = sorted((one, other), key=lambda m: m.i)
    if not doc.latin and hi.i == lo.j and doc.gap(hi.i) == Gap.COMMA:
        return hi.tool and lo.tool
    together = hi.i - lo.j <= 5 and doc.says_in(lo.j, hi.i, "list.and")
    return together and not doc.between(lo.j, hi.i) & ~(Gap.NONE | Gap.QUOTE)


def of_attack(doc: Doc, s: Sentence, weapon: Mark, verb: Mark) -> bool:
    """'уничтожен после атаки дронов': the weapon attacked, and the verb is said of another thing."""
    if doc.latin or weapon.i <= verb.i or doc.folded[weapon.j - 1].endswith(NOMINATIVE_WEAPONS):
        return False
    return any(
        m.value == "noun" and verb.j <= m.i and 0 <= weapon.i - m.j <= 1 and not doc.between(m.j, weapon.i)
        for m in s.of("attack")
    )


def strikes_thing(doc: Doc, s: Sentence, weapon: Mark, verb: Mark) -> bool:
    """'дрон уничтожил машину', 'беспилотник сбил прохожего': the weapon does it."""
    if doc.latin or weapon.tool or not 0 <= verb.i - weapon.j <= 1:
        return False
    things = [*s.of("object"), *s.of("people")]
    return doc.folded[verb.i].endswith(PAST_ENDINGS) and any(0 <= m.i - verb.j <= 1 for m in things)


def weapon_of(mark: Mark) -> Weapon | None:
    """The kind of a weapon's mark; None for 'air targets'."""
    return None if mark.value == "air" else Weapon(mark.value)


def weapons_or_told(doc: Doc, s: Sentence, mark: Mark, told: Weapon | None) -> list[Weapon | None] | None:
    """The weapons of an attack: as said, else as told before; [None] where unknown, None where it is no attack."""
    weapons = _weapons(doc, s, mark)
    if weapons:
        return list(weapons)
    if weapons is not None and doc.says(mark.i, "attack.air"):
        return [None]
    if weapons is None:
        told = told or _only_weapon(doc, s)
        return None if told is None else [told]
    repelled = _only_weapon(doc, s) if s.has("repel") else None
    return [told or repelled or _next_downed(doc, s) or _of_the_region(doc, s)]


def _of_the_region(doc: Doc, s: Sentence) -> Weapon | None:
    """The one kind of weapon that the text names where it speaks of this region."""
    if doc.latin:
        return None
    here = set(s.regions or s.carried)
    kinds = {
        m.value
        for other in doc.around(s)
        if other.live and not other.has("alarm") and not here.isdisjoint(other.regions or other.carried)
        for m in other.of("weapon")
        if m.value in USED and not _of_a_thing(doc, other, m)
    }
    return Weapon(next(iter(kinds))) if len(kinds) == 1 else None


def _only_weapon(doc: Doc, s: Sentence) -> Weapon | None:
    """'Атака продолжается' in a text that counts drones shot down: their kind; of a repelled one, that of the alarm."""
    if not s.carried:
        return None
    kinds = {
        m.value
        for other in doc.sentences
        if other.live and (other.has("down") or (s.has("repel") and other.has("alarm", "raise")))
        for m in [*other.of("weapon"), *other.of("weaponadj")]
    }
    return Weapon(next(iter(kinds))) if len(kinds) == 1 and kinds <= USED else None


def _next_downed(doc: Doc, s: Sentence) -> Weapon | None:
    """The weapon of the drones that the next sentence of the paragraph says were shot down."""
    if s.index + 1 >= len(doc.sentences):
        return None
    following = doc.sentences[s.index + 1]
    weapons = following.of("weapon")
    if (
        following.live
        and following.paragraph == s.paragraph
        and following.has("down")
        and weapons
        and weapons[0].value in USED
    ):
        return Weapon(weapons[0].value)
    return None


def _of_a_thing(doc: Doc, s: Sentence, weapon: Mark) -> bool:
    """'по месту хранения БПЛА', 'склад дронов': what was struck, and nothing that strikes."""
    if doc.latin or weapon.i - 1 < s.i or doc.gap(weapon.i):
        return False
    return doc.says(weapon.i - 1, "weapon.owner")


def _weapons(doc: Doc, s: Sentence, mark: Mark) -> list[Weapon] | None:
    """The weapons of an attack, [] where none is said, None where this is no attack of the field at all."""
    adjective = before_within(s, mark.i, 1, "weaponadj")
    if mark.group == "shell":
        by = [w for w in s.of("weapon") if w.tool and w.value in USED and 0 <= w.i - mark.j <= 1]
        tools = by if adjective is None else [adjective]
        return [Weapon(tools[0].value) if tools else Weapon.SHELLING]
    if adjective is not None:
        return [Weapon(adjective.value)]
    near = [
        w
        for w in s.of("weapon")
        if w.value in USED and abs(w.i - mark.i) <= 25 and not _of_a_thing(doc, s, w)
    ]
    weapons = [w for w in near if keeps_together(doc, w.i, mark.i)]
    if weapons:
        best = min(weapons, key=lambda w: (w.i - mark.j) if w.i >= mark.j else (mark.i - w.j) * 1.5)
        if abs(best.i - mark.i) <= 12:
            listed = joined(doc, best, weapons)
            listed += (
                used(s, mark, weapons) if mark.value == "verb" and best.i >= mark.j and not doc.latin else []
            )
            return list(dict.fromkeys([Weapon(w.value) for w in listed]))
    if mark.group in {"defence", "repel"} or any(
        m.group == "repel" and abs(m.i - mark.i) <= 3 for m in s.marks
    ):
        return []
    hit = mark.group == "attack" and doc.says_in(mark.i - 1, mark.i, "attack.under")
    by_night = doc.says(mark.i - 1, "attack.by_night") and not doc.groups.isdisjoint(("dead", "hurt", "harm"))
    air = doc.says(mark.i, "attack.air") or by_night
    told = air or enemy_beside(s, mark) or hit or on_a_place(doc, s, mark) or claimed(doc, s, mark)
    sure = air or enemy_beside(s, mark) or s.has("targeted")
    sure = sure or doc.says(mark.i, "attack.attacked") or doc.says(mark.i, "attack.arrival")
    return [] if told and (s.regions or (s.carried and sure)) else None
