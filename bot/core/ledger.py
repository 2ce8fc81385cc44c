"""The claims ledger of an incident: every statement with who says it, where it was printed, and when.

A voice is whoever vouches for a statement: the person quoted beside it, or else the publisher. Two papers that quote the
governor carry one voice; the governor's own channel carries the same voice directly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.claims import Claim, Located, Role, Speaker, Window
from bot.core.cues import fold
from bot.core.model import Report, Statement, Tier
from bot.core.policy import Policy

OFFICIAL_ROLES = frozenset(
    {Role.MOD, Role.GOVERNOR, Role.MAYOR, Role.HQ, Role.EMERGENCY, Role.AVIATION, Role.UA, Role.OFFICIAL}
)
# Regions of Ukraine wholly or partly under Russian rule, over which the Russian ministry counts what it shoots down.
_UNDER_RUSSIA = frozenset({"UA-09", "UA-14", "UA-23", "UA-40", "UA-43", "UA-65"})
_REGIONAL = {Role.GOVERNOR, Role.HQ, Role.MAYOR, Role.EMERGENCY, Role.UA, Role.OFFICIAL}
_MINISTERIAL = {Role.MOD, Role.AVIATION, Role.EMERGENCY, Role.OFFICIAL, Role.UA}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches for a statement. `role` None is the publisher itself; `direct` is an official on a channel of its own."""

    role: Role | None
    name: str | None
    publisher: str
    publisher_en: str
    family: str
    tier: Tier
    direct: bool
    rank: int
    official: bool
    head: bool = False  # a mayor whom the text calls the head of his district or town
    identity: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "identity", self._identity())

    def _identity(self) -> tuple[str, str]:
        if self.role is None or self.role in {Role.MEDIA, Role.WITNESS}:
            return ("family", self.family)
        if self.role in {Role.MAYOR, Role.UA, Role.OFFICIAL}:
            return (self.role, self.name or "")
        return (self.role, "")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger.

    `count` is the claim's number, None where it has none. `window` are the clock times that the text gives, where it
    gives just one pair. `places` are the places named in its sentence, or else in all of a short text.
    """

    claim: Claim
    excerpt: str
    voice: Voice
    said_at: datetime
    source_id: str
    entry_id: str
    url: str
    count: int | None = None
    window: tuple[str, str] | None = None
    places: frozenset[str] = frozenset()
    order: tuple[datetime, str, str, int] = field(init=False)  # total, and not that of arrival

    def __post_init__(self) -> None:
        order = (self.said_at, self.source_id, self.entry_id, self.claim.span.start)
        object.__setattr__(self, "order", order)

    def elsewhere(self, other: Line) -> bool:
        """Whether this line and another name places, and none of them both."""
        return bool(self.places and other.places) and not self.places & other.places


def lines_of(report: Report, policy: Policy) -> list[Line]:
    """The statements of a report with their voices; who spoke and when are folded into them."""
    speakers = [(s.claim, s.excerpt) for s in report.statements if isinstance(s.claim, Speaker)]
    windows = [s.claim for s in report.statements if isinstance(s.claim, Window)]
    window = None
    if len(windows) == 1 and windows[0].start and windows[0].end:
        window = (windows[0].start, windows[0].end)
    places = _places(report)
    voices: dict[tuple[Speaker | None, bool], Voice] = {}
    lines = []
    for statement in report.statements:
        if isinstance(statement.claim, Speaker | Window):
            continue
        speaker = _speaker_of(statement, speakers)
        abroad = speaker is not None and _is_abroad(speaker.role, getattr(statement.claim, "region", None))
        if (speaker, abroad) not in voices:
            voice = _voice(speaker, report, policy, abroad=abroad)
            beside = next((excerpt for other, excerpt in speakers if other is speaker), "")
            is_head = voice.role is Role.MAYOR and _called_head(beside, policy)
            voices[speaker, abroad] = replace(voice, head=True) if is_head else voice
        lines.append(
            Line(
                claim=statement.claim,
                excerpt=statement.excerpt,
                voice=voices[speaker, abroad],
                said_at=report.said_at,
                source_id=report.source_id,
                entry_id=report.entry_id,
                url=report.url,
                count=getattr(statement.claim, "count", None),
                window=window,
                places=places.get(statement.excerpt) or places.get("", frozenset()),
            )
        )
    return lines


def _places(report: Report) -> dict[str, frozenset[str]]:
    """The places of each sentence; under '' those of the report, where they are two at most."""
    found: dict[str, frozenset[str]] = {}
    for statement in report.statements:
        if isinstance(statement.claim, Located):
            found[statement.excerpt] = found.get(statement.excerpt, frozenset()) | {statement.claim.place}
    together = frozenset().union(*found.values())
    return {"": together, **found} if len(together) <= 2 else found


def _speaker_of(statement: Statement, speakers: Sequence[tuple[Speaker, str]]) -> Speaker | None:
    """Who says it: one quoted in the same sentence, else the only one, else the one before it, else the one after."""
    if not speakers:
        return None
    at = statement.claim.span.start
    near = [speaker for speaker, excerpt in speakers if excerpt == statement.excerpt]
    if near:
        return min(near, key=lambda speaker: abs(speaker.span.start - at))
    if len(speakers) == 1:
        return speakers[0][0]
    before = [speaker for speaker, _ in speakers if speaker.span.start <= at]
    if before:
        return max(before, key=lambda speaker: speaker.span.start)
    return min((speaker for speaker, _ in speakers), key=lambda speaker: speaker.span.start)


def _is_abroad(role: Role, region: str | None) -> bool:
    """Whether the officials of one country speak of what happened in the other."""
    if region is None:
        return False
    if role is Role.UA:
        return region.startswith("RU")
    return role is Role.MOD and region.startswith("UA") and region not in _UNDER_RUSSIA


def _voice(speaker: Speaker | None, report: Report, policy: Policy, *, abroad: bool) -> Voice:
    own_role = report.office
    role = speaker.role if speaker else own_role
    if role is Role.MEDIA and report.tier not in {Tier.OFFICIAL, Tier.MINISTRY}:
        role = None  # 'as our channel learnt': the publisher speaks for itself
    direct = own_role is not None and (
        speaker is None
        or (role in (_REGIONAL if report.tier is Tier.OFFICIAL else _MINISTERIAL) and _same(role, own_role))
    )
    rank = policy.ranks.role[role] if role else policy.ranks.tier[report.tier]
    if abroad:
        rank, direct = policy.ranks.abroad, False
    return Voice(
        role=role,
        name=speaker.name if speaker and role else None,
        publisher=report.source_name,
        publisher_en=report.source_name_en,
        family=report.family,
        tier=report.tier,
        direct=direct,
        rank=rank,
        official=role in OFFICIAL_ROLES and not abroad,
    )


def _same(role: Role | None, own: Role) -> bool:
    """Whether an official's channel quotes its owner; a headquarters speaks for the governor and back."""
    pair = {Role.GOVERNOR, Role.HQ}
    return role == own or {role, own} <= pair


def _called_head(excerpt: str, policy: Policy) -> bool:
    """Whether the words beside a mayor call him the head of a district or town."""
    folded = fold(excerpt)
    return bool(policy.heads.head.find(folded)) and not policy.heads.mayor.find(folded)
