"""What was shot down: totals, parts, lists, 'по два — над ..., ещё по одному', one claim for each number as stated.

A number belongs to the list of places that no sign parts from it: '24 над Брянской' and 'в Брянской — 15' alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Downed, Span, Weapon
from bot.core.extract.arms import weapon_of
from bot.core.extract.groups import Group, country_of
from bot.core.extract.marks import Doc, Loc, Num
from bot.core.extract.tally import AIR
from bot.core.extract.uncounted import Uncounted
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


class _Reader(Uncounted):
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
