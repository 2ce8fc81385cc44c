"""Reads config/data/policy.toml into a Policy; every fault is named with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import TypeVar

from bot.catalog.toml_lines import TomlFile, read_toml
from bot.core.claims import KINDS, DamagedObject, Role, Weapon
from bot.core.cues import Cues
from bot.core.echoes import Signatures
from bot.core.extract.words.lexicon import Vocabulary
from bot.core.model import Certainty, Severity, Tier
from bot.core.policy import Counts, Heads, Periods, Policy, Ranks, RingCause, Rings, Severities, When

Name = TypeVar("Name", bound=Enum)
Value = TypeVar("Value")


def load_policy(path: Path, vocabulary: Vocabulary) -> Policy:
    """The policy that the file describes; DataError with the line for anything missing, unknown or out of range."""
    read = _Reader(read_toml(path))
    policy = Policy(
        ranks=Ranks(
            role=read.table("ranks.role", Role, read.whole, complete=True),
            abroad=read.whole("ranks", "abroad"),
            tier=read.table("ranks.tier", Tier, read.whole, complete=True),
        ),
        severities=_severities(read),
        rings=_rings(read),
        old_after=timedelta(hours=read.whole("news", "old_after_hours")),
        away_after=timedelta(minutes=read.whole("news", "away_after_minutes")),
        alarm_ends_after=timedelta(hours=read.whole("news", "alarm_ends_after_hours")),
        echo_bits=read.whole("echo", "bits"),
        signatures=Signatures(read.strings("echo", "signatures")),
        odd_figure=read.whole("echo", "odd_figure"),
        periods=Periods(
            cues=read.table("periods", When, read.cues, complete=True), numerals=vocabulary.numerals
        ),
        counts=Counts(
            more=read.cues("counts", "more"),
            total=read.cues("counts", "total"),
            correction=read.cues("counts", "correction"),
        ),
        doubt=read.cues("doubt", "words"),
        abbreviations=frozenset(
            word for name in ("abbreviation", "unit") for word in vocabulary.asked.get(f"text.{name}", ())
        ),
        heads=Heads(head=read.cues("heads", "head"), mayor=read.cues("heads", "mayor")),
    )
    read.refuse_the_rest()
    return policy


def _severities(read: _Reader) -> Severities:
    objects = read.table("severity.object", DamagedObject, read.severity)
    weapons = read.table("severity.weapon", Weapon, read.severity)
    kinds = {}
    for key in read.keys("severity"):
        if key in {"object", "weapon"}:
            continue
        if key not in KINDS:
            raise read.file.fault("severity", 0, key, f"{key!r} is no kind of claim", _one_of(KINDS))
        kinds[key] = read.severity("severity", key)
    return Severities(kind=kinds, object=objects, weapon=weapons)


def _rings(read: _Reader) -> Rings:
    return Rings(
        on=read.names("rings", "on", RingCause),
        always=read.names("rings", "always", RingCause),
        cap=read.whole("rings", "cap"),
        lesser=read.whole("rings", "lesser"),
        alarms=read.whole("rings", "alarms"),
        confirmed=read.severity("rings", "confirmed"),
        first=read.severity("rings", "first"),
        first_certainty=read.level("rings", "first_certainty", Certainty),
    )


class _Reader:
    """Takes typed values out of a file and remembers which it has taken."""

    def __init__(self, file: TomlFile) -> None:
        self.file = file
        self._taken: set[tuple[str, str]] = set()

    def keys(self, table: str) -> tuple[str, ...]:
        return tuple(self._table(table))

    def table(
        self,
        table: str,
        names: type[Name],
        read: Callable[[str, str], Value],
        *,
        complete: bool = False,
    ) -> Mapping[Name, Value]:
        """A table whose keys are the values of an enumeration; `complete` asks for all of them."""
        known = {str(name.value): name for name in names}
        for key in self.keys(table):
            if key not in known:
                raise self.file.fault(table, 0, key, f"[{table}] has no {key!r}", _one_of(known))
        return {name: read(table, key) for key, name in known.items() if complete or key in self.keys(table)}

    def whole(self, table: str, key: str) -> int:
        """A whole number, not negative."""
        value = self._value(table, key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.file.fault(
                table, 0, key, f"{key} = {value!r} is no whole number", "Write 0 or more, without quotes."
            )
        return value

    def cues(self, table: str, key: str) -> Cues:
        """A list of phrases."""
        phrases = self.strings(table, key)
        if any(not phrase.strip(" *") for phrase in phrases):
            raise self.file.fault(table, 0, key, f"{key} holds an empty phrase", "Remove it.")
        return Cues(phrases)

    def names(self, table: str, key: str, names: type[Name]) -> frozenset[Name]:
        """A list of values of an enumeration."""
        known = {str(name.value): name for name in names}
        for text in (texts := self.strings(table, key)):
            if text not in known:
                raise self.file.fault(table, 0, key, f"{key} has no {text!r}", _one_of(known))
        return frozenset(known[text] for text in texts)

    def severity(self, table: str, key: str) -> Severity:
        return self.level(table, key, Severity)

    def level(self, table: str, key: str, levels: type[Name]) -> Name:
        """A level by its name in lower case."""
        known = {level.name.lower(): level for level in levels}
        value = self._value(table, key)
        if not isinstance(value, str) or value not in known:
            raise self.file.fault(table, 0, key, f"{key} = {value!r} is no level", _one_of(known))
        return known[value]

    def refuse_the_rest(self) -> None:
        """Faults any key that nothing has read: most likely a slip of the pen."""
        for table, body in _tables("", self.file.data):
            for key, value in body.items():
                if not isinstance(value, dict) and (table, key) not in self._taken:
                    raise self.file.fault(
                        table, 0, key, f"[{table}] {key} is not known", "Correct its name, or remove it."
                    )

    def strings(self, table: str, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._value(table, key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.file.fault(table, 0, key, f"{key} is no list of texts", 'Write it as ["one", "two"].')
        return tuple(value)

    def _value(self, table: str, key: str) -> object:
        self._taken.add((table, key))
        body = self._table(table)
        if key not in body:
            raise self.file.fault(table, 0, None, f"[{table}] has no {key}", f"Add {key} to [{table}].")
        return body[key]

    def _table(self, table: str) -> Mapping[str, object]:
        body: object = self.file.data
        for name in table.split("."):
            body = body.get(name) if isinstance(body, dict) else None
        if not isinstance(body, dict):
            raise self.file.fault(table, 0, None, f"the table [{table}] is missing", "Add it.")
        return body


def _tables(name: str, body: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
    found = [(name, body)]
    for key, value in body.items():
        if isinstance(value, dict):
            found += _tables(f"{name}.{key}" if name else key, value)
    return found


def _one_of(names: object) -> str:
    return f"Use one of: {', '.join(sorted(map(str, names)))}."  # type: ignore[call-overload]
