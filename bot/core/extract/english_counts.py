"""What an English sentence says was shot down: by the order of its words, and by whose sky it was over."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Downed, Weapon
from bot.core.extract.arms import weapon_of
from bot.core.extract.bulletin import lone_place
from bot.core.extract.clauses import parted
from bot.core.extract.counts import Counts
from bot.core.extract.felled import felled
from bot.core.extract.groups import Group, cities_for_regions
from bot.core.extract.marks import Doc, Mark, Num, Sentence
from bot.core.extract.noun_phrases import Felled
from bot.core.extract.skies import lies_in, over, sky_of, voice_of
from bot.core.extract.verbs import beaten
from bot.core.extract.wholes import AROUND
from bot.core.text import Gap

_MANY = 30  # weapons: such a number is a country's
_AFTER = frozenset(
    ["felled.stop", "felled.of", "felled.adverb", "down", "down.be", "number.lead", "each.after"]
)


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
        told = sentence.has("say") or doc.says(sentence.i, "down.army")
        if not self.phrases or (self.sky is None and told):
            self.sky = voice_of(doc, sentence)
        self.groups = [g for g in self.groups if over(g, self.sky)]
        self.groups = [g for g in self.groups if not self._whence(g)]
        self.some = [g for g in self.groups if self._is_some(g)]

    def read(self) -> Iterator[Downed]:
        """The claims of the sentence."""
        yield from super().read()
        yield from self._named_parts()

    def _is_some(self, group: Group) -> bool:
        """', including near N': where some of what was counted before came down."""
        doc, s = self.doc, self.sentence
        return any(
            0 <= group.i - m.j <= 6
            and not doc.between(m.j, group.i) & ~Gap.QUOTE
            and not any(m.j <= n.i < group.i for n in s.nums)
            for m in s.of("count", "part")
        )

    def _whence(self, group: Group) -> bool:
        """'launched from the N region and the coast of the sea of M': where they came from, too."""
        origins = [loc for loc in self.sentence.locs if loc.role == "origin" and 0 <= group.i - loc.j <= 7]
        return any(
            self.doc.says_in(loc.j, group.i, "list.and") and not self.doc.between(loc.j, group.i) & ~Gap.QUOTE
            for loc in origins
        )

    # --- which numbers -----------------------------------------------------------------------------------------------

    def _counts_weapons(self, num: Num) -> bool:
        for phrase in self.phrases:
            if num in phrase.nums:
                self.counted.add(phrase.weapon.i)
                return True
            if phrase.i <= num.i < phrase.j:
                return False
        if not self.downs or self._is_part(num):
            return super()._counts_weapons(num)
        if any(m.group == "repel" and 0 <= num.i - m.j <= 5 for m in self.downs) and beaten(self.doc, num):
            return True
        return self._is_more(num) or (self._by_noun(num) is None and self._stands_alone(num))

    def _stands_alone(self, num: Num) -> bool:
        """'downed 41 of them', 'five downed by jamming', '12 over Kursk', '36 of which were shot down'."""
        doc, s = self.doc, self.sentence
        bare = (
            num.j >= s.j or bool(doc.gap(num.j) & ~Gap.QUOTE) or not doc.lexes[num.j].keys.isdisjoint(_AFTER)
        )
        for down in self.downs:
            if num.i == down.j and not doc.gap(num.i) & ~Gap.QUOTE:
                return bare
            aside = bool(doc.gap(num.i) & Gap.DASH) and Gap.DASH  # 'most - 38 - were shot down'
            apart = num.j < s.j and doc.between(num.j, down.i) & ~(Gap.QUOTE | aside)
            helps = 0 <= down.i - num.j <= 3 and all(doc.says(k, "down.be") for k in range(num.j, down.i))
            if helps and not apart:
                return True
        return bare and self._by_place_or_verb(num, near=False)

    def _is_more(self, num: Num) -> bool:
        """'one drone was destroyed at night and two others in the morning'."""
        others = any(m.i == num.j and self.doc.says(m.i, "people.others") for m in self.sentence.of("people"))
        return others and any(phrase.nums and phrase.j <= num.i for phrase in self.phrases)

    def _weapon_of(self, num: Num) -> Weapon | None:
        for n, phrase in enumerate(self.phrases):
            if num not in phrase.nums:
                continue
            after = self.phrases[n + 1] if n + 1 < len(self.phrases) else None
            if after is not None and self._shares(phrase, after):
                self.counted.add(after.weapon.i)
                return Weapon.MIXED if after.weapon.value != phrase.weapon.value else _kind(phrase.weapon)
            return _kind(phrase.weapon)
        return super()._weapon_of(num)

    def _nearer(self, num: Num, left: Group | None, right: Group | None) -> Group | None:
        s = self.sentence
        if right is not None and (parted(s, num.i, right.i) or right in self.some):
            right = None
        if left is not None and parted(s, left.i, num.i):
            left = None
        return super()._nearer(num, left, right)

    def _around(self, down: Mark, weapon: Mark) -> list[Group]:
        s = self.sentence
        near = [g for g in super()._around(down, weapon) if not parted(s, g.i, down.i) and g not in self.some]
        return near or self._of_its_list(down)

    def _of_its_list(self, down: Mark) -> list[Group]:
        """'two missiles and a drone were shot down over': the place that the number of the list took."""
        phrases = [p for p in self.phrases if p.down is down]
        if not any(p.nums for p in phrases):
            return []
        after = max(down.j, *(p.j for p in phrases))
        return [
            g
            for g in self.groups
            if g.taken and 0 <= g.i - after <= 3 and not parted(self.sentence, g.i, down.i)
        ][:1]

    def _shares(self, a: Felled, b: Felled) -> bool:
        """'20 missiles and drones': one number of both kinds."""
        plain = not b.nums and b.last.number != "s" and not self.doc.says_in(b.i, b.j, "felled.amount")
        return plain and b.i - a.j == 1 and self.doc.says(a.j, "list.and")

    # --- what is not counted -----------------------------------------------------------------------------------------

    def _uncounted(self, counted: bool) -> Iterator[Downed]:
        for down in self.downs:
            own = [p for p in self.phrases if p.down is down]
            if not own and (counted or self.doc.says_in(self.sentence.i, down.j + 1, "down.them")):
                yield from self._the_others(down)
            for phrase in own:
                if phrase.nums or phrase.weapon.i in self.counted:
                    continue
                self.counted.add(phrase.weapon.i)
                yield from self._one_or_some(
                    phrase.down, phrase.weapon, one=self._one(phrase), kind=_kind(phrase.weapon)
                )

    def _one(self, phrase: Felled) -> bool:
        if phrase.struck or phrase.last.number != "s":
            return False
        return not self.doc.says_in(phrase.i, phrase.weapon.i, "felled.amount")

    def _named_parts(self) -> Iterator[Downed]:
        """'200 drones across the country, including in the N region': where some of them were."""
        for group in self.some if self.counted else ():
            if group.taken:
                continue
            group.taken = True
            kind = self.weapon or (_kind(self.phrases[-1].weapon) if self.phrases else None)
            for region in group.regions():
                yield Downed(
                    region=region,
                    count=None,
                    qualifier=None,
                    weapon=kind,
                    span=self._mark_span(group.i, group.j),
                    rule="downed.member",
                )

    # --- where -------------------------------------------------------------------------------------------------------

    def _unplaced(self, num: Num, *, national: bool) -> tuple[str | None, str | None]:
        taken = next((g for g in self.groups if g.taken), None) if self._is_more(num) else None
        if taken is not None and taken.regions():
            return taken.regions()[0], taken.place()
        return self._aim(num) or self._default(national)

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
        free = [g for g in self.groups if not g.taken and g not in self.some]
        events = [g for g in free if any(loc.role == "" for loc in g.locs)]
        if events:
            return self._of_events(events)
        side = self._side_in_english()
        if side is not None:
            return side, None
        elsewhere = carried is None or self._by_nation() or self._far_from(carried)
        if self.sky and (s.title or elsewhere) and not (carried and self._goes_on(carried)):
            return self.sky, None
        region = carried or self.sky or voice_of(doc, s)
        if region in AROUND and doc.says_in(s.i, s.j, "where.around"):
            region = AROUND[region]
        return region, lone_place(doc, region)

    def _far_from(self, region: str) -> bool:
        """The region was last named on another line, which is no headline."""
        s = self.sentence
        named = [o for o in self.doc.sentences[: s.index + 1] if region in o.regions]
        if not named or named[-1].title:
            return False
        return bool(self.doc.between(named[-1].j, s.i) & Gap.LINE) and named[-1] is not s

    def _goes_on(self, region: str) -> bool:
        """The headline tells where such weapons came, and here few of them came down."""
        title = self.doc.sentences[0]
        if not title.title or title is self.sentence or title.regions != [region]:
            return False
        if title.groups & {"down", "repel"}:
            return True
        kinds = {m.value for m in title.of("weapon")} & {p.weapon.value for p in self.phrases}
        return bool(kinds) and all(n.value is None or n.value < _MANY for p in self.phrases for n in p.nums)

    def _side_in_english(self) -> str | None:
        """The place that the weapons were headed for, a country, or that of a total before its parts."""
        s = self.sentence
        aim = next(
            (loc.region for loc in s.locs if loc.role == "target" and lies_in(loc.region, self.sky)), None
        )
        if aim:
            return "RU-MOS" if aim == "RU-MOW" and self._outside_moscow() else aim
        country = next((loc.region for loc in s.locs if loc.role == "country"), None)
        if country and lies_in(country, self.sky):
            return country
        parts = [g for g in self.groups if g.taken]
        said_by_region = any(loc.role == "speaker" for loc in s.locs)
        whole = bool(parts) and not any(g.place() for g in parts) and not said_by_region
        return (self.sky or "RU") if whole and s.has("count", "part") else None

    def _around_it(self, region: str, num: Num, group: Group) -> str:
        aimed = any(m.group in {"attack", "targeted"} and num.j <= m.i < group.i for m in self.sentence.marks)
        return "RU-MOS" if region == "RU-MOW" and aimed and self._outside_moscow() else region

    def _outside_moscow(self) -> bool:
        """Whether the text names a place around the city, or 'near' it."""
        doc = self.doc
        return any(
            loc.region == "RU-MOS" and loc.role == "" and (loc.place or doc.says(loc.i - 1, "where.outside"))
            for other in doc.sentences
            for loc in other.locs
        )

    def _by_nation(self) -> bool:
        """An army or a government tells what it downed."""
        s = self.sentence
        return (s.has("say") or self.doc.says(s.i, "down.army")) and voice_of(self.doc, s) is not None


def _kind(mark: Mark) -> Weapon | None:
    """What came down out of the air: a rocket is a missile there."""
    return Weapon.MISSILE if mark.value == "shelling" else weapon_of(mark)
