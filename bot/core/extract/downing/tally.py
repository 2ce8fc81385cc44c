"""Which numbers of a sentence count weapons, of what kind, and which places they belong to."""

from __future__ import annotations

from bot.core.claims import Qualifier, Weapon
from bot.core.extract.attack.arms import weapon_of
from bot.core.extract.downing.unplaced import Unplaced
from bot.core.extract.places.groups import Group
from bot.core.extract.words.marks import Mark, Num
from bot.core.text import Gap

AIR = frozenset(["uav", "missile", "bomb", "usv", "air"])
_HARD = Gap.COMMA | Gap.SEMICOLON | Gap.STOP | Gap.DOT | Gap.LINE | Gap.BULLET | Gap.COLON
_OTHER_HEADS = frozenset(["people", "object", "airport", "area"])


def _heads(mark: Mark) -> bool:
    """The noun that a number may count."""
    if mark.group == "head":
        return mark.value in {"district", "region", "settlement"}
    return (
        mark.group in _OTHER_HEADS
        or mark.group == "weapon"
        or (mark.group == "country" and mark.value == "many")
    )


class Tally(Unplaced):
    """The numbers of one sentence that tells of weapons shot down."""

    def _counts_weapons(self, num: Num) -> bool:
        """Whether the number counts what was shot down."""
        before = self._before(num)
        if "number.not" in before and num.qualifier is Qualifier.EXACT:
            return False
        the = not self.doc.gap(num.i) and self.doc.says_in(num.i - 1, num.i, "where.the")
        if the and self.doc.says_in(num.i - 2, num.i - 1, "number.of"):
            return False  # '30 out of the 40 missiles'
        if "number.of" in before and not num.each and not (self._toll_of(num) or self._of_the_downed(num)):
            return False
        by_noun = self._by_noun(num)
        return self._by_place_or_verb(num) if by_noun is None else by_noun

    def _of_the_downed(self, num: Num) -> bool:
        """'обломки одного из 26 сбитых БПЛА'."""
        return any(d.i == num.j and any(w.i == d.j for w in self.weapons) for d in self.downs)

    def _before(self, num: Num) -> frozenset[str]:
        """The concepts of the word before a number."""
        return self.doc.lexes[num.i - 1].keys if num.i > self.sentence.i else frozenset()

    def _toll_of(self, num: Num) -> bool:
        """'the destruction of 184 drones', 'interception of 12 missiles'."""
        totals = [
            m for m in self.sentence.of("count", "total") if num.i - m.j == 1
        ]  # 'a total of 108 drones'
        return bool(totals) or any(d.value == "noun" and 0 <= num.i - d.j <= 1 for d in self.downs)

    def _by_noun(self, num: Num) -> bool | None:
        """What the noun after the number says: a weapon, another thing, or nothing (None)."""
        doc, marks = self.doc, self.sentence.marks
        head = next((m for m in marks if num.j <= m.i <= num.j + 5 and _heads(m)), None)
        if head is None or (head.i != num.j and doc.between(num.j, head.i) & _HARD):
            return None
        if head.group == "weapon" and head.value in AIR and not self._other_num(num, head.i):
            modifies = any(m.group == "attack" and m.i == head.j for m in marks)
            raids = any(m.value == "noun" and num.j <= m.i < head.i for m in self.sentence.of("attack"))
            if modifies or (raids and not self.doc.latin) or self._launched(num, head):
                return False  # 'пресечены две атаки БПЛА'
            self.counted.add(head.i)
            return True
        aside = bool(doc.gap(num.j) & Gap.DASH) or doc.says_in(num.j, num.j + 1, "number.lead")
        if aside or head.group == "weapon":
            return None
        return False if head.i - num.j <= 1 else None

    def _by_place_or_verb(self, num: Num, *, near: bool = True) -> bool:
        """Elliptical numbers: '12 — над Курской', 'в Тульской — 16', 'сбито 5', 'Ryazan (four)'."""
        doc, s = self.doc, self.sentence
        if num.value is None:
            return doc.says_in(num.j, num.j + 1, "down.over") and self._loc_at(num.j, 3)
        if self._total_grown(num):
            return True
        nxt = doc.lexes[num.j].keys if num.j < s.j else frozenset()
        if "number.lead" in nxt or (num.j < s.j and doc.gap(num.j) & Gap.DASH and self._loc_at(num.j, 3)):
            return self._loc_at(num.j, 6)
        if "number.out_of" in nxt and any(n.i == num.j + 1 for n in s.nums):
            return any(num.j < w.i <= num.j + 4 for w in self.weapons)
        of_them = "number.out_of" in nxt and doc.says_in(num.j + 1, num.j + 2, "number.which")
        if of_them and any(0 <= m.i - num.j <= 5 for m in self.downs):
            return True
        ends = num.j == s.j or doc.gap(num.j) & Gap.COMMA
        if ends and not doc.gap(num.i) and any(loc.j == num.i for loc in s.locs):
            return True  # 'на Х 12, на У 10'
        if num.each:
            return self._loc_at(num.j, 8) or any(0 <= num.i - loc.j <= 2 for loc in s.locs)
        if doc.gap(num.i) & (Gap.DASH | Gap.OPEN) and any(0 <= num.i - loc.j <= 1 for loc in s.locs):
            return True
        harmed = any(m.group == "harm" and m.i == num.j for m in s.marks)
        if harmed and not any(d.i == num.j for d in self.downs):
            return False
        return (
            near
            and "number.times" not in nxt
            and any(
                -1 <= m.i - num.j <= 2 or (0 <= num.i - m.j <= 1 and not doc.gap(m.j) & Gap.COMMA)
                for m in self.downs
            )
        )

    def _is_part(self, num: Num) -> bool:
        return any(m.value == "part" and 0 <= num.i - m.j <= 1 for m in self.sentence.of("count"))

    def _total_grown(self, num: Num) -> bool:
        """'число сбитых БПЛА увеличилось до 22'; 'из них два летели на Москву'."""
        if self._is_part(num):
            return not any(
                m.group in {"people", "dead", "hurt"} and num.i <= m.i <= num.j + 2
                for m in self.sentence.marks
            )
        if not self.doc.says_in(self.sentence.i, num.i, "number.total"):
            return False
        return self.doc.says_in(max(0, num.i - 3), num.i, "number.grown")

    def _launched(self, num: Num, weapon: Mark) -> bool:
        """'attacked with 70 drones': used, not downed, unless a verb of downing governs the number."""
        if weapon.tool:
            return True
        if "number.used" in self._before(num):
            return True
        if self.doc.says_in(weapon.j, weapon.j + 2, "down.intruded"):
            return True
        if any(0 <= num.i - m.j <= 3 for m in self.downs):
            return False
        if self.doc.says(weapon.j, "number.most") and any(weapon.j < m.i for m in self.downs):
            return True  # 'летело 40 БПЛА, большая часть из них сбита'
        verbs = [
            m
            for m in self.sentence.marks
            if m.group == "down" or (m.group == "attack" and (m.value == "verb" or self._sends(m)))
        ]
        if not any(m.group == "attack" for m in verbs):
            return False
        nearest = min(verbs, key=lambda m: min(abs(m.i - weapon.i), abs(m.i - num.i)))
        return nearest.group == "attack"

    def _sends(self, mark: Mark) -> bool:
        """'запустила 98 дронов, сбили 77'; not 'из 98 выпущенных', 'выпустили четыре, все сбиты'."""
        sends = mark.value == "launch" and not self.doc.says(mark.i, "attack.launched")
        return sends and not self.doc.latin and len(self.sentence.nums) > 1

    def _other_num(self, num: Num, at: int) -> bool:
        return any(n is not num and num.j <= n.i < at for n in self.sentence.nums)

    def _loc_at(self, i: int, reach: int) -> bool:
        return any(i <= loc.i <= i + reach for loc in self.sentence.locs)

    def _pair(self, nums: list[Num]) -> list[tuple[Num, Group | None]]:
        pairs: list[tuple[Num, Group | None]] = []
        for n, num in enumerate(nums):
            low = nums[n - 1].j if n else self.sentence.i
            high = nums[n + 1].i if n + 1 < len(nums) else self.sentence.j
            right = next((g for g in self.groups if num.j <= g.i < high), None)
            if right is not None and self._mostly(num.j, right.i):
                right = None
            left = next((g for g in reversed(self.groups) if low <= g.i and g.j <= num.i), None)
            if left is not None and left.taken:
                left = None
            chosen = self._nearer(num, left, right)
            if chosen is not None:
                chosen.taken = True
            pairs.append((num, chosen))
        return pairs

    def _mostly(self, i: int, j: int) -> bool:
        """'сбито 40 БПЛА, больше всего — над Х': the place is not that of the number."""
        totals = {m.i for m in self.sentence.of("count", "total") if i <= m.i < j}
        return any(m.j in totals for m in self.sentence.of("count", "more")) or self.doc.says_in(
            i, j, "number.most"
        )

    def _nearer(self, num: Num, left: Group | None, right: Group | None) -> Group | None:
        between = self.doc.between
        if left is not None and self.doc.gap(num.i) & Gap.OPEN and num.i - left.j <= 1:
            return left
        aside = (
            self.doc.gap(num.i) & Gap.COMMA and self.doc.gap(num.j) & Gap.COMMA and num.j < self.sentence.j
        )
        if right is not None and left is None and aside and not between(num.j + 1, right.i) & _HARD:
            return right
        if right is not None and not between(num.j, right.i) & _HARD:
            if left is None or between(left.j, num.i) & _HARD or not between(left.j, num.i) & Gap.DASH:
                return right
            return left
        if left is not None and not between(left.j, num.i) & _HARD:
            return left
        return None

    def _weapon_of(self, num: Num) -> Weapon | None:
        if self.inherited and self.doc.says_in(num.j + 1, num.j + 2, "number.them"):
            return self.inherited  # '747 of them'
        after = [m for m in self.weapons if num.j <= m.i]
        before = [m for m in self.weapons if m.i < num.i]
        if after and not self._other_num(num, after[0].i) and after[0].i - num.j <= 5:
            second = after[1] if len(after) > 1 else None
            if (
                second is not None
                and second.value != after[0].value
                and second.number != "s"
                and second.i - after[0].j <= 3
                and self.doc.says_in(after[0].j, second.i, "list.and")
                and not self._other_num(num, second.i)
            ):
                return Weapon.MIXED
            return self._kinds_of_targets() if after[0].value == "air" else weapon_of(after[0])
        if before:
            return weapon_of(before[-1])
        if after:
            return weapon_of(after[0])
        return self.inherited

    def _kinds_of_targets(self) -> Weapon | None:
        """'524 цілі', where missiles and drones are told apart."""
        kinds = {m.value for s in self.doc.around(self.sentence) if s.has("down") for m in s.of("weapon")}
        return Weapon.MIXED if len(kinds & (AIR - {"air"})) > 1 else None

    def _and_more(self, group: Group) -> bool:
        """'over the N region and four other provinces': more regions than are named, in the same list."""
        for m in self.sentence.of("country", "many"):
            if not group.j <= m.i < group.j + 16 or m.number == "s":
                continue
            if not self.doc.says_in(max(group.j, m.i - 3), m.i, "country.other"):
                continue
            if not any(group.j <= n.i and n.j < m.i - 2 for n in self.sentence.nums):
                return True
        return not self.doc.latin and self._and_more_before(group)

    def _and_more_before(self, group: Group) -> bool:
        """'над тремя приграничными областями и Крымом': counted regions, and one that is named."""
        return any(
            m.number == "p" and 0 <= group.i - m.j <= 2 and self.doc.says(m.j, "list.and")
            for m in self.sentence.of("country", "many")
            if any(0 <= m.i - n.j <= 2 for n in self.sentence.nums)
        )
