"""Which numbers of a sentence count weapons, of what kind, and which places they belong to."""

from __future__ import annotations

from bot.core.claims import Qualifier, Weapon
from bot.core.extract.arms import weapon_of
from bot.core.extract.bulletin import lone_place
from bot.core.extract.groups import Group, cities_for_regions, group_locs, shared_place
from bot.core.extract.marks import Doc, Mark, Num, Sentence
from bot.core.extract.verbs import governing_verb
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


class Tally:
    """The numbers of one sentence that tells of weapons shot down."""

    def __init__(
        self, doc: Doc, sentence: Sentence, downs: list[Mark], weapons: list[Mark], inherited: Weapon | None
    ) -> None:
        self.doc = doc
        self.sentence = sentence
        self.downs = downs
        self.weapons = weapons
        self.inherited = inherited
        if doc.latin:
            cities_for_regions(doc, sentence)
        self.groups = group_locs(doc, sentence)
        self.weapon: Weapon | None = None
        self.counted: set[int] = set()

    def _counts_weapons(self, num: Num) -> bool:
        """Whether the number counts what was shot down."""
        before = self._before(num)
        if "number.not" in before and num.qualifier is Qualifier.EXACT:
            return False
        if self.doc.says_in(num.i - 1, num.i, "where.the") and self.doc.says_in(
            num.i - 2, num.i - 1, "number.of"
        ):
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
            if modifies or self._launched(num, head):
                return False
            self.counted.add(head.i)
            return True
        aside = bool(doc.gap(num.j) & Gap.DASH) or doc.says_in(num.j, num.j + 1, "number.lead")
        if aside or head.group == "weapon":
            return None
        return False if head.i - num.j <= 1 else None

    def _by_place_or_verb(self, num: Num) -> bool:
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
        if num.each:
            return self._loc_at(num.j, 8) or any(0 <= num.i - loc.j <= 2 for loc in s.locs)
        if doc.gap(num.i) & (Gap.DASH | Gap.OPEN) and any(0 <= num.i - loc.j <= 1 for loc in s.locs):
            return True
        harmed = any(m.group == "harm" and m.i == num.j for m in s.marks)
        if harmed and not any(d.i == num.j for d in self.downs):
            return False
        return "number.times" not in nxt and any(
            -1 <= m.i - num.j <= 2 or (0 <= num.i - m.j <= 1 and not doc.gap(m.j) & Gap.COMMA)
            for m in self.downs
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
        if self.doc.latin:
            verb = governing_verb(self.doc, self.sentence, num, weapon)
            return verb is not None and verb.group != "down"
        if any(0 <= num.i - m.j <= 3 for m in self.downs):
            return False
        verbs = [
            m for m in self.sentence.marks if m.group == "down" or (m.group, m.value) == ("attack", "verb")
        ]
        if not any(m.group == "attack" for m in verbs):
            return False
        nearest = min(verbs, key=lambda m: min(abs(m.i - weapon.i), abs(m.i - num.i)))
        return nearest.group == "attack"

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
            left = next((g for g in reversed(self.groups) if low <= g.i and g.j <= num.i), None)
            if left is not None and left.taken:
                left = None
            chosen = self._nearer(num, left, right)
            if chosen is not None:
                chosen.taken = True
            pairs.append((num, chosen))
        return pairs

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
            return weapon_of(after[0])
        if before:
            return weapon_of(before[-1])
        if after:
            return weapon_of(after[0])
        return self.inherited

    def _russia_says(self, num: Num) -> bool:
        """'… as Russia says it downed 60 drones': a national figure, whatever town was named before."""
        if not self.doc.latin:
            return False
        voice = [
            m
            for m in self.sentence.of("role", "official")
            if m.j <= num.i
            and self.doc.says(m.i, "russia.voice")
            and any(0 <= v.i - m.j <= 1 for v in self.sentence.of("say"))
        ]
        said = [m for m in self.sentence.of("say", "verb") if voice and voice[-1].j <= m.i <= num.i]
        return bool(said) and not any(
            loc.i >= voice[-1].j and loc.role in {"", "target"} for loc in self.sentence.locs
        )

    def _ukrainian_defence(self) -> bool:
        """'Ukrainian air defences intercepted', 'ПВО Украины сбила'."""
        says, says_in = self.doc.says, self.doc.says_in
        return any(
            (m.i > self.sentence.i and says(m.i - 1, "ukraine.adjective"))
            or says_in(m.j, m.j + 1, "ukraine.whose")
            for m in self.sentence.of("defence")
        )

    def _and_more(self, group: Group) -> bool:
        """'over the N region and four other provinces': more regions than are named, in the same list."""
        for m in self.sentence.of("country", "many"):
            if not group.j <= m.i < group.j + 16 or m.number == "s":
                continue
            if not self.doc.says_in(max(group.j, m.i - 3), m.i, "country.other"):
                continue
            if not any(group.j <= n.i and n.j < m.i - 2 for n in self.sentence.nums):
                return True
        return False

    def _default(self, national: bool) -> tuple[str | None, str | None]:
        """Where a number without a place belongs: (region, place)."""
        if national:
            return "RU", None
        if not self.groups and self.doc.says_in(self.sentence.i, self.sentence.j, "country.this_region"):
            return self._carried(), None
        events = [g for g in self.groups if not g.taken and any(loc.role == "" for loc in g.locs)]
        if events:
            return self._of_events(events)
        side = self._side()
        if side is not None:
            return side, None
        s = self.sentence
        if len(s.regions) == 1 and not s.has("role", "mod"):
            return s.regions[0], None
        if s.has("role", "mod") or s.regions or self.doc.says_in(s.i, s.i + 2, "russia.name"):
            return "RU", None
        region = self._of_the_speaker_before() or self._carried()
        return region, lone_place(self.doc, region)

    def _of_the_speaker_before(self) -> str | None:
        """'It downed 277 drones': the country of the army that the sentence before quotes."""
        s = self.sentence
        if not s.index or not self.doc.says(s.i, "down.army") or s.locs:
            return None
        roles = [m for m in self.doc.sentences[s.index - 1].of("role") if m.value in {"ua", "mod"}]
        return None if not roles else "UA" if roles[-1].value == "ua" else "RU"

    def _of_events(self, events: list[Group]) -> tuple[str | None, str | None]:
        """By the places of the sentence that no other number took."""
        own = list(dict.fromkeys(r for g in events for r in g.regions()))
        if len(own) == 1:
            return own[0], shared_place(events)
        regions = self.sentence.regions
        return (regions[0] if len(regions) == 1 else "RU" if regions else self._carried()), None

    def _side(self) -> str | None:
        """A country, Ukraine's own defence, the town that drones were headed for, or a total before its parts."""
        s = self.sentence
        if self._ukrainian_defence():
            return "UA"
        country = next((loc.region for loc in s.locs if loc.role == "country"), None)
        if country:
            return country
        first = min((m.i for m in self.downs), default=s.j)
        voices = [m for m in s.of("role", "ua") if m.i < first and (m.j - m.i > 1 or not self.doc.latin)]
        if voices:
            return "UA"
        aim = next((loc.region for loc in s.locs if loc.role == "target" and loc.region), None)
        if aim:
            around = any(r == "RU-MOS" for other in self.doc.sentences for r in other.regions)
            return "RU-MOS" if aim == "RU-MOW" and around else aim
        parts = [g for g in self.groups if g.taken]
        said_by_region = any(loc.role == "speaker" for loc in s.locs)
        whole = bool(parts) and not any(g.place() for g in parts) and not said_by_region
        return "RU" if whole and self.sentence.has("count", "part") else None

    def _carried(self) -> str | None:
        """What the text was at; else the country of whoever speaks."""
        s = self.sentence
        if s.carried:
            return s.carried[0]
        earlier = self.doc.sentences[: s.index]
        back = [loc.region for o in earlier[-2:] for loc in o.locs]
        if self.doc.ukrainian or ("UA" in back and "RU" not in back):
            return "UA"
        voiced = any(o.has("role", "ua") and not o.has("role", "mod") for o in earlier)
        return "UA" if self.doc.latin and voiced and not s.has("enemy", "any") else "RU"
