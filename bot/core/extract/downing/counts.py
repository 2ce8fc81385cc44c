"""The claims of one sentence that tells of weapons shot down: each number with its place, then what is not counted."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Downed, Span, Weapon
from bot.core.extract.attack.arms import weapon_of
from bot.core.extract.downing.uncounted import Uncounted, some
from bot.core.extract.downing.verbs import goes_on
from bot.core.extract.places.groups import Group, country_of
from bot.core.extract.places.lands import COUNTRIES
from bot.core.extract.words.marks import Loc, Num
from bot.core.text import Gap


class Counts(Uncounted):
    """One sentence's claims."""

    def read(self) -> Iterator[Downed]:
        """The claims of the sentence."""
        nums = [num for num in self.sentence.nums if self._counts_weapons(num)]
        pairs = self._shared(self._pair(nums))
        total_is_national = self._announces() or len({r for _, g in pairs if g for r in g.regions()}) > 1
        before: Group | None = None
        for num, paired in pairs:
            group = before if paired is None and self._is_part(num) else paired
            before = group
            weapon = self._weapon_of(num)
            if weapon is Weapon.MIXED and num.value is None and not self.doc.latin:
                for mark in self.weapons:
                    if 0 <= mark.i - num.j <= 8:
                        yield from self._claims(num, group, weapon_of(mark), total_is_national)
                continue
            self.weapon = weapon
            yield from self._claims(num, group, weapon, total_is_national)
        yield from self._uncounted(bool(nums))

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
            region, place = self._unplaced(num, national=national)
            rule = "downed.total" if national else "downed.told" if self.doc.latin else "downed.count"
            yield self._made(region, place, num, weapon, span, rule)
            return
        regions = group.regions()
        if num.each:
            for loc in group.locs:
                yield self._made(
                    loc.region, loc.place, num, weapon, self._cover(num.i, num.j, loc), "downed.each"
                )
            return
        if len(regions) > 1 or (regions and self._and_more(group)):
            if num.value is not None or not self.doc.latin:
                yield self._made(country_of(regions), None, num, weapon, span, "downed.shared")
            for region in regions:
                if region not in COUNTRIES:
                    yield some(region, weapon, span, rule="downed.member")
            return
        region = next(iter([*regions, *s.carried]), None)
        place = None if self._goes_beyond(group) else group.place()
        yield self._made(region, place, num, weapon, span, "downed.place" if place else "downed.count")

    def _unplaced(self, num: Num, *, national: bool) -> tuple[str | None, str | None]:
        """Where a number without a place belongs."""
        return self._default(national or self._mostly(num.j, self.sentence.j))

    def _goes_beyond(self, group: Group) -> bool:
        """'над Воронежем и 14 районами', 'над Курском и областью': the place is but one of several."""
        return self.doc.says(group.j, "list.and") and any(
            m.value in {"district", "region"} and group.j < m.i <= group.j + 3
            for m in self.sentence.of("head")
        )

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
