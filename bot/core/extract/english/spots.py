"""Where an English sentence says that weapons came down: the place beside them, their aim, or that of the text."""

from __future__ import annotations

from dataclasses import replace

from bot.core.claims import Weapon
from bot.core.extract.alarm.bulletin import lone_place
from bot.core.extract.downing.counts import Counts
from bot.core.extract.english.clauses import parted
from bot.core.extract.english.felled import felled
from bot.core.extract.english.skies import lies_in, over, sky_of, voice_of
from bot.core.extract.places.groups import Group, cities_for_regions
from bot.core.extract.places.lands import AROUND, COUNTRIES, HELD
from bot.core.extract.words.marks import Doc, Mark, Num, Sentence, once
from bot.core.text import Gap

_AROUND_IT = {"UA-40": {"UA-43"}}  # a city that lies in a region of its own
_SEVERAL = 10  # weapons: more than come to a place told in passing
_MANY = 30  # weapons: such a number is a country's
_VERBS = frozenset(["dead", "hurt", "say"])


class EnglishPlaces(Counts):
    """The places of one sentence."""

    def __init__(
        self, doc: Doc, sentence: Sentence, downs: list[Mark], weapons: list[Mark], inherited: Weapon | None
    ) -> None:
        cities_for_regions(doc, sentence)
        self._begins: int | None = None
        super().__init__(doc, sentence, downs, weapons, inherited)
        self.phrases = felled(doc, sentence, downs)
        skies = {sky_of(doc, sentence, phrase) for phrase in self.phrases} - {None}
        self.sky = next(iter(skies)) if len(skies) == 1 else None
        told = sentence.has("say") or doc.says(sentence.i, "down.army")
        if not self.phrases or (self.sky is None and told):
            self.sky = voice_of(doc, sentence)
        self.groups = [g for g in self.groups if over(g, self.sky)]
        self.groups = [g for g in self.groups if not self._whence(g)]
        # whose army is told brought it down over its own land, wherever the wreck fell
        self.inland = self.sky and any(doc.says_in(p.down.j, p.down.j + 1, "target.by") for p in self.phrases)
        self.groups = [
            g for g in self.groups if not (self.inland and g.regions() and all(map(_abroad, g.regions())))
        ]
        self.some = [g for g in self.groups if self._is_some(g)]

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

    def _shared(self, pairs: list[tuple[Num, Group | None]]) -> list[tuple[Num, Group | None]]:
        """'15 missiles and at least 21 drones were shot down over': the place of the last is that of all."""
        for n in range(len(pairs) - 2, -1, -1):
            (num, group), (after, place) = pairs[n], pairs[n + 1]
            of = [p for p in self.phrases if num in p.nums or after in p.nums]
            one = len(of) == 2 and of[0].down is of[1].down and of[1].i - of[0].j <= 1
            if group is None and place is not None and one and place.i >= of[1].j:
                pairs[n] = (num, place)
        return [(num, group and self._outskirts(num, group)) for num, group in super()._shared(pairs)]

    def _nearer(self, num: Num, left: Group | None, right: Group | None) -> Group | None:
        s = self.sentence
        if right is not None and (
            parted(s, num.i, right.i)
            or right in self.some
            or self._another(num.j, right.i)
            or (self.doc.between(num.j, right.i) & Gap.DASH and any(d.i > right.i for d in self.downs))
        ):
            right = None
        if left is not None and parted(s, left.i, num.i):
            left = None
        return super()._nearer(num, left, right)

    def _around(self, down: Mark, weapon: Mark) -> list[Group]:
        s = self.sentence
        near = [g for g in super()._around(down, weapon) if not parted(s, g.i, down.i) and g not in self.some]
        near = [g for g in near if g.i < weapon.i or not self._another(max(down.j, weapon.j), g.i)]
        return near or self._of_its_list(down)

    def _another(self, i: int, j: int) -> bool:
        """A verb of other things stands between: 'of a missile shot down fell in N'."""
        return any(m.group in _VERBS and i <= m.i < j for m in self.sentence.marks)

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
        carried = self._told_before()
        if not self.groups and doc.says_in(s.i, s.j, "country.this_region"):
            return carried or self.sky, None
        aim = self._aimed_at()
        if aim is not None:
            return aim
        events = [g for g in self.groups if g not in self.some and self._holds(g)]
        if events:
            region, place = self._of_events(events)
            return region, place if len(events) == 1 else None
        side = self._whole()
        if side is not None:
            return side, None
        if wave := self._of_a_wave():
            return wave, None
        elsewhere = carried is None or self._by_nation() or self._far_from(carried)
        if self.sky and (s.title or elsewhere) and not (carried and self._goes_on(carried)):
            return self.sky, None
        many = any(n.value and n.value >= _SEVERAL for n in s.nums) and s.has("attack", "launch")
        named = [*s.regions, *doc.sentences[0].regions, *HELD]
        if carried and many and carried not in named and carried[:2] in COUNTRIES:
            return carried[:2], None  # 'of the 22 missiles launched'
        region = carried or self.sky or voice_of(doc, s)
        if region in AROUND and doc.says_in(s.i, s.j, "where.around"):
            region = AROUND[region]
        return region, lone_place(doc, region)

    def _of_a_wave(self) -> str | None:
        """'attacked N with 20 drones', then '17 of the 20 were shot down': where those came."""
        came = _waves(self.doc)
        told = (came.get(num.value) for num in self.sentence.nums if num.value and num.value >= _SEVERAL)
        return next((region for region in told if region and lies_in(region, self.sky)), None)

    def _alone(self) -> tuple[str | None, str | None]:
        """One weapon, of which but the country is known, and that is of no list: nowhere."""
        region, place = self._default(False)
        listed = len(self.phrases) > 1 or any(p.nums for p in self.phrases)
        return (None if region in COUNTRIES and not listed else region), place

    def _told_before(self) -> str | None:
        """The region that the text was at, or that of the headline."""
        s, sentences = self.sentence, self.doc.sentences
        at = (
            sentences[s.index - 1] if s.regions and s.index else s
        )  # its own region tells where of another thing
        title = sentences[0].regions if sentences[0].title and len(sentences[0].regions) == 1 else []
        near = [*self.doc.beginning()[: s.index], *self.doc.before(s)]
        named = COUNTRIES.union(code for other in near for code in other.regions)
        return next(
            (
                code
                for code in [*at.carried[:1], *title]
                if lies_in(code, self.sky)
                and (code in named or not self.sky)
                and not (self.inland and _abroad(code))
            ),
            None,
        )

    def _holds(self, group: Group) -> bool:
        """A place that the sentence tells of before it comes to the weapons."""
        if group.taken or not any(loc.role == "" for loc in group.locs):
            return False
        return group.i < self._first()

    def _first(self) -> int:
        """The word at which the sentence comes to the weapons; worked out once."""
        if self._begins is None:
            starts = [
                max(min(p.i, p.down.i), *(n.i for n in p.nums)) if p.nums else min(p.i, p.down.i)
                for p in self.phrases
            ]
            starts = starts or [d.i for d in self.downs]
            self._begins = min(starts, default=self.sentence.j)
        return self._begins

    def _far_from(self, region: str) -> bool:
        """The region was last named on another line, which is no headline."""
        s = self.sentence
        named = next((o for o in reversed(self.doc.sentences[: s.index + 1]) if region in o.regions), None)
        if named is None or named.title:
            return False
        many = any(n.value and n.value >= _SEVERAL for p in self.phrases for n in p.nums)
        apart = bool(self.doc.between(named.j, s.i) & Gap.LINE) or many
        return apart and named is not s

    def _goes_on(self, region: str) -> bool:
        """The headline tells where such weapons came, and here few of them came down."""
        title = self.doc.sentences[0]
        if (
            not title.title
            or title is self.sentence
            or set(title.regions) - _AROUND_IT.get(region, set()) != {region}
        ):
            return False
        said = [m for m in title.marks if m.group in {"down", "repel"}]
        if any(loc.region == region and not parted(title, loc.i, m.i) for m in said for loc in title.locs):
            return True
        if self.doc.says_in(title.i, title.j, "country.other"):
            return False  # 'target N and two other regions'
        if any(self.doc.says(p.i, "where.the") and not p.nums for p in self.phrases):
            return True  # 'the missiles'
        told = {p.weapon.value for p in self.phrases} or {str(self.inherited)}
        kinds = told & {m.value for m in title.of("weapon")}
        return bool(kinds) and all(n.value is None or n.value < _MANY for p in self.phrases for n in p.nums)

    def _aimed_at(self) -> tuple[str | None, str | None] | None:
        """The place that the weapons were headed for."""
        s = self.sentence
        aims = [loc for loc in s.locs if loc.role == "target" and lies_in(loc.region, self.sky)]
        parts = s.of("count", "part")
        aim = next((loc for loc in aims if not any(0 < loc.i - m.j <= 6 for m in parts)), None)
        if aim is None or aim.region is None:
            return None
        return ("RU-MOS" if aim.region == "RU-MOW" and _outside_moscow(self.doc) else aim.region), aim.place

    def _whole(self) -> str | None:
        """A country, or that of a total before its parts."""
        s = self.sentence
        country = next((loc.region for loc in s.locs if loc.role == "country"), None)
        if country and lies_in(country, self.sky):
            return country
        parts = [g for g in self.groups if g.taken]
        said_by_region = any(loc.role == "speaker" for loc in s.locs)
        whole = bool(parts) and not any(g.place() for g in parts) and not said_by_region
        return (self.sky or "RU") if whole and s.has("count", "part") else None

    def _outskirts(self, num: Num, group: Group) -> Group:
        """'12 drones attacking Moscow' came down around it, where the text names a place there."""
        aimed = any(m.group in {"attack", "targeted"} and num.j <= m.i < group.i for m in self.sentence.marks)
        if group.regions() != ["RU-MOW"] or not aimed or not _outside_moscow(self.doc):
            return group
        return Group([replace(loc, region="RU-MOS") for loc in group.locs], group.taken)

    def _by_nation(self) -> bool:
        """An army or a government tells what it downed."""
        s = self.sentence
        return (s.has("say") or self.doc.says(s.i, "down.army")) and voice_of(self.doc, s) is not None


@once
def _waves(doc: Doc) -> dict[int | None, str]:
    """Where drones of such a number were sent, by the sentences that tell of one region only and of no downing."""
    return {
        num.value: s.regions[0]
        for s in doc.sentences
        if s.live and len(s.regions) == 1 and s.has("attack") and not s.has("down")
        for num in s.nums
        if any(0 <= w.i - num.j <= 4 for w in s.of("weapon"))
    }


@once
def _outside_moscow(doc: Doc) -> bool:
    """Whether the text names a place around the city, or 'near' it."""
    return any(
        loc.region == "RU-MOS" and loc.role == "" and (loc.place or doc.says(loc.i - 1, "where.outside"))
        for other in doc.sentences
        for loc in other.locs
    )


def _abroad(region: str) -> bool:
    return len(region) == 2 and region not in COUNTRIES
