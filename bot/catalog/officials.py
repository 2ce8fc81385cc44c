"""Reads config/data/officials.toml: people in office."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from bot.catalog.records import Record, check_tables, records
from bot.catalog.toml_lines import read_toml
from bot.core.claims import Role
from bot.core.officials import Official, Officials

_PERSON_KEYS = frozenset(
    [
        "name",
        "given",
        "names_en",
        "names_uk",
        "role",
        "region",
        "place",
        "office",
        "since",
        "until",
        "female",
        "forms",
        "origin",
    ]
)
_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*")


def load_officials(path: Path, regions: Collection[str]) -> Officials:
    """The index of the file; `regions` are the codes it may use. Raises DataError at the first fault."""
    file = read_toml(path)
    check_tables(file, ("person",))
    people = records(file, "person")
    officials = Officials([_person(record, regions) for record in people])
    _check_terms(people, officials.people)
    return officials


def _person(record: Record, regions: Collection[str]) -> Official:
    record.check_keys(_PERSON_KEYS)
    record.text("origin")
    name = record.text("name")
    if not _SURNAME.fullmatch(name):
        record.fail(
            "name", f"'{name}' is no Russian surname", "Give the surname alone, nominative, in Cyrillic."
        )
    since = record.day("since")
    until = record.day("until") if "until" in record.body else None
    if until is not None and until <= since:
        record.fail("until", "the term ends before it begins", "Correct 'since' or 'until'.")
    return Official(
        name=name,
        given=record.text("given"),
        names_en=record.texts("names_en", least=1),
        names_uk=record.texts("names_uk"),
        role=record.choice("role", Role),
        region=record.region(regions),
        place=record.optional_text("place"),
        office=record.text("office"),
        since=since,
        until=until,
        female=record.body.get("female") is True,
        forms=record.texts("forms"),
    )


def _check_terms(people: list[Record], officials: tuple[Official, ...]) -> None:
    """No two people may hold one governor's or mayor's office on the same day."""
    held: dict[tuple[str | None, str], list[Official]] = {}
    for record, person in zip(people, officials, strict=True):
        if person.role not in {Role.GOVERNOR, Role.MAYOR}:
            continue
        others = held.setdefault((person.region, person.office), [])
        for other in others:
            if person.held_office_on(other.since) or other.held_office_on(person.since):
                problem = f"the terms of {person.name} and {other.name} overlap"
                record.fail("since", problem, "Correct 'since' or 'until' of one of them.")
        others.append(person)
