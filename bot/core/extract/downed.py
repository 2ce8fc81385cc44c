"""What was shot down: totals, parts, lists, 'по два — над ..., ещё по одному', one claim for each number as stated.

A number belongs to the list of places that no sign parts from it: '24 над Брянской' and 'в Брянской — 15' alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Downed, Qualifier, Span, Weapon
from bot.core.extract.arms import weapon_of
from bot.core.extract.bulletin import lone_place
from bot.core.extract.groups import Group, country_of
from bot.core.extract.marks import Doc, Loc, Mark, Num
from bot.core.extract.tally import AIR, Tally
from bot.core.extract.verbs import downing_words, goes_on
from bot.core.text import Gap


def downed(doc: Doc) -> Iterator[Downed]:
    """All downed claims of a text."""
    open_weapon: Weapon | None = None
    running = False
    for sentence in doc.sentences:
        if not sentence.live:
            continue
        downs = downing_words(doc, sentence)
        weapons = [m for m in sentence.of("weapon") if m.value in AIR]
        if weapons and open_weapon is None and weapons[0].value != "air":
            open_weapon = Weapon(weapons[0].value)
        tally = running and goes_on(doc, sentence)
        if not downs and not tally:
            running = False
            continue
        if not weapons and open_weapon is None and not running:
            continue
        reader = _Reader(doc, sentence, downs, weapons, open_weapon)
        yield from reader.read()
        open_weapon = reader.weapon or open_weapon
        running = True


class _Reader(Tally):
    """One sentence's claims."""

    def read(self) -> Iterator[Downed]:
        nums = [num for num in self.sentence.nums if self._counts_weapons(num)]
        pairs = self._shared(self._pair(nums))
        total_is_national = self._announces() or len({r for _, g in pairs if g for r in g.regions()}) > 1
        before: Group | None = None
        for num, paired in pairs:
            group = before if paired is None and self._is_part(num) else paired
            before = group
            weapon = self._weapon_of(num)
            if weapon is Weapon.MIXED and num.value is None:
                for mark in self.weapons:
                    if 0 <= mark.i - num.j <= 8:
                        yield from self._claims(num, group, weapon_of(mark), total_is_national)
                continue
            self.weapon = weapon
            yield from self._claims(num, group, weapon, total_is_national)
        yield from self._uncounted(bool(nums))
        yield from self._named_parts(bool(nums))

    def _named_parts(self, counted: bool) -> Iterator[Downed]:
        """'200 drones across the country, including in the N region': where some of them were."""
        doc, s = self.doc, self.sentence
        for part in s.of("count", "part") if counted and doc.latin else ():
            group = next((g for g in self.groups if not g.taken and part.j <= g.i <= part.j + 6), None)
            if group is None or any(part.j <= n.i < group.i for n in s.nums) or doc.between(part.j, group.i):
                continue
            group.taken = True
            for region in group.regions():
                yield Downed(
                    region=region,
                    count=None,
                    qualifier=None,
                    weapon=self.weapon,
                    span=self._mark_span(part.i, group.j),
                    rule="downed.member",
                )

    def _shared(self, pairs: list[tuple[Num, Group | None]]) -> list[tuple[Num, Group | None]]:
        """'две ракеты и шесть БПЛА над морем': the place of the second number is that of the first too."""
        for n in range(len(pairs) - 2, -1, -1):
            num, group = pairs[n]
            after, place = pairs[n + 1]
            joined = (
                self.doc.says(after.i - 1, "list.and") and not self.doc.between(num.j, after.i) & ~Gap.QUOTE
            )
            if group is None and place is not None and joined and place.i >= after.j:
                pairs[n] = (num, place)
        return pairs

    def _announces(self) -> bool:
        """The sentence ends in a colon, and lines with the parts of several regions follow."""
        s, doc = self.sentence, self.doc
        if (
            s.index + 2 >= len(doc.sentences)
            or not doc.gap(s.j) & Gap.COLON
            or any(g.regions() for g in self.groups)
        ):
            return False
        following = doc.sentences[s.index + 1 : s.index + 3]
        return all(goes_on(doc, other) for other in following)

    def _claims(
        self, num: Num, group: Group | None, weapon: Weapon | None, national: bool
    ) -> Iterator[Downed]:
        s = self.sentence
        span = self._span(num, group)
        if group is None:
            aim = self._aim(num)
            region, place = aim or (("RU", None) if self._russia_says(num) else self._default(national))
            yield self._made(region, place, num, weapon, span, "downed.total" if national else "downed.count")
            return
        regions = group.regions()
        if num.each:
            for loc in group.locs:
                yield self._made(
                    loc.region, loc.place, num, weapon, self._cover(num.i, num.j, loc), "downed.each"
                )
            return
        if len(regions) > 1 or (regions and (self._and_more(group) or self._including(num, group))):
            yield self._made(country_of(regions), None, num, weapon, span, "downed.shared")
            for region in regions:
                if region not in {"RU", "UA"}:
                    yield Downed(
                        region=region,
                        count=None,
                        qualifier=None,
                        weapon=weapon,
                        span=span,
                        rule="downed.member",
                    )
            return
        region = regions[0] if regions else (s.carried[0] if s.carried else None)
        yield self._made(
            region, group.place(), num, weapon, span, "downed.place" if group.place() else "downed.count"
        )

    def _including(self, num: Num, group: Group) -> bool:
        """'200 drones across the country, including in the N region': a total, and where some of it was."""
        parts = [m for m in self.sentence.of("count", "part") if num.j <= m.i < group.i]
        others = [n for n in self.sentence.nums if parts and parts[0].j <= n.i < group.i]
        return self.doc.latin and bool(parts) and not others and not self._is_part(num)

    def _aim(self, num: Num) -> tuple[str | None, str | None] | None:
        """'including four bound for Moscow': where the drones of this number were headed."""
        loc = next((loc for loc in self.sentence.locs if loc.i >= num.j), None)
        near = loc is not None and loc.role == "target" and loc.i - num.j <= 5
        if loc is None or not near or not self._is_part(num):
            return None
        return loc.region, loc.place

    # --- weapons -------------------------------------------------------------------------------------------------

    def _uncounted(self, counted: bool) -> Iterator[Downed]:
        """'сбит беспилотник', 'drones were shot down': no number, or one thing."""
        for down in self.downs:
            weapon = self._object_of(down)
            if weapon is None and (counted or self.doc.says_in(self.sentence.i, down.j + 1, "down.them")):
                yield from self._the_others(down)
            if weapon is None or weapon.i in self.counted or self._in_general(down, weapon):
                continue
            self.counted.add(weapon.i)
            one = self._is_one(down, weapon)
            if one or not counted:
                yield from self._one_or_some(down, weapon, one=one)

    def _one_or_some(self, down: Mark, weapon: Mark, *, one: bool) -> Iterator[Downed]:
        """The claim, or one for each region where several are named of a plural."""
        groups = self._around(down, weapon)
        regions = list(dict.fromkeys(r for g in groups for r in g.regions()))
        span = self._mark_span(min(down.i, weapon.i), max(down.j, weapon.j))
        kind = weapon_of(weapon)
        if len(regions) > 1 and not one:
            for region in regions:
                spots = {loc.place for g in groups for loc in g.locs if loc.region == region}
                place = next(iter(spots)) if len(spots) == 1 else None
                yield Downed(
                    region=region,
                    place=place,
                    count=None,
                    qualifier=None,
                    weapon=kind,
                    span=span,
                    rule="downed.some",
                )
            return
        places = list(dict.fromkeys(g.place() for g in groups if g.place()))
        where = regions[0] if regions else self._default(False)[0]
        if not groups:
            places += [place for place in [lone_place(self.doc, where)] if place]
        yield Downed(
            region=where,
            place=places[0] if len(places) == 1 and len(regions) <= 1 else None,
            count=1 if one else None,
            qualifier=Qualifier.EXACT if one else None,
            weapon=kind,
            span=span,
            rule="downed.one" if one else "downed.some",
        )

    def _the_others(self, down: Mark) -> Iterator[Downed]:
        """'others were intercepted over X and Y', 'остальные сбиты над ...'."""
        group = next((g for g in self.groups if not g.taken and 0 <= g.i - down.j <= 3), None)
        if group is None:
            return
        group.taken = True
        for region in group.regions():
            yield Downed(
                region=region,
                count=None,
                qualifier=None,
                weapon=self.weapon or self.inherited,
                span=self._mark_span(down.i, group.j),
                rule="downed.others",
            )

    def _object_of(self, down: Mark) -> Mark | None:
        """The weapon that this verb brings down, within the clause."""
        best: Mark | None = None
        for weapon in self.weapons:
            distance = weapon.i - down.j if weapon.i >= down.j else down.i - weapon.j
            if distance > (6 if weapon.i >= down.j else 12):
                continue
            gap = self.doc.between(min(down.j, weapon.j), max(down.i, weapon.i))
            if self._is_tool(weapon) or gap & (Gap.SEMICOLON | Gap.STOP | Gap.LINE):
                continue
            if distance > 3 and gap & Gap.COMMA and weapon.i >= down.j:
                continue
            blocked = [
                m
                for group in ("object", "people")
                for m in self.sentence.of(group)
                if down.j <= m.i < weapon.i
            ]
            if blocked:
                continue
            if best is None or distance < min(abs(best.i - down.j), abs(down.i - best.j)):
                best = weapon
        return best

    def _in_general(self, down: Mark, weapon: Mark) -> bool:
        """'для уничтожения БПЛА', 'расчёт дронов уничтожен': not this event, not this object."""
        s = self.sentence
        if down.value == "noun" and self.doc.says_in(max(s.i, down.i - 3), down.i, "down.purpose"):
            return True
        return weapon.i > s.i and self.doc.says(weapon.i - 1, "weapon.owner")

    def _is_tool(self, weapon: Mark) -> bool:
        if weapon.tool and weapon.number != "?":
            return True
        return self.doc.says_in(max(self.sentence.i, weapon.i - 2), weapon.i, "weapon.by_means")

    def _is_one(self, down: Mark, weapon: Mark) -> bool:
        nxt = weapon.j
        modifier = any(
            m.group in {"attack", "alarm"} and m.value not in {"into", "by"} and m.i == nxt
            for m in self.sentence.marks
        )
        if modifier and self.doc.latin:
            return False
        if weapon.number in {"s", "p"}:
            return weapon.number == "s"
        if self.doc.says_in(down.j, down.j + 1, "down.it"):  # 'заметили БПЛА и сбили его'
            return True
        return down.number != "p"

    def _around(self, down: Mark, weapon: Mark) -> list[Group]:
        lo, hi = min(down.i, weapon.i), max(down.j, weapon.j)
        free = [g for g in self.groups if not g.taken]
        after = [g for g in free if g.i >= hi][:1]
        if after and self.doc.between(hi, after[0].i) & (Gap.SEMICOLON | Gap.COLON | Gap.DASH):
            after = []
        before = [g for g in free if g.j <= lo]
        inside = [g for g in free if g.i >= lo and g.j <= hi]
        if inside:
            return inside[:1]
        if after and not self.doc.between(hi, after[0].i) & Gap.COMMA:
            return after
        return before[-1:] or after

    # --- making --------------------------------------------------------------------------------------------------

    def _made(
        self, region: str | None, place: str | None, num: Num, weapon: Weapon | None, span: Span, rule: str
    ) -> Downed:
        return Downed(
            region=region,
            place=place,
            count=num.value,
            qualifier=None if num.value is None else num.qualifier,
            weapon=weapon,
            span=span,
            rule=rule,
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
