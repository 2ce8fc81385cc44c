"""Drops what another claim of the same text says better: a plural beside its number, a headline beside its body."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.core.claims import (
    Airport,
    AirportState,
    Attack,
    Claim,
    Damage,
    DamagedObject,
    Debris,
    Downed,
    Explosions,
    Fire,
    Injured,
    Killed,
    NoCasualties,
    Qualifier,
    Threat,
    Weapon,
)
from bot.core.extract.english.retold import needless_in_english
from bot.core.extract.places.lands import COUNTRIES
from bot.core.extract.words.marks import Doc

_BUILDINGS = frozenset([DamagedObject.HOUSE, DamagedObject.APARTMENT, DamagedObject.PUBLIC])
_PATIENT = "injured.patient"  # the rule of people whom the text may have counted elsewhere
Scene: TypeAlias = Damage | Debris | Explosions | Fire
_SCENES = (Damage, Debris, Explosions, Fire)


@dataclass(slots=True)
class Whole:
    """What the text says in all, to judge one claim by."""

    doc: Doc
    exact: set[tuple[str | None, Weapon | None]]  # downed with a number
    placed: set[tuple[str | None, int | None, Weapon | None]]  # one downed at a named place
    downed: list[Downed]
    national: bool  # a country's total is given
    armed: set[str | None]  # regions of attacks whose weapon is known
    at_sea: set[str | None]  # regions of attacks by sea drones
    struck: set[str]  # regions of attacks
    below: bool  # an attack is told of after the headline
    told: set[Weapon | None]  # weapons of attacks whose region is known
    alarmed: set[tuple[str | None, str]]
    warned: set[tuple[str | None, str, Weapon | None]]  # alarms with a place
    counted: set[tuple[str, str | None]]  # people with a number
    things: set[tuple[str | None, str]]  # damaged things with a number
    bounded: set[tuple[str, str | None, int | None]]  # people with 'at least' or 'about'
    numbers: set[tuple[str, int | None]]  # people of a region
    people: set[tuple[str, str, int | None]]
    built: set[str | None]  # where buildings of a kind are told to be damaged
    hurt: set[str | None]
    told_hurt: bool  # people hurt, by a word that says so
    ports: set[AirportState]  # of airports with a name
    sited: set[tuple[str, object, str]]  # what happened to things, by kind (of thing) and region
    located: bool  # any region, people or fire at all
    title_end: int


def sensible(doc: Doc, found: list[Claim]) -> Iterable[Claim]:
    """The claims that no other claim makes needless."""
    whole = _whole(doc, found)
    return [claim for claim in found if not ((test := _NEEDLESS.get(type(claim))) and test(claim, whole))]


def _whole(doc: Doc, found: list[Claim]) -> Whole:
    downed = [c for c in found if isinstance(c, Downed)]
    attacks = [c for c in found if isinstance(c, Attack)]
    people = [c for c in found if isinstance(c, (Injured, Killed))]
    title = doc.sentences[0].j if doc.sentences and doc.sentences[0].title else 0
    title_end = doc.words.stops[title - 1] if title else 0
    return Whole(
        doc=doc,
        exact={(c.region, c.weapon) for c in downed if c.count is not None},
        placed={(c.region, c.count, c.weapon) for c in downed if c.place and c.count == 1},
        downed=_distinct(downed),
        national=any(c.region in COUNTRIES and c.count is not None for c in downed),
        armed={c.region for c in attacks if c.weapon is not None},
        at_sea={c.region for c in attacks if c.weapon is Weapon.USV},
        struck={c.region for c in attacks if c.region},
        below=any(c.span.start > title_end for c in attacks),
        told={c.weapon for c in attacks if c.region},
        warned={(c.region, c.state, c.weapon) for c in found if isinstance(c, Threat) and c.place},
        alarmed={(c.region, c.state) for c in found if isinstance(c, Threat) and c.weapon is not None},
        counted={(c.kind, c.region) for c in people if c.count is not None},
        things={
            (c.region, c.object)
            for c in found
            if isinstance(c, Damage) and c.count is not None and c.count > 1
        },
        bounded={(c.kind, c.region, c.count) for c in people if c.qualifier not in {None, Qualifier.EXACT}},
        numbers={(c.kind, c.count) for c in people if c.region},
        people={(c.kind, c.region, c.count) for c in people if c.region},
        built={c.region for c in found if isinstance(c, Damage) and c.object in _BUILDINGS},
        hurt={c.region for c in people},
        told_hurt=any(c.kind == "injured" and c.rule != _PATIENT for c in people),
        ports={c.state for c in found if isinstance(c, Airport) and c.name},
        sited={_site(c) for c in found if isinstance(c, _SCENES) and c.region},
        located=bool(downed or people)
        or any(getattr(c, "region", None) or isinstance(c, Fire) for c in found),
        title_end=title_end,
    )


def _downed_needless(claim: Downed, whole: Whole) -> bool:
    named = claim.place is None and (claim.region, claim.count, claim.weapon) in whole.placed
    if whole.doc.latin:
        return named or needless_in_english(claim, whole.downed, whole.title_end)
    return named or _numbered_elsewhere(claim, whole)


_COMPARED = 40  # counts of weapons shot down: a text that gives more is no news


def _distinct(downed: list[Downed]) -> list[Downed]:
    """Of claims that say the same the first and the last: whether others say it better hangs on no more."""
    first = {(c.region, c.place, c.count, c.qualifier, c.weapon, c.rule): c for c in reversed(downed)}
    last = {(c.region, c.place, c.count, c.qualifier, c.weapon, c.rule): c for c in downed}
    return list({id(c): c for c in (*first.values(), *last.values())}.values())[:_COMPARED]


def _site(claim: Claim) -> tuple[str, object, str]:
    return claim.kind, getattr(claim, "object", None), getattr(claim, "region", None) or ""


def _told_with_its_place(claim: Scene, whole: Whole) -> bool:
    """'Fire after strike', and then where it burns: the headline says no place, or but the country."""
    if not whole.doc.latin or (claim.region and claim.region not in COUNTRIES):
        return False
    if claim.region and claim.span.stop > whole.title_end:
        return False
    kind, thing, inner = _site(claim)
    return any(
        (kind, thing) == (other, what) and region != inner and region.startswith(inner)
        for other, what, region in whole.sited
    )


def _threat_needless(claim: Threat, whole: Whole) -> bool:
    if claim.region is None and any(region and state == claim.state for region, state in whole.alarmed):
        return True
    if claim.place is None and (claim.region, claim.state, claim.weapon) in whole.warned:
        return True
    return claim.weapon is None and (claim.region, claim.state) in whole.alarmed


def _damage_needless(claim: Damage, whole: Whole) -> bool:
    if claim.object is DamagedObject.OTHER and whole.doc.latin and claim.region in whole.built:
        return claim.span.stop <= whole.title_end  # 'damages building', which the text names
    if _told_with_its_place(claim, whole):
        return True
    return claim.count is None and (claim.region, claim.object) in whole.things


def _people_needless(claim: Injured | Killed, whole: Whole) -> bool:
    if claim.rule == _PATIENT and whole.told_hurt:
        return True
    if claim.count is None:
        return (claim.kind, claim.region) in whole.counted or _counted_nearer(claim, whole)
    exact = claim.qualifier is Qualifier.EXACT
    if exact and (claim.kind, claim.region, claim.count) in whole.bounded:
        return True  # 'four killed' beside 'at least four'
    return whole.doc.latin and (
        (claim.region is None and (claim.kind, claim.count) in whole.numbers) or _told_nearer(claim, whole)
    )


def _counted_nearer(claim: Injured | Killed, whole: Whole) -> bool:
    """'deadly strikes on Ukraine', and then how many died in one region; a deadly strike, and how many it killed."""
    near = [region for kind, region in whole.counted if kind == claim.kind]
    if claim.rule == "killed.deadly" and not {None, *COUNTRIES}.isdisjoint([claim.region, *near]):
        return bool(near)
    inner = f"{claim.region}-"
    return whole.doc.latin and claim.region in COUNTRIES and any((r or "").startswith(inner) for r in near)


def _told_nearer(claim: Injured | Killed, whole: Whole) -> bool:
    """'Strikes on Ukraine kill six', and then that six died in one region: the same people."""
    inner = f"{claim.region}-"
    return claim.region in COUNTRIES and any(
        (kind, count) == (claim.kind, claim.count) and region.startswith(inner)
        for kind, region, count in whole.people
    )


def _airport_needless(claim: Airport, whole: Whole) -> bool:
    return claim.name is None and claim.state in whole.ports


def _nobody_needless(claim: NoCasualties, whole: Whole) -> bool:
    return claim.region in whole.hurt and _says_no_dead(whole.doc, claim)


def _attack_needless(claim: Attack, whole: Whole) -> bool:
    if claim.weapon is None and claim.region in whole.armed:
        return True
    if whole.doc.latin and claim.weapon is Weapon.UAV and claim.region and claim.region in whole.at_sea:
        return True  # 'drones' where the text has sea drones
    if claim.weapon is None and claim.region in COUNTRIES and claim.span.stop <= whole.title_end:
        return any(
            region.startswith(f"{claim.region}-") for region in whole.struck
        )  # told of its region below
    if claim.region is not None:
        return False
    if whole.doc.latin and claim.weapon is None and claim.span.stop <= whole.title_end and whole.below:
        return True  # 'killed in Russian strike', and then which
    nowhere = not whole.doc.latin and whole.doc.home is None and not whole.located
    return nowhere or claim.weapon in whole.told


def _numbered_elsewhere(claim: Downed, whole: Whole) -> bool:
    """A downed claim without a number, where the text has the number too."""
    if claim.count is not None:
        return False
    repeated = claim.region in {region for region, _ in whole.exact} or not _has_place(whole.doc, claim)
    if claim.rule == "downed.some" and whole.exact and repeated:
        return True
    in_title = claim.span.stop <= whole.title_end
    if not (claim.rule == "downed.member" or in_title):
        return False
    national = whole.national and (claim.region in COUNTRIES or (in_title and claim.rule != "downed.member"))
    return national or (claim.region, claim.weapon) in whole.exact


def _has_place(doc: Doc, claim: Claim) -> bool:
    """Whether the claim's sentence says where."""
    for s in doc.sentences:
        if doc.words.starts[s.i] <= claim.span.start < doc.words.stops[s.j - 1]:
            return any(loc.role in {"", "country"} for loc in s.locs)
    return False


def _says_no_dead(doc: Doc, claim: Claim) -> bool:
    return any(
        "dead.only" in lex.keys
        for lex, start in zip(doc.lexes, doc.words.starts, strict=False)
        if start == claim.span.start
    )


_NEEDLESS: dict[type[Claim], Callable[[Any, Whole], bool]] = {
    Downed: _downed_needless,
    Attack: _attack_needless,
    Threat: _threat_needless,
    Damage: _damage_needless,
    Injured: _people_needless,
    Killed: _people_needless,
    NoCasualties: _nobody_needless,
    Airport: _airport_needless,
    Debris: _told_with_its_place,
    Explosions: _told_with_its_place,
    Fire: _told_with_its_place,
}
