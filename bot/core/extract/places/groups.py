"""Places named together: one list, or a place with its region."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.extract.places.lands import HELD
from bot.core.extract.words.grammar import DISTRICT_ENDINGS
from bot.core.extract.words.marks import Doc, Loc, Sentence
from bot.core.places import PlaceKind
from bot.core.text import Gap


@dataclass(slots=True)
class Group:
    """Places named together."""

    locs: list[Loc]
    taken: bool = False

    @property
    def i(self) -> int:
        """Its first word."""
        return self.locs[0].i

    @property
    def j(self) -> int:
        """The word after its last."""
        return self.locs[-1].j

    def regions(self) -> list[str]:
        """Their regions, once each."""
        return list(dict.fromkeys(loc.region for loc in self.locs if loc.region))

    def place(self) -> str | None:
        """The one place named, None where there is none or more."""
        places = list(dict.fromkeys(loc.place for loc in self.locs if loc.place))
        if len(places) > 1 and not (self._begins_with_a_peer() or self._ends_with_a_peer()):
            districts = list(dict.fromkeys(loc.place for loc in self.locs if loc.place and is_district(loc)))
            small = [place for place in places if place not in districts]
            places = (
                small if len(small) == 1 and len(districts) <= 1 else districts if len(small) > 1 else places
            )
        return places[0] if len(places) == 1 else None

    def _begins_with_a_peer(self) -> bool:
        """'в округах Рузский, Клин, Истра': a district before towns is one of the list, and does not hold them."""
        towns = any(p.kind is PlaceKind.TOWN for loc in self.locs for p in loc.options if not loc.typed)
        return towns and is_district(self.locs[0])

    def _ends_with_a_peer(self) -> bool:
        """'в Коломне и Раменском округе': a district after 'and' is one of the list."""
        return is_district(self.locs[-1]) and self.locs[-1].i > self.locs[-2].j


def is_district(loc: Loc) -> bool:
    """Whether the mention is a district or okrug."""
    if loc.options:
        return loc.options[0].kind in {PlaceKind.DISTRICT, PlaceKind.CITY_DISTRICT}
    return not loc.typed and bool(loc.place) and str(loc.place).endswith(DISTRICT_ENDINGS)


def shared_place(groups: list[Group]) -> str | None:
    """The place of one group; of several, the one district that the villages lie in."""
    if len(groups) == 1:
        return groups[0].place()
    districts = {loc.place for g in groups for loc in g.locs if loc.place and is_district(loc)}
    return next(iter(districts)) if len(districts) == 1 else None


def cities_for_regions(doc: Doc, sentence: Sentence) -> None:
    """'24 over Smolensk' in an English tally means the region."""
    if len(sentence.locs) < 2 or not any(loc.region and not loc.place for loc in sentence.locs):
        return
    for loc in sentence.locs:
        town = next((p for p in loc.options if p.capital_of), None)
        if town is None or not loc.place:
            continue
        listed = doc.folded[loc.i - 1] in {doc.folded[other.j - 1] for other in sentence.locs}
        if listed or doc.says(loc.i - 1, "list.over"):
            loc.region, loc.place, loc.options = town.capital_of, None, ()


def country_of(regions: list[str]) -> str:
    """The country of a number said of several regions: Russia's ministry counts Crimea and the seas among its own."""
    return (
        "UA"
        if any(r.startswith("UA") and r not in HELD for r in regions)
        and not any(r.startswith("RU") for r in regions)
        else "RU"
    )


def group_locs(doc: Doc, sentence: Sentence) -> list[Group]:
    """Mentions that stand together as one list, or as a place with its region."""
    groups: list[Group] = []
    typed = [
        m for m in sentence.of("head") if m.value != "prep" or not doc.latin
    ]  # 'and the city of', not 'near'
    heads = {at for mark in typed for at in range(mark.i, mark.j)}
    for loc in sentence.locs:
        if loc.role not in {"", "country"}:
            continue
        if groups:
            last = groups[-1].locs[-1]
            gaps = doc.between(last.j, loc.i)
            between = range(last.j, loc.i)
            apart = not doc.latin and "country" in {last.role, loc.role} and last.role != loc.role
            if (
                not apart
                and not gaps & ~(Gap.COMMA | Gap.QUOTE | Gap.DOT | Gap.OPEN | Gap.CLOSE)
                and all(doc.says(at, "list.join") or at in heads for at in between)
            ):
                groups[-1].locs.append(loc)
                continue
        groups.append(Group([loc]))
    return groups
