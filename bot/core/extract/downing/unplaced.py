"""Where a number of weapons shot down belongs that no place was named for: a region, a country, or whoever speaks."""

from __future__ import annotations

from bot.core.claims import Weapon
from bot.core.extract.alarm.bulletin import lone_place
from bot.core.extract.places.groups import Group, group_locs, shared_place
from bot.core.extract.words.marks import Doc, Mark, Sentence, once


class Unplaced:
    """The sentence that tells of weapons shot down, its places, and the place it speaks of without naming it."""

    def __init__(
        self, doc: Doc, sentence: Sentence, downs: list[Mark], weapons: list[Mark], inherited: Weapon | None
    ) -> None:
        self.doc = doc
        self.sentence = sentence
        self.downs = downs
        self.weapons = weapons
        self.inherited = inherited
        self.groups = group_locs(doc, sentence)
        self.weapon: Weapon | None = None
        self.counted: set[int] = set()

    def _default(self, national: bool) -> tuple[str | None, str | None]:
        """Where a number without a place belongs: (region, place)."""
        if national:
            return self._nation(), None
        if not self.groups and self.doc.says_in(self.sentence.i, self.sentence.j, "country.this_region"):
            return self._carried(), None
        events = [g for g in self.groups if not g.taken and any(loc.role == "" for loc in g.locs)]
        if events:
            return self._of_events(events)
        side = self._side()
        if side is not None:
            return side, None
        s = self.sentence
        told = any(not self.doc.says(m.i - 1, "voice.forces") for m in s.of("role", "mod"))
        if len(s.regions) == 1 and not told:
            return s.regions[0], None
        if told or s.regions or self.doc.says_in(s.i, s.i + 2, "russia.name"):
            return "RU", None
        region = self._carried()
        return region, lone_place(self.doc, region)

    def _of_events(self, events: list[Group]) -> tuple[str | None, str | None]:
        """By the places of the sentence that no other number took."""
        own = list(dict.fromkeys(r for g in events for r in g.regions()))
        if len(own) == 1:
            return own[0], shared_place(events)
        regions = self.sentence.regions
        return (regions[0] if len(regions) == 1 else self._nation() if regions else self._carried()), None

    def _side(self) -> str | None:
        """A country, Ukraine's own defence, the town that drones were headed for, or a total before its parts."""
        s = self.sentence
        if self._ukrainian_defence():
            return "UA"
        country = next((loc.region for loc in s.locs if loc.role == "country"), None)
        if country:
            return country
        first = min((m.i for m in self.downs), default=s.j)
        if any(m.i < first for m in s.of("role", "ua")):
            return "UA"
        aim = next((loc.region for loc in s.locs if loc.role == "target" and loc.region), None)
        if aim:
            around = any(r == "RU-MOS" for other in self.doc.sentences for r in other.regions)
            return "RU-MOS" if aim == "RU-MOW" and around else aim
        parts = [g for g in self.groups if g.taken]
        said_by_region = any(loc.role == "speaker" for loc in s.locs)
        whole = bool(parts) and not any(g.place() for g in parts) and not said_by_region
        return self._nation() if whole and self.sentence.has("count", "part") else None

    def _nation(self) -> str:
        """Whose total it is: Ukraine's in its language, unless Russia's ministry counts or Russian regions are named."""
        s = self.sentence
        russian = s.has("role", "mod") or any(region.startswith("RU") for region in s.regions)
        return "UA" if self.doc.ukrainian and not russian else "RU"

    def _ukrainian_defence(self) -> bool:
        """'Ukrainian air defences intercepted', 'ПВО Украины сбила'."""
        says, says_in = self.doc.says, self.doc.says_in
        return any(
            (m.i > self.sentence.i and says(m.i - 1, "ukraine.adjective"))
            or says_in(m.j, m.j + 1, "ukraine.whose")
            for m in self.sentence.of("defence")
        )

    def _carried(self) -> str | None:
        """What the text was at; else the country of whoever speaks."""
        s = self.sentence
        if s.carried:
            return s.carried[0]
        earlier = self.doc.sentences[: s.index]
        back = [loc.region for o in earlier[-2:] for loc in o.locs]
        if self.doc.ukrainian or ("UA" in back and "RU" not in back):
            return "UA"
        if not self.doc.latin and any(self._russian(w) for w in self.weapons):
            return None  # who brought a Russian drone down is not said
        return "RU" if self.doc.latin or _of_the_country(self.doc) else None

    def _russian(self, weapon: Mark) -> bool:
        """'российский беспилотник'."""
        s = self.sentence
        return any(m.j == weapon.i for m in [*s.of("country", "ruadj"), *s.of("enemy", "ru")])


@once
def _of_the_country(doc: Doc) -> bool:
    """The text speaks of Russia, of several of its regions, or by its ministry."""
    if len({loc.region for s in doc.sentences for loc in s.locs if loc.role == "" and loc.region}) > 1:
        return True
    return any(
        m.value in {"ru", "ruadj"}
        or (m.value == "many" and m.number == "p")
        or (m.value == "mod" and not doc.says(m.i - 1, "voice.forces"))
        for s in doc.sentences
        for m in [*s.of("country"), *s.of("role")]
    )
