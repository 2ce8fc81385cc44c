"""Claims: one thing that one text says, with the evidence for it.

A claim is a frozen value of one of sixteen kinds. Each carries the `span` of the text that says so and the id of the
`rule` that read it, so that every figure we ever show can be traced to a sentence. Nothing here is computed: counts are
kept as stated, and `None` means that the text does not say. `bot.core.claim_json` has their written form.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NamedTuple, TypeAlias


class Span(NamedTuple):
    """A half-open range of characters (code points) in a text."""

    start: int
    stop: int


class Qualifier(StrEnum):
    """How exactly a count is meant."""

    EXACT = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOUT = "~"


class Weapon(StrEnum):
    """What was used; `MIXED` where one number covers several kinds."""

    UAV = "uav"
    MISSILE = "missile"
    BOMB = "bomb"
    SHELLING = "shelling"
    USV = "usv"
    MIXED = "mixed"


class FireState(StrEnum):
    """`BURNING` also where the text only says that something caught fire."""

    BURNING = "burning"
    OUT = "out"
    NONE = "none"


class ThreatState(StrEnum):
    """An alarm to people is in force, or over."""

    RAISED = "raised"
    CLEARED = "cleared"


class AirportState(StrEnum):
    """Whether an airport takes and sends flights."""

    CLOSED = "closed"
    OPEN = "open"


class DamagedObject(StrEnum):
    """Kinds of things that get damaged, as readers tell them apart."""

    HOUSE = "house"
    APARTMENT = "apartment"
    VEHICLE = "vehicle"
    INDUSTRIAL = "industrial"
    FUEL = "fuel"
    ENERGY = "energy"
    TRANSPORT = "transport"
    PUBLIC = "public"
    MILITARY = "military"
    FARM = "farm"
    OTHER = "other"


class Role(StrEnum):
    """Who is quoted for the facts of a text."""

    MOD = "mod"
    GOVERNOR = "governor"
    MAYOR = "mayor"
    HQ = "hq"
    EMERGENCY = "emergency"
    AVIATION = "aviation"
    UA = "ua"
    MEDIA = "media"
    WITNESS = "witness"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a claim stands in its text (the cleaned text that `extract` was given), and the rule that read it."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected(Evidence):
    """The region (ISO 3166-2, or a sea) is affected by something else that the text claims."""

    kind: ClassVar[str] = "region"
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Located(Evidence):
    """Something happened in, over or near this named place below the region (Russian, nominative, no type word)."""

    kind: ClassVar[str] = "place"
    region: str | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Downed(Evidence):
    """Shot down, intercepted or jammed from the air; `count` None is a plural without a number."""

    kind: ClassVar[str] = "downed"
    region: str | None
    place: str | None = None
    count: int | None
    qualifier: Qualifier | None
    weapon: Weapon | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack(Evidence):
    """The region was attacked, struck or hit, or an attack on it was repelled."""

    kind: ClassVar[str] = "attack"
    region: str | None
    weapon: Weapon | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Debris(Evidence):
    """Debris fell or was found."""

    kind: ClassVar[str] = "debris"
    region: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explosions(Evidence):
    """Explosions were heard or reported."""

    kind: ClassVar[str] = "explosions"
    region: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fire(Evidence):
    """A fire and its state; `NONE` where the text says that there was none."""

    kind: ClassVar[str] = "fire"
    region: str | None
    state: FireState


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed(Evidence):
    """People killed, as stated."""

    kind: ClassVar[str] = "killed"
    region: str | None
    count: int | None
    qualifier: Qualifier | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Injured(Evidence):
    """People hurt, as stated."""

    kind: ClassVar[str] = "injured"
    region: str | None
    count: int | None
    qualifier: Qualifier | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCasualties(Evidence):
    """The text says that nobody was hurt or killed. Not the same as saying nothing of it."""

    kind: ClassVar[str] = "no_casualties"
    region: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage(Evidence):
    """A kind of thing was damaged; `count` as said of that kind."""

    kind: ClassVar[str] = "damage"
    region: str | None
    object: DamagedObject
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDamage(Evidence):
    """The text says that nothing was damaged."""

    kind: ClassVar[str] = "no_damage"
    region: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat(Evidence):
    """An alarm or warning to people, raised or cleared."""

    kind: ClassVar[str] = "threat"
    region: str | None
    place: str | None = None
    weapon: Weapon | None
    state: ThreatState


@dataclass(frozen=True, slots=True, kw_only=True)
class Airport(Evidence):
    """An airport (Russian name; None for all of Moscow's) is closed or open again."""

    kind: ClassVar[str] = "airport"
    name: str | None
    state: AirportState


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Evidence):
    """Clock times that bound the event: Moscow time, ISO minutes (`2025-09-08T23:00`); one end may be None."""

    kind: ClassVar[str] = "window"
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(Evidence):
    """Who is quoted; `name` is a surname in Russian, nominative."""

    kind: ClassVar[str] = "speaker"
    role: Role
    name: str | None


Claim: TypeAlias = (
    Affected
    | Located
    | Downed
    | Attack
    | Debris
    | Explosions
    | Fire
    | Killed
    | Injured
    | NoCasualties
    | Damage
    | NoDamage
    | Threat
    | Airport
    | Window
    | Speaker
)
KINDS: dict[str, type[Claim]] = {cls.kind: cls for cls in typing.get_args(Claim)}
