"""What a set of reports says of one incident: the picture that readers see.

A pure function of the set: the order in which reports came in never shows. Withdrawn reports say nothing any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.alarms import AirportView, Alarm, airports_of, alarm_of, is_copy
from bot.core.chorus import Chorus, chorus
from bot.core.claims import (
    Attack,
    Damage,
    DamagedObject,
    Debris,
    Downed,
    Explosions,
    Fire,
    FireState,
    Injured,
    Killed,
    NoCasualties,
    NoDamage,
)
from bot.core.figures import Figure, choose
from bot.core.grades import grade
from bot.core.ledger import Line
from bot.core.model import Certainty, Report, Severity
from bot.core.policy import Policy
from bot.core.recent import Recent
from bot.core.sheet import Sheet, sheet_of

NATIONS = frozenset({"RU", "UA"})
_NO_VOICES = Chorus()


@dataclass(frozen=True, slots=True)
class Place:
    """A named place and by how many sources it is named."""

    name: str
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An incident as far as it is known. Empty tuples and None mean that nobody said so.

    `nobody_hurt` and `no_damage` are what someone said, not the absence of news. `parts` are a bulletin's regional figures.
    `alarm_only` is an incident of which nothing but alarms and closed airports is known.
    """

    killed: Figure | None = None
    injured: Figure | None = None
    nobody_hurt: Line | None = None
    damage: tuple[tuple[DamagedObject, Figure], ...] = ()
    no_damage: Line | None = None
    fire: Line | None = None
    debris: Line | None = None
    explosions: Line | None = None
    attacks: tuple[Line, ...] = ()
    downed: Figure | None = None
    parts: tuple[tuple[str, Figure], ...] = ()
    places: tuple[Place, ...] = ()
    alarm: Alarm | None = None
    airports: tuple[AirportView, ...] = ()
    severity: Severity = Severity.UNKNOWN
    certainty: Certainty = Certainty.UNKNOWN
    reasons: tuple[str, ...] = ()
    chorus: Chorus = _NO_VOICES
    alarm_only: bool = False
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def clears_only(self) -> bool:
        """Whether all that is known is that an alarm of another period ended."""
        return (
            self.alarm_only and not self.airports and self.alarm is not None and self.alarm.raised_at is None
        )


_pictures: Recent[Picture] = Recent(256)
_figures: Recent[Figure] = Recent(2048)


def picture_of(reports: Iterable[Report], policy: Policy) -> Picture:
    """The picture that these reports, all of one incident, give together."""
    reports = tuple(reports)
    known = _pictures.get((policy, *reports))
    return known or _pictures.keep((policy, *reports), _draw(reports, policy))


def _figure(lines: Sequence[Line], policy: Policy) -> Figure | None:
    """The figure that lines of one kind give; most reports leave those of most kinds as they are."""
    if not lines:
        return None
    known = _figures.get((policy, *lines))
    chosen = known or choose(lines, policy)
    return known or (chosen and _figures.keep((policy, *lines), chosen))


def _draw(reports: Sequence[Report], policy: Policy) -> Picture:
    live = sorted(
        (report for report in reports if not report.withdrawn and not is_copy(report)),
        key=lambda report: (report.said_at, report.source_id, report.entry_id),
    )
    sheets = [sheet_of(report, policy) for report in live]
    kinds: dict[str, list[Line]] = defaultdict(list)
    for sheet in sheets:
        for kind, lines in sheet.kinds.items():
            kinds[kind] += lines
    alarm = alarm_of(kinds["threat"])
    if alarm is not None and alarm.raised:
        copied = [line for report in reports if is_copy(report) for line in sheet_of(report, policy).lines]
        alarm = alarm_of([*kinds["threat"], *copied])
    bulletin = any(getattr(line.claim, "region", None) in NATIONS for line in kinds["downed"])
    killed, injured = _figure(kinds["killed"], policy), _figure(kinds["injured"], policy)
    downed = _figure([line for line in kinds["downed"] if not bulletin or _national(line)], policy)
    severity, certainty, reasons = grade([sheet.gravest for sheet in sheets])
    return Picture(
        killed=killed,
        injured=injured,
        nobody_hurt=_nobody_hurt(kinds["no_casualties"], killed or injured),
        damage=_damage(kinds, policy),
        no_damage=_latest_of_weightiest(kinds["no_damage"]),
        fire=_fire(kinds["fire"]),
        debris=_weightiest(kinds["debris"]),
        explosions=_weightiest(kinds["explosions"]),
        attacks=_attacks(kinds["attack"]),
        downed=downed,
        parts=_parts(kinds["downed"], downed, policy) if bulletin and downed else (),
        places=() if bulletin else _places(sheets),
        alarm=alarm,
        airports=airports_of(kinds["airport"]),
        severity=severity,
        certainty=certainty,
        reasons=reasons,
        chorus=chorus([sheet.heard for sheet in sheets], policy),
        alarm_only=any(kinds.values()) and not any(kinds[kind] for kind in _EVENTS),
        first_at=live[0].said_at if live else None,
        last_at=live[-1].said_at if live else None,
    )


_EVENTS = tuple(
    kind.kind
    for kind in (Killed, Injured, Damage, Fire, Debris, Explosions, Attack, Downed, NoCasualties, NoDamage)
)


def _weightiest(lines: Sequence[Line]) -> Line | None:
    """The line of the greatest rank; the earliest of equals."""
    if not lines:
        return None
    rank = max((line.voice.rank, line.voice.direct) for line in lines)
    return min(
        (line for line in lines if (line.voice.rank, line.voice.direct) == rank), key=lambda line: line.order
    )


def _latest_of_weightiest(lines: Sequence[Line]) -> Line | None:
    """The last that the voice of the greatest rank said: good news is as good as it is fresh."""
    first = _weightiest(lines)
    if first is None:
        return None
    rank = (first.voice.rank, first.voice.direct)
    own = [line for line in lines if (line.voice.rank, line.voice.direct) == rank and line.voice.direct]
    return max(own, key=lambda line: line.order, default=first)


def _nobody_hurt(lines: Sequence[Line], hurt: Figure | None) -> Line | None:
    """'Nobody hurt' stands until a voice of no less weight says that somebody was."""
    said = _latest_of_weightiest(lines)
    if said is None or hurt is None:
        return said
    return said if said.voice.rank > hurt.headline.voice.rank else None


def _damage(kinds: dict[str, list[Line]], policy: Policy) -> tuple[tuple[DamagedObject, Figure], ...]:
    """A figure for each kind of damaged thing, the gravest kinds first."""
    groups: dict[DamagedObject, list[Line]] = defaultdict(list)
    for line in kinds["damage"]:
        if isinstance(line.claim, Damage):
            groups[line.claim.object].append(line)
    order = list(DamagedObject)
    found = [(thing, figure) for thing in groups if (figure := _figure(groups[thing], policy))]
    return tuple(
        sorted(
            found,
            key=lambda pair: (
                -policy.severities.object.get(pair[0], Severity.MODERATE),
                order.index(pair[0]),
            ),
        )
    )


def _fire(lines: Sequence[Line]) -> Line | None:
    """The state of the fire: out once somebody of no less weight says so; 'none' only where nobody saw one."""
    burning = [
        line for line in lines if isinstance(line.claim, Fire) and line.claim.state is FireState.BURNING
    ]
    out = [line for line in lines if isinstance(line.claim, Fire) and line.claim.state is FireState.OUT]
    none = [line for line in lines if isinstance(line.claim, Fire) and line.claim.state is FireState.NONE]
    if not burning and not out:
        return _weightiest(none)
    quenched = max(out, key=lambda line: (line.voice.rank, line.order), default=None)
    if quenched is None:
        return _weightiest(burning)
    anew = [
        line
        for line in burning
        if line.said_at > quenched.said_at and line.voice.direct and line.voice.rank >= quenched.voice.rank
    ]
    return max(anew, key=lambda line: line.order) if anew else quenched


def _attacks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """One line for each weapon that the region was attacked with; 'not said' only where nothing else is."""
    groups: dict[object, list[Line]] = defaultdict(list)
    for line in lines:
        if isinstance(line.claim, Attack):
            groups[line.claim.weapon].append(line)
    if len(groups) > 1:
        groups.pop(None, None)
    found = [_weightiest(group) for group in groups.values()]
    return tuple(sorted((line for line in found if line), key=lambda line: line.order))


def _national(line: Line) -> bool:
    return isinstance(line.claim, Downed) and line.claim.region in NATIONS


def _parts(lines: Sequence[Line], total: Figure, policy: Policy) -> tuple[tuple[str, Figure], ...]:
    """A bulletin's regional figures as the voice of its total gives them, the greatest first."""
    voice = total.headline.voice.identity
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        region = line.claim.region if isinstance(line.claim, Downed) else None
        if region and region not in NATIONS and line.voice.identity == voice:
            groups[region].append(line)
    found = [(region, figure) for region in groups if (figure := _figure(groups[region], policy))]
    return tuple(sorted(found, key=lambda pair: (-(pair[1].count or 0), pair[0])))


def _places(sheets: Iterable[Sheet]) -> tuple[Place, ...]:
    """The named places, those that most sources name first."""
    sources: dict[str, set[str]] = defaultdict(set)
    first: dict[str, tuple[datetime, str, str, int]] = {}
    for sheet in sheets:
        for name, order in sheet.places.items():
            sources[name].add(sheet.report.source_id)
            first[name] = min(first.get(name, order), order)
    return tuple(
        Place(name, len(sources[name]))
        for name in sorted(sources, key=lambda name: (-len(sources[name]), first[name], name))
    )
