"""What an English text tells twice of weapons shot down: in its headline and in its body, with a number and without."""

from __future__ import annotations

from bot.core.claims import Downed, Weapon
from bot.core.extract.places.lands import COUNTRIES, HELD

_TOLD = frozenset(["downed.told", "downed.lone", "downed.any", "downed.total"])  # no place stands beside them


def needless_in_english(claim: Downed, downed: list[Downed], title_end: int) -> bool:
    """Whether another claim of the text tells the same of the same weapons, and more of it."""
    others = [
        c
        for c in downed
        if c is not claim and _alike(c.weapon, claim.weapon) and _one_side(c.region, claim.region)
    ]
    told = claim.rule in _TOLD
    in_title = claim.span.stop <= title_end
    if claim.count is not None:
        same = [c for c in others if c.count == claim.count and c.qualifier == claim.qualifier]
        if claim.region in COUNTRIES and any(
            c.region and c.region not in COUNTRIES and c.span.start < claim.span.start for c in same
        ):
            return True  # 'the downing of a drone', which was placed before
        return told and any(
            c.rule not in _TOLD or _nearer(c, claim) or (in_title and c.span.start >= title_end) for c in same
        )
    if any(
        c.count is not None and (c.region == claim.region or told or (in_title and claim.region in COUNTRIES))
        for c in others
    ):
        return True
    vague = in_title or claim.region in COUNTRIES
    return told and vague and any(c.rule not in _TOLD for c in others)


def _nearer(other: Downed, claim: Downed) -> bool:
    """The other has a region, and the claim but its country; else the earlier stays."""
    if other.region != claim.region:
        return claim.region in COUNTRIES and bool(other.region) and other.region not in COUNTRIES
    return False


def _alike(a: Weapon | None, b: Weapon | None) -> bool:
    return a == b or None in {a, b} or Weapon.MIXED in {a, b}


def _one_side(a: str | None, b: str | None) -> bool:
    """Whether two regions may be of one country's count; what Russia holds and the seas may be of either's."""
    return not (a and b) or _side(a) == _side(b) or "" in {_side(a), _side(b)}


def _side(region: str) -> str:
    return "" if region in HELD or region.startswith("SEA") else region[:2]
