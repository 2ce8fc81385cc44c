"""The short written form of claims that the cases use: `downed RU-KLU/Обнинск 3 uav`, `fire RU-TUL out`.

Kind, then the keys of the kind in order; an unsaid key is `-`; a count carries its qualifier (`>=4`, `~15`) unless exact.
"""

from __future__ import annotations

from bot.core.claims import Claim
from bot.core.claim_json import to_json

_KEYS = {
    "region": ("region",),
    "place": ("at",),
    "downed": ("at", "count", "weapon"),
    "attack": ("region", "weapon"),
    "debris": ("region",),
    "explosions": ("region",),
    "fire": ("region", "state"),
    "killed": ("region", "count"),
    "injured": ("region", "count"),
    "no_casualties": ("region",),
    "damage": ("region", "object", "count"),
    "no_damage": ("region",),
    "threat": ("region", "weapon", "state"),
    "airport": ("name", "state"),
    "window": ("start", "end"),
    "speaker": ("role", "name"),
}


def written(claim: Claim) -> str:
    """One claim in short form."""
    body = to_json(claim)
    place, region = body.get("place"), body.get("region")
    body["at"] = f"{region or '-'}/{place}" if place else region
    count, qualifier = body.get("count"), body.get("qualifier")
    if count is not None and qualifier not in {None, "="}:
        body["count"] = f"{qualifier}{count}"
    return " ".join([claim.kind, *("-" if body[key] is None else str(body[key]) for key in _KEYS[claim.kind])])
