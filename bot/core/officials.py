"""Officials whom posts quote: who held which office where, and when.

Names are found by their folded forms (lower case, ё as е), so that a form in any case leads to the person. Dates are
calendar days; `until` is the first day out of office, None while the term runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.claims import Role
from bot.core.surnames import surname_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person in one office. Two offices, or two terms with a gap, are two records.

    `name` is the surname in Russian, nominative, with ё; `forms` are its Russian case forms, the nominative included.
    `place` is the city or district of a head of one (as in claims: no type word), None for the head of a region.
    """

    name: str
    given: str
    names_en: tuple[str, ...]
    names_uk: tuple[str, ...] = ()
    role: Role
    region: str | None
    place: str | None = None
    office: str
    since: date
    until: date | None = None
    female: bool = False
    forms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.forms:
            object.__setattr__(self, "forms", surname_forms(self.name, female=self.female))

    def held_office_on(self, day: date) -> bool:
        """Whether the term covers that day."""
        return self.since <= day and (self.until is None or day < self.until)


class Officials:
    """The index. Built once from the data files, immutable after that."""

    def __init__(self, people: Iterable[Official]) -> None:
        self.people = tuple(people)
        named: dict[str, list[Official]] = {}
        for person in self.people:
            for form in dict.fromkeys(folded_forms(person)):
                named.setdefault(form, []).append(person)
        self._named: Mapping[str, tuple[Official, ...]] = {key: tuple(found) for key, found in named.items()}

    def forms(self) -> Mapping[str, tuple[Official, ...]]:
        """Every folded form with its people: to build a token trie from. English full names hold a space."""
        return self._named

    def named(self, form: str) -> tuple[Official, ...]:
        """All records under a name in any case, Russian, English or Ukrainian, whatever their term."""
        return self._named.get(fold(form), ())

    def in_office(self, form: str, on: date, *, region: str | None = None) -> Official | None:
        """The one person of that name in office on that day; None where there is none or several.

        `region` (the text's or the channel's own) decides between namesakes and is otherwise no condition.
        """
        serving = [person for person in self.named(form) if person.held_office_on(on)]
        if region is not None and len(serving) > 1:
            serving = [person for person in serving if person.region == region] or serving
        return serving[0] if len({(person.name, person.given) for person in serving}) == 1 else None

    def head(
        self, region: str, on: date, *, role: Role = Role.GOVERNOR, place: str | None = None
    ) -> Official | None:
        """Who holds that office of the region (or of the city in it) on that day.

        None where we do not know, and where two sides each have a head there.
        """
        found = [
            person
            for person in self.people
            if (person.region, person.role, person.place) == (region, role, place)
            and person.held_office_on(on)
        ]
        return found[0] if len(found) == 1 else None


def fold(form: str) -> str:
    """The form as the index has it: lower case, ё as е, no stress marks, single blanks."""
    return " ".join(form.replace("\u0301", "").lower().replace("ё", "е").replace("’", "'").split())


def folded_forms(person: Official) -> tuple[str, ...]:
    """Every form that finds the person."""
    return tuple(fold(form) for form in (*person.forms, *person.names_en, *person.names_uk))
