"""What was shot down: totals, parts, lists, 'по два — над ..., ещё по одному', one claim for each number as stated.

A number belongs to the list of places that no sign parts from it: '24 над Брянской' and 'в Брянской — 15' alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.claims import Downed, Qualifier, Span, Weapon
from bot.core.extract.marks import Doc, Loc, Mark, Num, Sentence
from bot.core.places import PlaceKind
from bot.core.text import Gap

_HARD = Gap.COMMA | Gap.SEMICOLON | Gap.STOP | Gap.DOT | Gap.LINE | Gap.BULLET | Gap.COLON
_AIR = frozenset(["uav", "missile", "bomb", "usv", "air"])
_LEAD = frozenset(["над", "надо", "в", "во", "на", "over", "in", "из", "под", "территорией", "территории", "the", "above"])
_OTHER_HEADS = frozenset(["people", "object", "airport", "area"])


@dataclass(slots=True)
class Group:
    """Places named together."""

    locs: list[Loc]
    taken: bool = False

    @property
    def i(self) -> int:
        return self.locs[0].i

    @property
    def j(self) -> int:
        return self.locs[-1].j

    def regions(self) -> list[str]:
        """Their regions, once each."""
        return list(dict.fromkeys(loc.region for loc in self.locs if loc.region))

    def place(self) -> str | None:
        """The one place named, None where there is none or more."""
        places = list(dict.fromkeys(loc.place for loc in self.locs if loc.place))
        if len(places) > 1:
            districts = list(dict.fromkeys(loc.place for loc in self.locs if loc.place and _is_district(loc)))
            small = [place for place in places if place not in districts]
            places = small if len(small) == 1 and len(districts) <= 1 else districts if len(small) > 1 else places
        return places[0] if len(places) == 1 else None


def _is_district(loc: Loc) -> bool:
    if loc.options:
        return loc.options[0].kind in {PlaceKind.DISTRICT, PlaceKind.CITY_DISTRICT}
    return not loc.typed and bool(loc.place) and str(loc.place).endswith(("ский", "цкий"))


def downed(doc: Doc) -> Iterator[Downed]:
    """All downed claims of a text."""
    open_weapon: Weapon | None = None
    running = False
    for sentence in doc.sentences:
        if not sentence.live:
            continue
        downs = _downs(doc, sentence)
        weapons = [m for m in sentence.of("weapon") if m.value in _AIR]
        tally = running and _is_tally(doc, sentence)
        if not downs and not tally:
            running = False
            continue
        if not weapons and open_weapon is None and not running:
            continue
        reader = _Reader(doc, sentence, downs, weapons, open_weapon)
        yield from reader.read()
        open_weapon = reader.weapon or open_weapon
        running = True


def _downs(doc: Doc, sentence: Sentence) -> list[Mark]:
    found = []
    for mark in sentence.of("down"):
        before = doc.folded[mark.i - 1] if mark.i > sentence.i else ""
        if doc.folded[mark.j - 1].endswith(("ть", "ти")) and before not in {"удалось", "смогли", "успели", "сумели", "удалось"}:
            continue
        if mark.value == "only" and not _downs_things(doc, sentence, mark):
            continue
        if before in {"не", "not", "чуть", "could", "would", "will", "to", "can", "чтобы"}:
            continue
        found.append(mark)
    for mark in sentence.of("repel"):
        if mark.number in {"p", "s"} and doc.folded[mark.i].startswith("отражен") and not _attack_near(sentence, mark):
            found.append(mark)
    return found


def _attack_near(sentence: Sentence, mark: Mark) -> bool:
    return any(m.group in {"attack", "shell"} and abs(m.i - mark.i) <= 4 for m in sentence.marks)


def _downs_things(doc: Doc, sentence: Sentence, mark: Mark) -> bool:
    """'forces down four drones': the verb, not the adverb."""
    return any(m.group == "weapon" and 0 <= m.i - mark.j <= 3 for m in sentence.marks) and doc.folded[mark.i - 1] in _GUNNERS


_GUNNERS = frozenset("forces defences defenses defence defense units troops systems to military gunners soldiers and air-defences".split())


def _is_tally(doc: Doc, sentence: Sentence) -> bool:
    """A line of a breakdown: numbers with places, no verb of its own."""
    if not sentence.nums or not sentence.locs or sentence.groups & {"people", "attack", "dead", "hurt", "say", "airport"}:
        return False
    first = sentence.nums[0]
    after = doc.folded[first.j : min(first.j + 4, sentence.j)]
    return any(w in {"над", "over"} for w in after) or bool(doc.gap(first.j) & Gap.DASH) or bool(doc.gap(first.i) & Gap.DASH)


class _Reader:
    def __init__(self, doc: Doc, sentence: Sentence, downs: list[Mark], weapons: list[Mark], inherited: Weapon | None) -> None:
        self.doc = doc
        self.sentence = sentence
        self.downs = downs
        self.weapons = weapons
        self.inherited = inherited
        if doc.latin:
            _cities_for_regions(doc, sentence)
        self.groups = group_locs(doc, sentence)
        self.weapon: Weapon | None = None
        self.counted: set[int] = set()

    def read(self) -> Iterator[Downed]:
        nums = [num for num in self.sentence.nums if self._counts_weapons(num)]
        pairs = self._pair(nums)
        total_is_national = len({r for _, g in pairs if g for r in g.regions()}) > 1
        before: Group | None = None
        for num, group in pairs:
            weapon = self._weapon_of(num)
            if group is None and before is not None and self._is_part(num):
                group = before
            before = group
            if weapon is Weapon.MIXED and num.value is None:
                for mark in self.weapons:
                    if 0 <= mark.i - num.j <= 8:
                        yield from self._claims(num, group, _weapon(mark), total_is_national)
                continue
            self.weapon = weapon
            yield from self._claims(num, group, weapon, total_is_national)
        yield from self._uncounted(bool(nums))

    # --- numbers -------------------------------------------------------------------------------------------------

    def _counts_weapons(self, num: Num) -> bool:
        doc, s = self.doc, self.sentence
        if num.i > s.i and doc.folded[num.i - 1] in {"не", "not"} and num.qualifier is Qualifier.EXACT:
            return False
        if num.i > s.i and doc.folded[num.i - 1] in {"of", "из", "із"} and not num.each:
            return False
        following = [m for m in s.marks if num.j <= m.i <= num.j + 5 and _heads(m)]
        head = following[0] if following else None
        if head is not None and not doc.between(num.j, head.i) & (_HARD & ~Gap.QUOTE) or (head and head.i == num.j):
            if head.group == "weapon" and head.value in _AIR and not self._other_num(num, head.i):
                if self._launched(num, head) or any(m.group == "attack" and m.i == head.j for m in s.marks):
                    return False
                self.counted.add(head.i)
                return True
            if head.i - num.j <= 1 and head.group != "weapon":
                return False
        if num.value is None:
            return False
        nxt = doc.folded[num.j] if num.j < s.j else ""
        if self._total_grown(num):
            return True
        if nxt in _LEAD or (num.j < s.j and doc.gap(num.j) & Gap.DASH and self._loc_at(num.j, 3)):
            return bool(self._loc_at(num.j, 6))
        if num.each:
            return bool(self._loc_at(num.j, 8))
        if doc.gap(num.i) & (Gap.DASH | Gap.OPEN) and any(0 <= num.i - loc.j <= 1 for loc in s.locs):
            return True
        if any(m.group == "harm" and m.i == num.j and not any(d.i == m.i for d in self.downs) for m in s.marks):
            return False
        near = [m for m in self.downs if -1 <= m.i - num.j <= 2 or 0 <= num.i - m.j <= 1]
        return bool(near) and nxt not in {"раз", "times"}

    def _is_part(self, num: Num) -> bool:
        return any(m.value == "part" and 0 <= num.i - m.j <= 1 for m in self.sentence.of("count"))

    def _total_grown(self, num: Num) -> bool:
        """'число сбитых БПЛА увеличилось до 22'; 'из них два летели на Москву'."""
        words = self.doc.folded
        if self._is_part(num):
            return not any(m.group in {"people", "dead", "hurt"} and num.i <= m.i <= num.j + 2 for m in self.sentence.marks)
        if not any(w in {"число", "количество", "number"} for w in words[self.sentence.i : num.i]):
            return False
        return any(w.startswith(("увелич", "вырос", "возрос", "достиг", "rose", "risen")) for w in words[max(0, num.i - 3) : num.i])

    def _launched(self, num: Num, weapon: Mark) -> bool:
        """'attacked with 70 drones': used, not downed, unless a verb of downing governs the number."""
        if weapon.tool:
            return True
        before = self.doc.folded[num.i - 1] if num.i > self.sentence.i else ""
        if before in {"with", "using", "помощью", "применением"}:
            return True
        if any(0 <= num.i - m.j <= 3 for m in self.downs):
            return False
        verbs = [m for m in self.sentence.marks if m.group in {"down", "attack"} and m.group == "down" or m.group == "attack" and m.value == "verb"]
        if not any(m.group == "attack" for m in verbs):
            return False
        nearest = min(verbs, key=lambda m: min(abs(m.i - weapon.i), abs(m.i - num.i)))
        return nearest.group == "attack"

    def _other_num(self, num: Num, at: int) -> bool:
        return any(n is not num and num.j <= n.i < at for n in self.sentence.nums)

    def _loc_at(self, i: int, reach: int) -> bool:
        return any(i <= loc.i <= i + reach for loc in self.sentence.locs)

    # --- places --------------------------------------------------------------------------------------------------

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
        aside = self.doc.gap(num.i) & Gap.COMMA and self.doc.gap(num.j) & Gap.COMMA and num.j < self.sentence.j
        if right is not None and left is None and aside and not between(num.j + 1, right.i) & _HARD:
            return right
        if right is not None and not between(num.j, right.i) & _HARD:
            if left is None or between(left.j, num.i) & _HARD or not between(left.j, num.i) & Gap.DASH:
                return right
            return left
        if left is not None and not between(left.j, num.i) & _HARD:
            return left
        return None

    def _claims(self, num: Num, group: Group | None, weapon: Weapon | None, national: bool) -> Iterator[Downed]:
        s = self.sentence
        span = self._span(num, group)
        if group is None:
            region, place = ("RU", None) if self._russia_says(num) else self._default(national)
            yield self._made(region, place, num, weapon, span, "downed.total" if national else "downed.count")
            return
        regions = group.regions()
        if num.each:
            for loc in group.locs:
                yield self._made(loc.region, loc.place, num, weapon, self._cover(num.i, num.j, loc), "downed.each")
            return
        if len(regions) > 1 or (regions and self._and_more(group)):
            yield self._made(_country_of(regions), None, num, weapon, span, "downed.shared")
            for region in regions:
                if region not in {"RU", "UA"}:
                    yield Downed(region=region, count=None, qualifier=None, weapon=weapon, span=span, rule="downed.member")
            return
        region = regions[0] if regions else (s.carried[0] if s.carried else None)
        yield self._made(region, group.place(), num, weapon, span, "downed.place" if group.place() else "downed.count")

    def _russia_says(self, num: Num) -> bool:
        """'… as Russia says it downed 60 drones': a national figure, whatever town was named before."""
        if not self.doc.latin:
            return False
        voice = [m for m in self.sentence.of("role", "official") if m.j <= num.i and self.doc.folded[m.i] in {"russia", "moscow"}]
        said = [m for m in self.sentence.of("say", "verb") if voice and voice[-1].j <= m.i <= num.i]
        return bool(said) and not any(loc.i >= voice[-1].j and loc.role in {"", "target"} for loc in self.sentence.locs)

    def _ukrainian_defence(self) -> bool:
        """'Ukrainian air defences intercepted', 'украинская ПВО сбила'."""
        words = self.doc.folded
        return any(
            words[m.i - 1].startswith(("ukrain", "украинск")) or words[m.j : m.j + 1] == ["украины"]
            for m in self.sentence.of("defence")
            if m.i > self.sentence.i
        )

    def _has_part(self) -> bool:
        return self.sentence.has("count", "part")

    def _and_more(self, group: Group) -> bool:
        """'over the N region and four other provinces': more regions than are named."""
        end = min(group.j + 16, self.sentence.j)
        return any(
            m.group == "country" and m.value == "many" and m.number != "s" and any(w in {"other", "других", "другими", "еще"} for w in self.doc.folded[max(group.j, m.i - 3) : m.i])
            for m in self.sentence.marks
            if group.j <= m.i < end
        )

    def _default(self, national: bool) -> tuple[str | None, str | None]:
        """Where a number without a place belongs."""
        s = self.sentence
        if national:
            return "RU", None
        country = next((loc.region for loc in s.locs if loc.role == "country"), None)
        events = [g for g in self.groups if not g.taken and any(loc.role == "" for loc in g.locs)]
        if country and not events:
            return country, None
        if len({r for g in events for r in g.regions()}) == 1:
            group = events[0]
            return group.regions()[0], group.place() if len(events) == 1 else None
        if self._ukrainian_defence() and not events:
            return "UA", None
        first = min((m.i for m in self.downs), default=s.j)
        if any((m.j - m.i > 1 or not self.doc.latin) and m.i < first for m in s.of("role", "ua")) and not events:
            return "UA", None
        aim = next((loc.region for loc in s.locs if loc.role == "target" and loc.region), None)
        if aim and not events:
            around = any(r == "RU-MOS" for other in self.doc.sentences for r in other.regions)
            return ("RU-MOS" if aim == "RU-MOW" and around else aim), None
        parts = [g for g in self.groups if g.taken]
        whole = parts and not events and all(not g.place() for g in parts) and not any(loc.role == "speaker" for loc in s.locs)
        if whole and self._has_part():
            return "RU", None
        if len(s.regions) == 1 and not (s.has("role", "mod") and not events):
            return s.regions[0], None
        if s.has("role", "mod") or s.regions or any(w == "russia" for w in self.doc.folded[s.i : s.i + 2] if not s.title):
            return "RU", None
        return (s.carried[0] if s.carried else "UA" if self.doc.ukrainian else "RU"), None

    # --- weapons -------------------------------------------------------------------------------------------------

    def _weapon_of(self, num: Num) -> Weapon | None:
        after = [m for m in self.weapons if num.j <= m.i]
        before = [m for m in self.weapons if m.i < num.i]
        if after and not self._other_num(num, after[0].i) and after[0].i - num.j <= 5:
            second = after[1] if len(after) > 1 else None
            if (
                second is not None
                and second.value != after[0].value
                and second.number != "s"
                and second.i - after[0].j <= 3
                and bool({"и", "and"} & set(self.doc.folded[after[0].j : second.i]))
                and not self._other_num(num, second.i)
            ):
                return Weapon.MIXED
            return _weapon(after[0])
        if before:
            return _weapon(before[-1])
        if after:
            return _weapon(after[0])
        return self.inherited

    def _uncounted(self, counted: bool) -> Iterator[Downed]:
        """'сбит беспилотник', 'drones were shot down': no number, or one thing."""
        for down in self.downs:
            weapon = self._object_of(down)
            if weapon is None and counted:
                yield from self._the_others(down)
            if weapon is None or weapon.i in self.counted or self._in_general(down, weapon):
                continue
            self.counted.add(weapon.i)
            one = self._is_one(down, weapon)
            groups = self._around(down, weapon)
            regions = list(dict.fromkeys(r for g in groups for r in g.regions()))
            places = list(dict.fromkeys(g.place() for g in groups if g.place()))
            span = self._mark_span(min(down.i, weapon.i), max(down.j, weapon.j))
            rule = "downed.one" if one else "downed.some"
            if counted and not one:
                continue
            count = Qualifier.EXACT if one else None
            if len(regions) > 1 and not one:
                for region in regions:
                    yield Downed(region=region, count=None, qualifier=None, weapon=_weapon(weapon), span=span, rule=rule)
                continue
            region = regions[0] if regions else self._default(False)[0]
            place = places[0] if len(places) == 1 and len(regions) <= 1 else None
            yield Downed(region=region, place=place, count=1 if one else None, qualifier=count, weapon=_weapon(weapon), span=span, rule=rule)

    def _the_others(self, down: Mark) -> Iterator[Downed]:
        """'others were intercepted over X and Y', 'остальные сбиты над ...'."""
        group = next((g for g in self.groups if not g.taken and 0 <= g.i - down.j <= 3), None)
        if group is None:
            return
        group.taken = True
        for region in group.regions():
            yield Downed(region=region, count=None, qualifier=None, weapon=self.weapon, span=self._mark_span(down.i, group.j), rule="downed.others")

    def _object_of(self, down: Mark) -> Mark | None:
        """The weapon that this verb brings down, within the clause."""
        best: Mark | None = None
        for weapon in self.weapons:
            gap = self.doc.between(min(down.j, weapon.j), max(down.i, weapon.i))
            if self._is_tool(weapon) or gap & (Gap.SEMICOLON | Gap.STOP | Gap.LINE):
                continue
            distance = weapon.i - down.j if weapon.i >= down.j else down.i - weapon.j
            limit = 6 if weapon.i >= down.j else 12
            if distance > limit or (distance > 3 and gap & Gap.COMMA and weapon.i >= down.j):
                continue
            blocked = [m for m in self.sentence.marks if m.group in {"object", "people"} and down.j <= m.i < weapon.i]
            if blocked:
                continue
            if best is None or distance < min(abs(best.i - down.j), abs(down.i - best.j)):
                best = weapon
        return best

    def _in_general(self, down: Mark, weapon: Mark) -> bool:
        """'для уничтожения БПЛА', 'расчёт дронов уничтожен': not this event, not this object."""
        s = self.sentence
        if down.value == "noun" and any(w in _PURPOSE for w in self.doc.folded[max(s.i, down.i - 3) : down.i]):
            return True
        before = self.doc.folded[weapon.i - 1] if weapon.i > s.i else ""
        return before.startswith(("расчет", "оператор", "экипаж", "пилот", "производств", "склад", "пуск", "запуск", "цех"))

    def _is_tool(self, weapon: Mark) -> bool:
        if weapon.tool and weapon.number != "?":
            return True
        before = self.doc.folded[max(self.sentence.i, weapon.i - 2) : weapon.i]
        return any(w in {"помощью", "применением", "использованием", "with", "by", "using", "посредством"} for w in before)

    def _is_one(self, down: Mark, weapon: Mark) -> bool:
        nxt = weapon.j
        modifier = any(m.group in {"attack", "alarm"} and m.i == nxt for m in self.sentence.marks)
        if modifier and self.doc.latin:
            return False
        if weapon.number in {"s", "p"}:
            return weapon.number == "s"
        return down.number != "p"

    def _around(self, down: Mark, weapon: Mark) -> list[Group]:
        lo, hi = min(down.i, weapon.i), max(down.j, weapon.j)
        free = [g for g in self.groups if not g.taken]
        after = [g for g in free if g.i >= hi and not self.doc.between(hi, g.i) & (Gap.SEMICOLON | Gap.COLON | Gap.DASH)]
        before = [g for g in free if g.j <= lo]
        inside = [g for g in free if g.i >= lo and g.j <= hi]
        if inside:
            return inside[:1]
        if after and not self.doc.between(hi, after[0].i) & Gap.COMMA:
            return after[:1]
        return before[-1:] or after[:1]

    # --- making --------------------------------------------------------------------------------------------------

    def _made(self, region: str | None, place: str | None, num: Num, weapon: Weapon | None, span: Span, rule: str) -> Downed:
        return Downed(
            region=region, place=place, count=num.value, qualifier=None if num.value is None else num.qualifier, weapon=weapon, span=span, rule=rule
        )

    def _span(self, num: Num, group: Group | None) -> Span:
        if group is None:
            stop = min(num.j + 1, self.sentence.j)
            return self._mark_span(num.i, stop)
        return self._mark_span(min(num.i, group.i), max(num.j, group.j))

    def _cover(self, i: int, j: int, loc: Loc) -> Span:
        return self._mark_span(min(i, loc.i), max(j, loc.j))

    def _mark_span(self, i: int, j: int) -> Span:
        return Span(self.doc.words.starts[i], self.doc.words.stops[j - 1])


def _heads(mark: Mark) -> bool:
    """The noun that a number may count."""
    if mark.group == "head":
        return mark.value in {"district", "region", "settlement"}
    return mark.group in _OTHER_HEADS or mark.group == "weapon" or (mark.group == "country" and mark.value == "many")


def _weapon(mark: Mark) -> Weapon | None:
    return None if mark.value == "air" else Weapon(mark.value)


def _cities_for_regions(doc: Doc, sentence: Sentence) -> None:
    """'24 over Smolensk' in an English tally means the region."""
    if len(sentence.locs) < 2 or not any(loc.region and not loc.place for loc in sentence.locs):
        return
    for loc in sentence.locs:
        town = next((p for p in loc.options if p.capital_of), None)
        if town is not None and loc.place and doc.folded[loc.i - 1] in {"over", "and", "the", "above"} | {doc.folded[other.j - 1] for other in sentence.locs}:
            loc.region, loc.place, loc.options = town.capital_of, None, ()


_HELD = frozenset(["UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65"])


def _country_of(regions: list[str]) -> str:
    """The country of a number said of several regions: Russia's ministry counts Crimea and the seas among its own."""
    return "UA" if any(r.startswith("UA") and r not in _HELD for r in regions) and not any(r.startswith("RU") for r in regions) else "RU"


_PURPOSE = frozenset("для эффективности способы способ задачи задач средство средства борьбы".split())
_JOIN = frozenset(["и", "а", "также", "над", "в", "во", "and", "over", "the", "in", "аннексированным", "территорией", "акваторией", "территориями", "республики", "республикой", "из", "на"])


def group_locs(doc: Doc, sentence: Sentence) -> list[Group]:
    """Mentions that stand together as one list, or as a place with its region."""
    groups: list[Group] = []
    for loc in sentence.locs:
        if loc.role not in {"", "country"}:
            continue
        if groups:
            last = groups[-1].locs[-1]
            gaps = doc.between(last.j, loc.i)
            words = doc.folded[last.j : loc.i]
            if not gaps & ~(Gap.COMMA | Gap.QUOTE | Gap.DOT | Gap.OPEN | Gap.CLOSE) and all(w in _JOIN for w in words):
                groups[-1].locs.append(loc)
                continue
        groups.append(Group([loc]))
    return groups
