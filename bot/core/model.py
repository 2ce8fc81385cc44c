"""The nouns of Svodka: frozen values that one stage hands to the next.

Times are aware, in UTC, and named `*_at`. Regions are ISO 3166-2 codes (`RU-KLU`), seas `SEA-BLACK`, whole countries `RU`
and `UA`. What Russian and English readers call each noun stands in docs/glossary.md.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from functools import total_ordering

from bot.core.claims import Claim, Role
from bot.core.problems import Problem

# --- Sources and entries -------------------------------------------------------------------------------------------


class SourceKind(StrEnum):
    """How a source is read."""

    RSS = "rss"  # RSS, Atom or RDF
    TELEGRAM = "telegram"  # the public preview page of a channel, t.me/s/NAME


class Tier(StrEnum):
    """How near a publisher stands to the facts; policy.toml ranks them."""

    OFFICIAL = "official"  # a region's governor, headquarters, a city's head
    MINISTRY = "ministry"  # a ministry or a federal service
    AGENCY = "agency"  # a news agency
    PAPER = "paper"  # a newspaper, a broadcaster, a site
    CHANNEL = "channel"  # a channel that rewrites others or collects what residents say


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A configured feed. `family` names the publisher: all feeds of one family are one voice."""

    id: str
    name: str
    name_en: str = ""  # what English messages call it; empty: the same as `name`
    url: str
    kind: SourceKind
    family: str
    tier: Tier
    office: Role | None = None  # whose own channel it is; None: nobody's who vouches for what happened
    language: str  # 'ru', 'en' or 'uk'
    region: str | None  # the home region, which an entry means when it names none
    interval: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What polling has learnt of a source. Validators are kept byte for byte as the server sent them."""

    source_id: str
    next_poll_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    polled_at: datetime | None = None  # the last attempt
    read_at: datetime | None = (
        None  # the last success (200 or 304); None: never read, so the next poll is the first
    )
    newest_at: datetime | None = None  # the newest entry's publication
    failures: int = 0  # in a row
    problem: Problem | None = None  # the last failure; None after a success


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One post or feed item in one version. `text` is plain text without the title."""

    source_id: str
    id: str  # unique within its source
    url: str
    title: str
    text: str
    published_at: datetime
    updated_at: datetime | None = None
    content_hash: str = ""

    def __post_init__(self) -> None:
        if not self.content_hash:
            object.__setattr__(self, "content_hash", content_hash(self.title, self.text))

    @property
    def full_text(self) -> str:
        """Title, blank line, body: the text that extraction reads."""
        if not self.title or self.text.startswith(self.title):
            return self.text
        return f"{self.title}\n\n{self.text}" if self.text else self.title


def content_hash(title: str, text: str) -> str:
    """A short hash of what a reader sees; white space and case of emoji variants do not count as an edit."""
    words = " ".join(f"{title}\n{text}".replace("\ufe0f", "").split())
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxEntry:
    """An entry that waits in the inbox. `silent` ones are stored and never announced (first poll, replay)."""

    row: int
    entry: Entry
    seen_at: datetime
    silent: bool


# --- Periods and incidents -----------------------------------------------------------------------------------------


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """The night to `date` (20:00 of the day before to 08:00) or the day of `date` (08:00 to 20:00), regional time."""

    date: date
    night: bool

    def __str__(self) -> str:
        return f"{self.date.isoformat()}{'N' if self.night else 'D'}"

    def __lt__(self, other: Period) -> bool:
        return (self.date, not self.night) < (other.date, not other.night)

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that `str` wrote; ValueError for anything else."""
        if text[-1:] not in {"N", "D"}:
            raise ValueError(f"no period: {text!r}")
        return cls(date.fromisoformat(text[:-1]), text[-1] == "N")


@dataclass(frozen=True, slots=True)
class IncidentKey:
    """What makes reports one incident: the region and the period of the event. `part` is 0 until an admin splits it."""

    region: str
    period: Period
    part: int = 0

    def __str__(self) -> str:
        return f"{self.region}@{self.period}" + (f".{self.part}" if self.part else "")

    @classmethod
    def parse(cls, text: str) -> IncidentKey:
        """The key that `str` wrote; ValueError for anything else."""
        region, _, rest = text.partition("@")
        period, _, part = rest.partition(".")
        return cls(region, Period.parse(period), int(part or 0))


class Severity(IntEnum):
    """CAP 1.2 severity, in rising order."""

    UNKNOWN = 0
    MINOR = 1  # an alarm, an airport closed, drones downed without consequence
    MODERATE = 2  # debris, damage, fire, explosions
    SEVERE = 3  # people hurt, or vital objects hit
    EXTREME = 4  # people killed


class Certainty(IntEnum):
    """CAP 1.2 certainty, in rising order."""

    UNKNOWN = 0
    POSSIBLE = 1  # residents or channels only
    LIKELY = 2  # agencies or papers, or several independent voices
    OBSERVED = 3  # an official says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim with the sentence that holds it: a line of the ledger. `excerpt` contains the claim's span."""

    claim: Claim
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one entry, in its newest version, says of one incident (GDELT calls it a mention)."""

    source_id: str
    source_name: str
    source_name_en: str = ""  # empty: the same as `source_name`
    family: str
    tier: Tier
    office: Role | None = None
    entry_id: str
    url: str
    content_hash: str
    text_hash: int  # 64-bit simhash of the words: near-duplicate texts are one voice
    said_at: datetime  # publication, or the edit
    seen_at: datetime
    silent: bool
    statements: tuple[Statement, ...]
    withdrawn: bool = False  # the source took it back, or an edit moved it elsewhere: kept as a trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What several sources report of one attack on one region in one period.

    Everything a reader sees follows from `reports`, in whatever order they came. `number` is the short public number,
    0 before the first save; `revision` counts saves and guards against lost updates.
    """

    key: IncidentKey
    number: int = 0
    revision: int = 0
    reports: tuple[Report, ...] = ()
    severity: Severity = Severity.UNKNOWN
    certainty: Certainty = Certainty.UNKNOWN
    opened_at: datetime
    last_reported_at: datetime
    announced: bool = False  # whether any chat may have been told
    rings: int = 0  # how many updates have rung; policy.toml caps them
    alarm_rings: int = 0  # of alarms raised again or cleared, which only those hear who asked for alarms
    previous: int | None = None  # the number of the region's incident before this one
    joined: int | None = (
        None  # the number of the incident that all its reports went to: it was the same event
    )
    reasons: tuple[str, ...] = ()  # why these reports are one, and why its state is what it is


class MsgType(StrEnum):
    """CAP 1.2 msgType, and NONE where nothing changed that a reader could see."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    NONE = "None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that changed and matters: `what` is a figure's kind or a state; before and after as stated."""

    what: str
    before: str | None
    after: str
    speaker: str | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The outcome of resolving one report: what to store and, perhaps, to tell."""

    msg_type: MsgType
    before: Incident | None
    after: Incident
    rings: bool  # worth a sound; otherwise messages are edited silently
    for_alarms: bool = False  # the sound is only for those who asked for alarms
    differences: tuple[Difference, ...]
    reasons: tuple[str, ...]
    at: datetime
    by_hand: bool = False  # an admin moved reports: no news, but what was told is to be corrected
