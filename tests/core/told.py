"""Posts, written by hand, with what they claim: raw material for tests of merging, judging and writing.

`GOVERNOR` and the others are sources; `post` is an entry with its claims, whose spans are found by the words that say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.catalog.catalog import vocabulary_files
from bot.catalog.places import load_places
from bot.catalog.policy import load_policy
from bot.catalog.vocabulary import load_vocabulary
from bot.catalog.wording import load_wording
from bot.core.claim_json import from_json
from bot.core.claims import Claim, Role
from bot.core.extract.words.lexicon import Vocabulary
from bot.core.gazetteer import Gazetteer
from bot.core.model import (
    Change,
    Entry,
    InboxEntry,
    Incident,
    IncidentKey,
    Report,
    Source,
    SourceKind,
    Tier,
)
from bot.core.policy import Policy
from bot.core.reports import file_reports
from bot.core.resolve import resolve
from bot.core.wording import Wording

DATA = Path(__file__).parents[2] / "config" / "data"

OFFICES = {Tier.OFFICIAL: Role.GOVERNOR, Tier.MINISTRY: Role.MOD}  # whose channel a source of tests is


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(vocabulary_files(DATA))


@cache
def policy() -> Policy:
    return load_policy(DATA / "policy.toml", vocabulary())


@cache
def wording() -> Wording:
    return load_wording(DATA / "locales")


@cache
def gazetteer() -> Gazetteer:
    return load_places(DATA / "places")


def source(
    name: str, tier: Tier, *, family: str = "", region: str | None = None, office: Role | None = None
) -> Source:
    return Source(
        id=name.lower().replace(" ", "-"),
        name=name,
        url="https://example.org/feed",
        kind=SourceKind.RSS,
        family=family or name,
        tier=tier,
        office=office or OFFICES.get(tier),
        language="ru",
        region=region,
        interval=timedelta(minutes=5),
    )


GOVERNOR = source("Владислав Шапша", Tier.OFFICIAL, region="RU-KLU")
MINISTRY = source("Минобороны России", Tier.MINISTRY)
AGENCY = source("РИА Новости", Tier.AGENCY)
PAPER = source("Калужский вестник", Tier.PAPER, region="RU-KLU")
CHANNEL = source("Город слышит", Tier.CHANNEL, region="RU-KLU")
OTHER_CHANNEL = source("Ночной дозор", Tier.CHANNEL)


@dataclass(frozen=True)
class Post:
    """An entry with what it claims."""

    source: Source
    entry: InboxEntry
    claims: tuple[Claim, ...]

    def filed(self) -> list[tuple[IncidentKey, Report]]:
        return file_reports(self.entry, self.claims, self.source, gazetteer(), policy())

    def edited(self, text: str, *said: tuple[str, dict[str, object]], after: timedelta) -> Post:
        """A later version of the same post."""
        entry = self.entry.entry
        at = entry.published_at + after
        newer = replace(entry, text=text, updated_at=at, content_hash="")
        return Post(self.source, replace(self.entry, entry=newer, seen_at=at), claims_of(text, said))


def at(text: str) -> datetime:
    """'22 07:10' is that time in Moscow on that day of November 2024."""
    day, clock = text.split()
    hours, minutes = map(int, clock.split(":"))
    return datetime(2024, 11, int(day), hours, minutes, tzinfo=UTC) - timedelta(hours=3)


def claims_of(text: str, said: Iterable[tuple[str, dict[str, object]]]) -> tuple[Claim, ...]:
    """Claims from pairs of the words that say so and the claim's keys."""
    claims = []
    for words, keys in said:
        start = text.index(words)
        claims.append(from_json({**keys, "span": [start, start + len(words)], "rule": "by hand"}))
    return tuple(claims)


def post(
    by: Source,
    when: str,
    text: str,
    *said: tuple[str, dict[str, object]],
    silent: bool = False,
    url: str = "https://example.org/post",
    entry_id: str = "",
) -> Post:
    published = at(when)
    entry = Entry(
        source_id=by.id,
        id=entry_id or f"{by.id}-{when}",
        url=url,
        title="",
        text=text,
        published_at=published,
    )
    return Post(by, InboxEntry(row=1, entry=entry, seen_at=published, silent=silent), claims_of(text, said))


@dataclass
class World:
    """Incidents as a store would keep them, and every change on the way."""

    incidents: dict[IncidentKey, Incident]
    changes: list[Change]

    def take(self, *posts: Post, now: datetime | None = None) -> list[Change]:
        """Ingests posts in this order; the changes they gave."""
        fresh = [
            self._apply(resolve(key, report, self.incidents.get(key), policy(), now or given.entry.seen_at))
            for given in posts
            for key, report in given.filed()
        ]
        self.changes += fresh
        return fresh

    def apply(self, change: Change) -> Change:
        """Stores a change that came from elsewhere."""
        stored = self._apply(change)
        self.changes.append(stored)
        return stored

    def _apply(self, change: Change) -> Change:
        if change.after is change.before:
            return change
        known = self.incidents.get(change.after.key)
        number = known.number if known else 412 + len(self.incidents)
        after = replace(change.after, number=number, revision=(known.revision if known else 0) + 1)
        self.incidents[after.key] = after
        return replace(change, after=after)

    def only(self) -> Incident:
        [incident] = self.incidents.values()
        return incident


def world(*posts: Post) -> World:
    made = World({}, [])
    made.take(*posts)
    return made


def downed(count: int | None, region: str | None = "RU-KLU", **more: object) -> dict[str, object]:
    qualifier = None if count is None else "="
    return {
        "kind": "downed",
        "region": region,
        "count": count,
        "qualifier": qualifier,
        "weapon": "uav",
        **more,
    }


def hurt(count: int | None, region: str | None = "RU-KLU", kind: str = "injured") -> dict[str, object]:
    return {"kind": kind, "region": region, "count": count, "qualifier": None if count is None else "="}


def damage(thing: str, count: int | None = None, region: str | None = "RU-KLU") -> dict[str, object]:
    return {"kind": "damage", "region": region, "object": thing, "count": count}


def said_of(kind: str, region: str | None = "RU-KLU", **more: object) -> dict[str, object]:
    return {"kind": kind, "region": region, **more}


def speaker(role: str, name: str | None = None) -> dict[str, object]:
    return {"kind": "speaker", "role": role, "name": name}


def threat(state: str, weapon: str | None = "uav", region: str | None = "RU-KLU") -> dict[str, object]:
    return {"kind": "threat", "region": region, "weapon": weapon, "state": state}


def keys_of(posts: Sequence[Post]) -> list[str]:
    return [str(key) for given in posts for key, _ in given.filed()]
