"""From drafts to rows: ids, parents, and every form under which a place is found."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import NamedTuple

import adjectives
import inflect
import latin
import make_hand
import ordinary
import ukrainian
from make_regions import fold, words
from rows import Draft, Place, Region

_KINDS = "town settlement district city_district airport airfield port refinery power cape site"
KINDS = _KINDS.split()  # the likelier to be meant by a name, the earlier
SUFFIX = {
    "district": ".d",
    "city_district": ".c",
    "airport": ".airport",
    "airfield": ".airfield",
    "cape": ".cape",
}


def assemble(drafts: list[Draft], regions: list[Region]) -> list[Place]:
    """The rows, the likeliest to be meant first. Sets the capital and the point of each region too."""
    _parents(drafts)
    _ids(drafts)
    capitals = {(region.code, fold(region.capital)): region for region in regions if region.capital}
    kyiv = next(region for region in regions if region.code == "UA-30")
    places = []
    for draft in sorted(drafts, key=lambda d: (-d.population, KINDS.index(d.kind), d.id)):
        place = Place(
            id=draft.id,
            kind=draft.kind,
            region=draft.region,
            name=draft.name,
            name_en=draft.name_en or make_hand.latin_name(draft),
            name_uk=draft.name_uk if draft.kind not in make_hand.HEADED else "",
            parent=draft.parent.id if draft.parent else "",
            lat=draft.lat,
            lon=draft.lon,
            population=draft.population,
        )
        place.names, place.former, place.adjectives = _forms(draft)
        region = capitals.get((draft.region, fold(draft.name)))
        if region is not None and draft.kind == "town":
            place.capital_of = draft.region
            region.lat, region.lon = draft.lat, draft.lon
        places.append(place)
    _points_of_cities(regions)
    assert kyiv.lat
    return places


def _points_of_cities(regions: list[Region]) -> None:
    points = {
        "RU-MOW": (55.756, 37.617),
        "RU-SPE": (59.938, 30.314),
        "UA-30": (50.45, 30.524),
        "UA-40": (44.6, 33.53),
    }
    for region in regions:
        point = points.get(region.code) or (points["UA-30"] if region.code == "UA-32" else None)
        if point:
            region.lat, region.lon = point


def _parents(drafts: list[Draft]) -> None:
    """A settlement lies in its unit's district; a town in the district that hflabs or the codifier names."""
    by_unit: dict[int, Draft] = {}
    by_name: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        if draft.kind == "district":
            by_name[draft.region, fold(draft.name)] = draft
            if draft.name_uk:
                by_name[draft.region, fold(draft.name_uk)] = draft
        for unit in draft.unit_ids:
            by_unit[unit] = draft
    for draft in drafts:
        if draft.parent is None and draft.kind in {"town", "settlement", "city_district"}:
            parent = by_name.get((draft.region, fold(draft.district))) if draft.district else None
            unit = by_unit.get(draft.unit)
            if parent is None and unit is not None and (unit.kind == "district" or draft.region != "UA-43"):
                parent = unit
            if parent is not draft:
                draft.parent = parent


def _ids(drafts: list[Draft]) -> None:
    """Ids say what they name: 'RU-KLU/borovsky.d'; a name's repeats in a region get what tells them apart."""
    groups: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        slug = re.sub("[^a-z0-9]+", "-", latin.plain(latin.shown(draft.name))).strip("-")
        suffix = SUFFIX.get(draft.kind, "")
        groups[f"{draft.region}/{slug}{suffix}"].append(draft)
    for id_, group in groups.items():
        group.sort(key=lambda d: (-d.population, d.geonames, d.parent.name if d.parent else ""))
        for number, draft in enumerate(group):
            if len(group) == 1:
                draft.id = id_
            elif draft.geonames:
                draft.id = f"{id_}.{draft.geonames}"
            elif draft.parent is not None:
                parent = re.sub("[^a-z0-9]+", "-", latin.plain(latin.shown(draft.parent.name)))
                draft.id = f"{id_}.{parent}"
            else:
                draft.id = f"{id_}.{number}"
    repeated = [id_ for id_, count in Counter(draft.id for draft in drafts).items() if count > 1]
    assert not repeated, repeated[:5]


class Forms(NamedTuple):
    """Names that stand alone, former names that do, and words that need a head noun."""

    names: set[str]
    former: set[str]
    adjectives: set[str]


def _forms(draft: Draft) -> Forms:
    quarter = draft.kind == "city_district"
    if draft.kind == "district" or (quarter and _masculine(fold(draft.name))):
        return Forms(set(), set(), _adjectives(draft))
    if draft.kind in make_hand.HEADED:
        return _headed(draft)
    names = _names(draft)
    if quarter and ordinary.is_word(fold(draft.name)):
        return Forms(set(), set(), names)  # 'Аэропорт' and 'Сокол' need the word район beside them
    former = _former(draft) - names
    return Forms(
        _usable(names, draft), _usable(former, draft), _adjectives(draft) if draft.also_district else set()
    )


def _masculine(name: str) -> bool:
    return adjectives.is_adjective(name) and name.endswith(("ий", "ый", "ой"))


def _headed(draft: Draft) -> Forms:
    """An airport or airfield: its town's name needs the word аэропорт beside it, its own name does not."""
    headed = set(inflect.forms(fold(draft.name))) | {fold(text) for text in draft.other_latin}
    alone = {words(form) for name in draft.other_names for form in make_hand.russian_forms(name)}
    both = {words(form) for form in headed} | alone
    if any(not name.startswith("=") for name in draft.other_names):
        alone |= {words(latin.plain(text)) for text in draft.other_latin if " " not in text}
    return Forms(alone, set(), both)


def _names(draft: Draft) -> set[str]:
    """All forms under which a settlement, a quarter or a site is known today."""
    settled = draft.kind in {"town", "settlement", "city_district"}
    names = set(inflect.forms(fold(draft.name))) if settled else set()
    for name in draft.other_names:
        if not settled or _in_use(name, draft):
            names.update(make_hand.russian_forms(name))
    names |= {latin.plain(text) for text in draft.other_latin} | _foreign(draft)
    names = {words(name) for name in names}
    if draft.kind == "town":
        names |= {name.replace("-", " ") for name in names if "-" in name}
    return names


def _former(draft: Draft) -> set[str]:
    found: set[str] = set()
    if draft.kind in {"town", "settlement"}:
        for name in draft.other_names:
            if not _in_use(name, draft):
                found.update(make_hand.russian_forms(name))
                found.update(latin.spellings(name)[:2] if draft.kind == "town" else ())
    return {words(name) for name in found}


def _in_use(name: str, draft: Draft) -> bool:
    """Whether a further name is a short form of today's: 'Ростов', 'Челны', but not 'Артёмовск'."""
    return name.startswith("=") or fold(name)[:4] in fold(draft.name)


def _usable(names: set[str], draft: Draft) -> set[str]:
    own = fold(draft.name)
    return {name for name in names if len(name) > 1 and (name == own or not ordinary.is_function_word(name))}


def _foreign(draft: Draft) -> set[str]:
    """Latin spellings and Ukrainian forms. Small places get fewer: nobody writes them in odd ways."""
    if draft.kind not in {"town", "settlement", "city_district"}:
        return set()
    spellings = latin.spellings(draft.name)
    names = set(spellings if draft.kind == "town" or draft.population > 10000 else spellings[:2])
    if draft.name_uk:
        folded = words(draft.name_uk.casefold())
        own = draft.region.startswith("UA")
        if own or draft.population > 20000 or draft.region in NEAR:
            names.update(_without_apostrophe(ukrainian.forms(folded)))
        if own:
            official = latin.ukrainian_spellings(draft.name_uk)
            names.update(official if draft.kind == "town" else official[:2])
    return names


def _without_apostrophe(forms: list[str]) -> set[str]:
    """The forms, and those that people type without the sign: 'словянськ'."""
    return {*forms, *(form.replace("'", "") for form in forms)}


NEAR = {"RU-BEL", "RU-KRS", "RU-BRY", "RU-VOR", "RU-ROS", "RU-KDA"}


def _adjectives(draft: Draft) -> set[str]:
    """Forms of a district's adjective, its Latin spellings, and the English name of its central town."""
    name = fold(draft.name)
    parts = name.split(" ")
    forms = set(inflect.forms(name)) if len(parts) > 1 else set(adjectives.adjective_forms(name))
    forms.update(latin.spellings(draft.name))
    if draft.name_uk:
        forms.update(_without_apostrophe(ukrainian.forms(words(draft.name_uk.casefold()))))
        forms.update(latin.ukrainian_spellings(draft.name_uk))
    if draft.centre is not None:
        forms.update(latin.spellings(draft.centre.name)[:2])
        if draft.centre.name_uk and draft.region.startswith("UA"):
            forms.add(latin.plain(latin.ukrainian(draft.centre.name_uk)))
    return {words(form) for form in forms}
