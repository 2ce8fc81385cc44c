"""Files what an entry claims under the incidents it belongs to: one report for each region and period.

A region's incident takes the claims of that region; who spoke and the clock times go to all. National totals go to a
bulletin of the country (`RU`, `UA`), with the parts that the same text names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.core.claims import (
    Affected,
    Airport,
    Attack,
    Claim,
    Damage,
    Debris,
    Downed,
    Explosions,
    Fire,
    Injured,
    Killed,
    Located,
    Role,
    Speaker,
    Window,
)
from bot.core.cues import fold
from bot.core.dating import Dating
from bot.core.echoes import text_hash
from bot.core.gazetteer import Gazetteer
from bot.core.model import InboxEntry, IncidentKey, Period, Report, Source, Statement, Tier
from bot.core.places import Place, PlaceKind
from bot.core.policy import Policy
from bot.core.sentences import Sentences

NATIONS = frozenset({"RU", "UA"})
_REGIONAL = frozenset({Role.GOVERNOR, Role.MAYOR, Role.HQ, Role.EMERGENCY})
_MOSCOW_AIRPORTS = "RU-MOS"  # where all airports of Moscow are meant at once
_MOSCOWS = frozenset({"RU-MOW", "RU-MOS"})

_CONSEQUENCES = {Downed, Debris, Explosions, Fire, Killed, Injured, Damage}

Filed: TypeAlias = tuple[IncidentKey, Report]


def file_reports(
    entry: InboxEntry, claims: Sequence[Claim], source: Source, gazetteer: Gazetteer, policy: Policy
) -> list[Filed]:
    """The incidents that an entry speaks of, each with what it says of it; sorted by key, each key once.

    `claims` are those of `entry.entry.full_text`. A claim without a region means the source's home region, and is left out
    where there is none (`homeless` names those).
    """
    tallies = _tallies(claims, source)
    dated = Dating(entry.entry.full_text, claims, entry.entry.published_at, policy)
    groups: dict[IncidentKey, list[Claim]] = defaultdict(list)
    placed = _come_down(list(_placed(claims, source, gazetteer)))
    for claim, region in placed:
        if not isinstance(claim, Affected | Located) and (region in tallies or region not in NATIONS):
            groups[IncidentKey(region, dated.period(claim, region, gazetteer))].append(claim)
    for claim, region in placed:
        if isinstance(claim, Affected | Located):
            _attach(claim, region, groups, dated.period(claim, region, gazetteer))
    for key, parts in _bulletin_parts(claims, groups):
        groups[key].extend(parts)
    said = _Saying(entry, source, dated.sentences, text_hash(entry.entry.full_text, policy.signatures))
    shared = _Shared(claims, groups, dated.sentences)
    return [(key, said.report([*groups[key], *shared.of(key)])) for key in sorted(groups, key=str)]


def homeless(claims: Iterable[Claim], source: Source, gazetteer: Gazetteer) -> tuple[Claim, ...]:
    """The claims that no region can be found for; they belong to no incident."""
    claims = tuple(claims)
    kept = {id(claim) for claim, _ in _placed(claims, source, gazetteer)}
    return tuple(
        claim for claim in claims if not isinstance(claim, Speaker | Window) and id(claim) not in kept
    )


def assigned(filed: Iterable[Filed]) -> list[IncidentKey]:
    """The regional incidents that an entry reports: without national bulletins, and without a mere airport notice."""
    return [
        key
        for key, report in filed
        if key.region not in NATIONS
        and any(
            not isinstance(statement.claim, Airport | Speaker | Window | Affected | Located)
            for statement in report.statements
        )
    ]


def _placed(claims: Sequence[Claim], source: Source, gazetteer: Gazetteer) -> Iterable[tuple[Claim, str]]:
    """Each claim of an event with its region."""
    named = {region for claim in claims if (region := getattr(claim, "region", None)) is not None}
    for claim in claims:
        if isinstance(claim, Speaker | Window):
            continue
        if isinstance(claim, Airport):
            region = _airport_region(claim, named, gazetteer)
        else:
            region = claim.region or source.region
        if region is not None:
            yield claim, region


def _come_down(placed: list[tuple[Claim, str]]) -> list[tuple[Claim, str]]:
    """An attack on Moscow of which a text tells only what befell the oblast is filed there: so far it came."""
    told: dict[str, set[type]] = defaultdict(set)
    for claim, region in placed:
        told[region].add(type(claim))
    if told["RU-MOW"] <= {Attack, Affected} and told["RU-MOS"] & _CONSEQUENCES:
        return [(claim, "RU-MOS" if region == "RU-MOW" else region) for claim, region in placed]
    return placed


def _airport_region(claim: Airport, named: set[str], gazetteer: Gazetteer) -> str | None:
    """The region of an airport, so that it opens where it was closed; of all Moscow's: the one that the text speaks of."""
    if claim.name is None:
        return next((region for region in sorted(named) if region in _MOSCOWS), _MOSCOW_AIRPORTS)
    place = _airport(claim.name, gazetteer)
    if place is not None:
        return place.region
    return next(iter(named)) if len(named) == 1 and not named & NATIONS else None


def _airport(name: str, gazetteer: Gazetteer) -> Place | None:
    """The airport of that name, or the town that an airport is called after."""
    targets = gazetteer.names.get(" ".join(fold(name).split()), ())
    places = [target for target in targets if isinstance(target, Place)]
    fields = [place for place in places if place.kind in {PlaceKind.AIRPORT, PlaceKind.AIRFIELD}]
    towns = [place for place in places if place.kind is PlaceKind.TOWN]
    return next(iter([*fields, *towns]), None)


def _attach(
    claim: Affected | Located, region: str, groups: dict[IncidentKey, list[Claim]], period: Period
) -> None:
    """Puts a claim of where under the incidents of what: of its own period if there is one, else all of the region."""
    own = [key for key in groups if key.region == region]
    exact = [key for key in own if key.period == period]
    if isinstance(claim, Located) and exact:
        own = exact
    for key in own or [IncidentKey(region, period)]:
        groups[key].append(claim)


def _tallies(claims: Sequence[Claim], source: Source) -> set[str]:
    """The nations for which a text gives a count: by its ministry, or more than one and by a national paper or agency.

    One number said of several named regions together is no such count; nor is the other side's number.
    """
    downed = [claim for claim in claims if isinstance(claim, Downed)]
    parts = [claim.count for claim in downed if claim.region not in NATIONS]
    if len(parts) > 1 and all(count is None for count in parts):
        return set()
    roles = {claim.role for claim in claims if isinstance(claim, Speaker)}
    found = set()
    for claim in downed:
        if claim.region is None or claim.region not in NATIONS:
            continue
        own, other = (Role.MOD, Role.UA) if claim.region == "RU" else (Role.UA, Role.MOD)
        national = source.tier is not Tier.CHANNEL and source.region is None
        printed = national and (claim.count or 0) > 1 and other not in roles
        if own in roles or printed or (source.tier is Tier.MINISTRY and not roles):
            found.add(claim.region)
    return found


def _bulletin_parts(
    claims: Sequence[Claim], groups: dict[IncidentKey, list[Claim]]
) -> list[tuple[IncidentKey, list[Claim]]]:
    """The regional figures that a text gives beside a national total, for that nation's bulletin."""
    nations = [
        key for key in groups if key.region in NATIONS and any(isinstance(c, Downed) for c in groups[key])
    ]
    parts: list[Claim] = [c for c in claims if isinstance(c, Downed) and c.region not in NATIONS]
    return [(key, parts) for key in nations if len({k.region for k in nations}) == 1]


class _Shared:
    """Who spoke and the clock times. A regional official speaks only for regions that stand beside him in the text."""

    def __init__(
        self, claims: Sequence[Claim], groups: Mapping[IncidentKey, list[Claim]], sentences: Sentences
    ) -> None:
        self._claims = [claim for claim in claims if isinstance(claim, Speaker | Window)]
        self._sentences = sentences
        self._regions: dict[int, set[str]] = defaultdict(set)
        for key, group in groups.items():
            for claim in group:
                if key.region not in NATIONS:
                    self._regions[self._at(claim)].add(key.region)
        self._alone = len({key.region for key in groups}) == 1

    def of(self, key: IncidentKey) -> list[Claim]:
        """Those that concern an incident."""
        return [claim for claim in self._claims if self._alone or self._concerns(claim, key.region)]

    def _concerns(self, claim: Claim, region: str) -> bool:
        if not isinstance(claim, Speaker) or claim.role not in _REGIONAL:
            return True
        at = self._at(claim)
        if self._regions[at]:
            return region in self._regions[at]
        return region in self._regions[at - 1] | self._regions[at + 1]

    def _at(self, claim: Claim) -> int:
        return self._sentences.index(claim.span.start)


@dataclass(frozen=True, slots=True)
class _Saying:
    """What is the same in all reports of one entry."""

    entry: InboxEntry
    source: Source
    sentences: Sentences
    text_hash: int

    def report(self, claims: Iterable[Claim]) -> Report:
        entry = self.entry.entry
        return Report(
            source_id=self.source.id,
            source_name=self.source.name,
            source_name_en=self.source.name_en,
            family=self.source.family,
            tier=self.source.tier,
            office=self.source.office,
            entry_id=entry.id,
            url=entry.url,
            content_hash=entry.content_hash,
            text_hash=self.text_hash,
            said_at=min(entry.updated_at or entry.published_at, self.entry.seen_at),
            seen_at=self.entry.seen_at,
            silent=self.entry.silent,
            statements=tuple(
                Statement(claim=claim, excerpt=self.sentences.excerpt(claim.span)) for claim in claims
            ),
        )
