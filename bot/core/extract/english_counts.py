"""What an English sentence says was shot down: by the order of its words, and by whose sky it was over."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Downed, Weapon
from bot.core.extract.arms import weapon_of
from bot.core.extract.bulletin import lone_place
from bot.core.extract.clauses import parted
from bot.core.extract.counts import Counts
from bot.core.extract.felled import Felled, felled
from bot.core.extract.groups import Group, cities_for_regions
from bot.core.extract.marks import Doc, Mark, Num, Sentence
from bot.core.extract.skies import lies_in, over, sky_of, voice_of
from bot.core.text import Gap


class EnglishCounts(Counts):
    """One sentence's claims."""

    def __init__(
        self, doc: Doc, sentence: Sentence, downs: list[Mark], weapons: list[Mark], inherited: Weapon | None
    ) -> None:
        cities_for_regions(doc, sentence)
        super().__init__(doc, sentence, downs, weapons, inherited)
        self.phrases = felled(doc, sentence, downs)
        skies = {sky_of(doc, sentence, phrase) for phrase in self.phrases}
        self.sky = next(iter(skies)) if len(skies) == 1 else None
        if not self.phrases:
            self.sky = voice_of(doc, sentence)
        self.groups = [g for g in self.groups if over(g, self.sky)]

    def read(self) -> Iterator[Downed]:
        """The claims of the sentence."""
        yield from super().read()
        yield from self._named_parts()

    # --- which numbers -----------------------------------------------------------------------------------------------

    def _counts_weapons(self, num: Num) -> bool:
        for phrase in self.phrases:
            if phrase.num is num:
                self.counted.add(phrase.weapon.i)
                return True
            if phrase.i <= num.i < phrase.j:
                return False
        if not self.downs or self._is_part(num):
            return super()._counts_weapons(num)
        return self._by_noun(num) is None and self._stands_alone(num)

    def _stands_alone(self, num: Num) -> bool:
        """'downed 41 of them', 'five downed by jamming', '12 over Kursk', '36 of which were shot down'."""
        doc, s = self.doc, self.sentence
        for down in self.downs:
            if 0 <= num.i - down.j <= 1 and not doc.between(down.j, num.i) & ~Gap.QUOTE:
                return True
            helps = range(num.j, down.i)
            if 0 <= down.i - num.j <= 3 and not (num.j < s.j and doc.between(num.j, down.i) & ~Gap.QUOTE):
                if all(doc.says(k, "down.be") for k in helps):
                    return True
        return self._by_place_or_verb(num)

    def _weapon_of(self, num: Num) -> Weapon | None:
        for n, phrase in enumerate(self.phrases):
            if phrase.num is not num:
                continue
            after = self.phrases[n + 1] if n + 1 < len(self.phrases) else None
            if after is not None and self._shares(phrase, after):
                self.counted.add(after.weapon.i)
                return Weapon.MIXED if after.weapon.value != phrase.weapon.value else weapon_of(phrase.weapon)
            return weapon_of(phrase.weapon)
        return super()._weapon_of(num)

    def _nearer(self, num: Num, left: Group | None, right: Group | None) -> Group | None:
        s = self.sentence
        if right is not None and parted(s, num.i, right.i):
            right = None
        if left is not None and parted(s, left.i, num.i):
            left = None
        return super()._nearer(num, left, right)

    def _around(self, down: Mark, weapon: Mark) -> list[Group]:
        s = self.sentence
        near = [g for g in super()._around(down, weapon) if not parted(s, g.i, down.i)]
        return near

    def _shares(self, a: Felled, b: Felled) -> bool:
        """'20 missiles and drones': one number of both kinds."""
        plain = b.num is None and b.last.number != "s" and not self.doc.says_in(b.i, b.j, "felled.amount")
        return plain and b.i - a.j == 1 and self.doc.says(a.j, "list.and")

    # --- what is not counted -----------------------------------------------------------------------------------------

    def _uncounted(self, counted: bool) -> Iterator[Downed]:
        for down in self.downs:
            own = [p for p in self.phrases if p.down is down]
            if not own and (counted or self.doc.says_in(self.sentence.i, down.j + 1, "down.them")):
                yield from self._the_others(down)
            for phrase in own:
                if phrase.num is not None or phrase.weapon.i in self.counted:
                    continue
                self.counted.add(phrase.weapon.i)
                yield from self._one_or_some(phrase.down, phrase.weapon, one=self._one(phrase))

    def _one(self, phrase: Felled) -> bool:
        if phrase.struck or phrase.last.number != "s":
            return False
        return not self.doc.says_in(phrase.i, phrase.weapon.i, "felled.amount")

    def _named_parts(self) -> Iterator[Downed]:
        """'200 drones across the country, including in the N region': where some of them were."""
        doc, s = self.doc, self.sentence
        for part in s.of("count", "part") if self.counted else ():
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

    # --- where -------------------------------------------------------------------------------------------------------

    def _unplaced(self, num: Num, *, national: bool) -> tuple[str | None, str | None]:
        aim = self._aim(num)
        return aim or self._default(national)

    def _is_total(self, num: Num, group: Group) -> bool:
        return self._and_more(group) or self._including(num, group)

    def _including(self, num: Num, group: Group) -> bool:
        """'200 drones across the country, including in the N region': a total, and where some of it was."""
        parts = [m for m in self.sentence.of("count", "part") if num.j <= m.i < group.i]
        others = [n for n in self.sentence.nums if parts and parts[0].j <= n.i < group.i]
        return bool(parts) and not others and not self._is_part(num)

    def _aim(self, num: Num) -> tuple[str | None, str | None] | None:
        """'including four bound for Moscow': where the drones of this number were headed."""
        loc = next((loc for loc in self.sentence.locs if loc.i >= num.j), None)
        near = loc is not None and loc.role == "target" and loc.i - num.j <= 5
        if loc is None or not near or not self._is_part(num):
            return None
        return loc.region, loc.place

    def _default(self, national: bool) -> tuple[str | None, str | None]:
        doc, s = self.doc, self.sentence
        if national:
            return self.sky or "RU", None
        carried = next((code for code in s.carried[:1] if lies_in(code, self.sky)), None)
        if not self.groups and doc.says_in(s.i, s.j, "country.this_region"):
            return carried or self.sky, None
        events = [g for g in self.groups if not g.taken and any(loc.role == "" for loc in g.locs)]
        if events:
            return self._of_events(events)
        side = self._side_in_english()
        if side is not None:
            return side, None
        if self.sky and (self._by_nation() or carried is None):
            return self.sky, None
        region = carried or self.sky or voice_of(doc, s)
        return region, lone_place(doc, region)

    def _side_in_english(self) -> str | None:
        """The place that the weapons were headed for, a country, or that of a total before its parts."""
        s = self.sentence
        aim = next((loc.region for loc in s.locs if loc.role == "target" and lies_in(loc.region, self.sky)), None)
        if aim:
            around = any(r == "RU-MOS" for other in self.doc.sentences for r in other.regions)
            return "RU-MOS" if aim == "RU-MOW" and around else aim
        country = next((loc.region for loc in s.locs if loc.role == "country"), None)
        if country and lies_in(country, self.sky):
            return country
        parts = [g for g in self.groups if g.taken]
        said_by_region = any(loc.role == "speaker" for loc in s.locs)
        whole = bool(parts) and not any(g.place() for g in parts) and not said_by_region
        return (self.sky or "RU") if whole and s.has("count", "part") else None

    def _by_nation(self) -> bool:
        """An army or a government tells what it downed, and no headline says where."""
        title = self.doc.sentences[0]
        if title.title and title is not self.sentence and title.groups & {"down", "repel"} and len(title.regions) == 1:
            return False
        s = self.sentence
        return s.has("say") and voice_of(self.doc, s) is not None
