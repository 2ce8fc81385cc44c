"""English noun phrases of weapons: 'more than a dozen Shahed drones', 'all but one of the missiles', 'a drone attack'."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.extract.words.marks import Doc, Mark, Num, Sentence
from bot.core.text import Gap

APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON | Gap.DASH | Gap.BULLET | Gap.PARAGRAPH
LIGHT = Gap.QUOTE | Gap.CLOSE | Gap.CLOCK | Gap.PERCENT
REACH = 8  # words of one noun phrase
THINGS = frozenset(["object", "people", "airport"])
ACTS = frozenset(["say", "dead", "hurt", "heard"])
AIRBORNE = frozenset(["uav", "missile", "bomb", "usv", "air", "shelling"])


@dataclass(slots=True)
class Felled:
    """A noun phrase, words [i, j), of weapons brought down by `down`; `weapon` is its first word for them, `last` its last."""

    i: int
    j: int
    weapon: Mark
    last: Mark
    down: Mark
    struck: bool  # its head is an attack: 'intercepted a drone attack'
    nums: tuple[Num, ...] = ()  # 'five combat and nine spy drones': two


class NounPhrases:
    """The noun phrases of one sentence."""

    def __init__(self, doc: Doc, s: Sentence) -> None:
        self.doc, self.s = doc, s
        self.weapons = {m.i: m for m in s.of("weapon") if m.value in AIRBORNE}
        self.marks: dict[int, list[Mark]] = {}
        for mark in s.marks:
            self.marks.setdefault(mark.i, []).append(mark)
        self.counts = {k: m for m in s.of("count") for k in range(m.i, m.j)}
        self.numbers = {k: n for n in s.nums for k in range(n.i, n.j)}

    def _measures(self, k: int) -> bool:
        """'dozens of', 'most of', 'one of': a part of what follows, or how many."""
        lex = self.doc.lexes[k]
        return k in self.numbers or k in self.counts or "felled.amount" in lex.keys or lex.number is not None

    def _is_thing(self, k: int) -> bool:
        return any(m.group in THINGS for m in self.marks.get(k, ()))

    def _time_at(self, k: int) -> int:
        """The word after 'during the night', 'on Wednesday', 'overnight' at word k; k where none begins there."""
        for at in range(k, min(k + 4, self.s.j)):
            if at > k and self.doc.gap(at) & ~LIGHT:
                return k
            if {"time", "dayname"} & self.doc.lexes[at].groups:
                return at + 1
            if not (self.doc.says(at, "felled.stop") or self.doc.says(at, "where.the")):
                return k
        return k

    def _parts(self, k: int) -> bool:
        """A sign before word k that ends the noun phrase; the dot of 'U.S.' does not."""
        gap = self.doc.gap(k)
        dotted = gap & Gap.DOT and len(self.doc.folded[k - 1]) > 2
        return bool(gap & (APART | Gap.OPEN)) or bool(dotted)

    def _start(self, i: int) -> int:
        """The first word of the noun phrase that word i stands in."""
        doc, k = self.doc, i
        while k > self.s.i and i - k < REACH and not doc.gap(k) & ~LIGHT and not self._parts(k):
            b = k - 1
            if b in self.counts:
                k = self.counts[b].i
            elif doc.says(b, "felled.of") and self._measures(b - 1):
                k = b
            elif {"felled.stop", "felled.join", "felled.of", "felled.clause"} & doc.lexes[b].keys or any(
                m.group in ACTS or (m.group == "attack" and m.value != "noun" and k != i)
                for m in self.marks.get(b, ())
            ):
                break
            else:
                k = b
        return k

    def _end(self, weapon: Mark) -> int:
        """The word after 'Shahed drones', 'Kinzhal hypersonic missile': words for one weapon that stand together."""
        j = weapon.j
        while j < self.s.j and not self.doc.gap(j) & ~Gap.QUOTE:
            if j in self.weapons:
                j = self.weapons[j].j
            elif j + 1 in self.weapons and not self.doc.gap(j + 1) and self._is_plain(j):
                j = self.weapons[j + 1].j
            elif (
                j + 2 in self.weapons
                and not self.doc.between(j + 1, j + 2)
                and all(map(self._is_plain, (j, j + 1)))
            ):
                j = self.weapons[j + 2].j
            else:
                break
        return j

    def _is_plain(self, k: int) -> bool:
        """An adjective: a word of no field that neither joins nor parts."""
        lex = self.doc.lexes[k]
        return (
            (not lex.tags or "-" in lex.folded or "boom.of_its_kind" in lex.keys)
            and not {"felled.stop", "felled.join", "felled.of"} & lex.keys
            and k not in self.numbers
        )

    def _phrase(self, i: int, weapon: Mark, down: Mark) -> Felled | None:
        """The phrase that begins at word i; None where the weapon but tells what thing it is: 'missile boats'."""
        doc, s, j = self.doc, self.s, self._end(weapon)
        struck = False
        if j < s.j and not doc.gap(j) & ~Gap.QUOTE:
            if self._is_thing(j) or doc.says(j, "felled.carrier"):
                return None
            struck = any(m.group == "attack" and m.value == "noun" for m in self.marks.get(j, ()))
            struck = struck or any(m.group == "debris" for m in self.marks.get(j, ()))
            struck = struck or doc.says(j, "felled.salvo") or self._strikes(j)
        if doc.says_in(i, j, "felled.ours"):
            return None  # 'Patriot missiles'
        last = next(m for m in reversed(list(self.weapons.values())) if m.j == j)
        firsts = {n.i for n in s.nums}
        nums = [n for n in s.nums if i <= n.i < j and not self._is_whole(n)]
        nums = [n for n in nums if n.value is not None or n.j not in firsts]  # 'some 24'
        kept = tuple(n for n in nums[:2] if n is nums[0] or doc.says(n.i - 1, "list.and"))
        return Felled(i, j, weapon, last, down, struck, () if struck else kept)

    def _acts(self, j: int) -> bool:
        """'downs 35 drones, missiles hit N', 'missiles strike N': the subject of another verb."""
        acts = any(m.group in {"attack", "harm", "dead"} and m.value == "verb" for m in self.marks.get(j, ()))
        many = any(m.j == j and m.number == "p" for m in self.weapons.values())  # no 'missile strike'
        return acts and (many or not self._strikes(j)) and not self.doc.says(j, "felled.aimed")

    def _strikes(self, k: int) -> bool:
        """'drone strikes', 'a missile strike on': the noun, where the verb is spelt alike."""
        attack = next((m for m in self.marks.get(k, ()) if m.group == "attack" and m.value == "verb"), None)
        return attack is not None and self.doc.says(k, "told.noun_too")

    def _is_whole(self, num: Num) -> bool:
        """'most of the 40 drones', 'all but one': no number of what came down."""
        doc = self.doc
        at = num.i - 1
        if at >= self.s.i and doc.says(at, "where.the"):
            at -= 1
        if at < self.s.i:
            return False
        return doc.says(at, "felled.but") or (doc.says(at, "felled.of") and not self._toll(at))

    def _toll(self, at: int) -> bool:
        """'a total of 20 drones', 'the destruction of 20 drones'."""
        return any(m.j in {at, at + 1} and (m.group == "down" or m.value == "total") for m in self.s.marks)
