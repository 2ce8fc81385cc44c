"""Reads config/data/officials.toml: people in office and the organisations that posts quote."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

from bot.catalog.toml_lines import TomlFile, read_toml
from bot.core.claims import Role
from bot.core.officials import Official, Officials, Organisation

_PERSON_KEYS = frozenset(
    {
        "name", "given", "names_en", "names_uk", "role", "region", "place", "office", "since", "until", "female",
        "forms", "origin",
    }
)  # fmt: skip
_ORGANISATION_KEYS = frozenset({"id", "role", "region", "names", "origin"})
_CYRILLIC_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*")


def load_officials(path: Path, regions: Collection[str]) -> Officials:
    """The index of the file; `regions` are the codes it may use. Raises DataError at the first fault."""
    file = read_toml(path)
    for table in file.data:
        if table not in {"person", "organisation"}:
            raise file.fault("", 0, table, f"unknown table '{table}'", "Use [[person]] or [[organisation]].")
    people = [_Record(file, "person", index, body, regions) for index, body in _tables(file, "person")]
    bodies = [
        _Record(file, "organisation", index, body, regions) for index, body in _tables(file, "organisation")
    ]
    _check_ids(bodies)
    officials = Officials(
        [_person(record) for record in people], [_organisation(record) for record in bodies]
    )
    _check_terms(people, officials.people)
    return officials


class _Record:
    """One table of the file, which knows how to name its own line in a fault."""

    def __init__(
        self, file: TomlFile, table: str, index: int, body: Mapping[str, object], regions: Collection[str]
    ) -> None:
        self.file, self.table, self.index, self.body, self.regions = file, table, index, body, regions

    def fail(self, key: str | None, problem: str, remedy: str) -> NoReturn:
        raise self.file.fault(self.table, self.index, key, problem, remedy)

    def check_keys(self, known: frozenset[str]) -> None:
        for key in self.body:
            if key not in known:
                self.fail(key, f"unknown key '{key}'", f"Known keys: {', '.join(sorted(known))}.")

    def text(self, key: str) -> str:
        value = self.body.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, f"'{key}' is missing or no text", f'Give it as {key} = "...".')
        return value

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self.body else None

    def texts(self, key: str, *, least: int = 0) -> tuple[str, ...]:
        value = self.body.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self.fail(key, f"'{key}' is no list of texts", f'Give it as {key} = ["...", "..."].')
        if len(value) < least:
            self.fail(key, f"'{key}' is missing or empty", f'Give it as {key} = ["...", "..."].')
        return tuple(value)

    def day(self, key: str) -> date:
        value = self.body.get(key)
        if type(value) is not date:
            self.fail(
                key, f"'{key}' is missing or no date", f"Give the day without quotes: {key} = 2024-05-15."
            )
        return value

    def role(self) -> Role:
        value = self.text("role")
        if value not in set(Role):
            self.fail("role", f"unknown role '{value}'", f"Known roles: {', '.join(Role)}.")
        return Role(value)

    def region(self) -> str | None:
        code = self.optional_text("region")
        if code is not None and code not in self.regions:
            self.fail(
                "region",
                f"unknown region code '{code}'",
                "Use an ISO 3166-2 code that the gazetteer has, or omit it.",
            )
        return code


def _tables(file: TomlFile, name: str) -> list[tuple[int, Mapping[str, object]]]:
    found = file.data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise file.fault("", 0, name, f"'{name}' is no list of tables", f"Head each record with [[{name}]].")
    if not found:
        raise file.fault(
            "", 0, None, f"the file has no [[{name}]]", "Restore the file: it lists who is quoted."
        )
    return list(enumerate(found))


def _person(record: _Record) -> Official:
    record.check_keys(_PERSON_KEYS)
    record.text("origin")
    name = record.text("name")
    if not _CYRILLIC_NAME.fullmatch(name):
        record.fail(
            "name", f"'{name}' is no Russian surname", "Give the surname alone, nominative, in Cyrillic."
        )
    until = record.day("until") if "until" in record.body else None
    since = record.day("since")
    if until is not None and until <= since:
        record.fail("until", "the term ends before it begins", "Correct 'since' or 'until'.")
    return Official(
        name=name,
        given=record.text("given"),
        names_en=record.texts("names_en", least=1),
        names_uk=record.texts("names_uk"),
        role=record.role(),
        region=record.region(),
        place=record.optional_text("place"),
        office=record.text("office"),
        since=since,
        until=until,
        female=record.body.get("female") is True,
        forms=record.texts("forms"),
    )


def _organisation(record: _Record) -> Organisation:
    record.check_keys(_ORGANISATION_KEYS)
    record.text("origin")
    return Organisation(
        id=record.text("id"), role=record.role(), region=record.region(), names=record.texts("names", least=1)
    )


def _check_ids(records: list[_Record]) -> None:
    seen: set[object] = set()
    for record in records:
        if (key := record.body.get("id")) in seen:
            record.fail("id", f"the id '{key}' is used twice", "Give every organisation an id of its own.")
        seen.add(key)


def _check_terms(records: list[_Record], people: tuple[Official, ...]) -> None:
    """No two people may hold one governor's or mayor's office on the same day."""
    held: dict[tuple[str | None, str], list[Official]] = {}
    for record, person in zip(records, people, strict=True):
        if person.role not in {Role.GOVERNOR, Role.MAYOR}:
            continue
        for other in held.setdefault((person.region, person.office), []):
            if person.held_office_on(other.since) or other.held_office_on(person.since):
                record.fail(
                    "since",
                    f"the terms of {person.name} and {other.name} overlap",
                    "Correct 'since' or 'until'.",
                )
        held[person.region, person.office].append(person)
