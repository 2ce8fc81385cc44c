"""Reads config/data/sources.toml, and any other file of its form: the public sources that are polled."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from bot.catalog.records import Record, check_tables, records
from bot.catalog.toml_lines import read_toml
from bot.core.claims import Role
from bot.core.ledger import OFFICIAL_ROLES
from bot.core.model import Source, SourceKind, Tier

_KEYS = frozenset(
    [
        "id",
        "name",
        "name_en",
        "url",
        "kind",
        "family",
        "tier",
        "office",
        "language",
        "region",
        "interval",
        "origin",
        "checked",
    ]
)
_LANGUAGES = ("ru", "en", "uk")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CHANNEL_PATH = re.compile(r"/s/[A-Za-z][A-Za-z0-9_]{3,31}")
_INTERVAL = range(1, 24 * 60 + 1)


def load_sources(path: Path, regions: Collection[str]) -> Mapping[str, Source]:
    """The sources by id, in the order of the file; `regions` are the codes it may use.

    Raises DataError at the first fault: two sources with one id or one address, an address that is none, an unknown
    kind, tier, language or region, a source without origin.
    """
    file = read_toml(path)
    check_tables(file, ("source",))
    sources: dict[str, Source] = {}
    addresses: dict[str, str] = {}
    for record in records(file, "source"):
        source = _source(record, regions)
        if source.id in sources:
            record.fail("id", f"the id '{source.id}' is used twice", "Give every source an id of its own.")
        address = _same_address(source.url)
        if address in addresses:
            problem = f"'{source.id}' has the address of '{addresses[address]}'"
            record.fail("url", problem, "Delete one of the two.")
        sources[source.id] = source
        addresses[address] = source.id
    return sources


def _source(record: Record, regions: Collection[str]) -> Source:
    record.check_keys(_KEYS)
    record.text("origin")
    record.day("checked")
    kind = record.choice("kind", SourceKind)
    tier = record.choice("tier", Tier)
    return Source(
        id=_matching(record, "id", _ID, "small Latin letters, digits and single hyphens"),
        name=record.text("name"),
        name_en=record.text("name_en"),
        url=_url(record, kind),
        kind=kind,
        family=record.text("family"),
        tier=tier,
        office=_office(record, tier),
        language=_language(record),
        region=record.region(regions),
        interval=_interval(record),
    )


def _office(record: Record, tier: Tier) -> Role | None:
    """Whose own channel it is: told of every official source, and of no other."""
    if tier not in {Tier.OFFICIAL, Tier.MINISTRY}:
        if "office" in record.body:
            record.fail("office", f"a source of tier '{tier}' holds no office", "Delete the line.")
        return None
    office = record.text("office")
    if office not in OFFICIAL_ROLES:
        record.fail(
            "office", f"unknown office '{office}'", f"Use one of: {', '.join(sorted(OFFICIAL_ROLES))}."
        )
    return Role(office)


def _matching(record: Record, key: str, pattern: re.Pattern[str], form: str) -> str:
    value = record.text(key)
    if not pattern.fullmatch(value):
        record.fail(key, f"'{value}' is no {key}", f"Use {form}.")
    return value


def _url(record: Record, kind: SourceKind) -> str:
    url = record.text("url")
    parts = _split(url)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        record.fail(
            "url", f"'{url}' is no web address", "Give a whole one, as in https://example.org/rss.xml."
        )
    if kind is SourceKind.TELEGRAM and (parts.query or not _CHANNEL_PATH.fullmatch(parts.path)):
        record.fail("url", f"'{url}' is no public channel page", "Give it as https://t.me/s/NAME.")
    return url


def _split(url: str) -> SplitResult | None:
    if any(letter.isspace() for letter in url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port out of range raises only here
    except ValueError:
        return None
    return parts


def _language(record: Record) -> str:
    language = record.text("language")
    if language not in _LANGUAGES:
        record.fail("language", f"unknown language '{language}'", f"Use one of: {', '.join(_LANGUAGES)}.")
    return language


def _interval(record: Record) -> timedelta:
    minutes = record.body.get("interval")
    if type(minutes) is not int or minutes not in _INTERVAL:
        record.fail(
            "interval", "'interval' is missing or no number of minutes", "Give 1 to 1440, as interval = 5."
        )
    return timedelta(minutes=minutes)


def _same_address(url: str) -> str:
    """What two spellings of one address have in common: scheme, `www.`, case and a last slash do not count."""
    parts = urlsplit(url.lower())
    return (
        parts.netloc.removeprefix("www.")
        + parts.path.rstrip("/")
        + (f"?{parts.query}" if parts.query else "")
    )
