"""Writes the small things of every text in one language: names, times, figures, who said it. All results are HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.claims import Damage, Downed, Injured, Killed, Qualifier, Role
from bot.core.cues import fold
from bot.core.figures import Figure
from bot.core.gazetteer import Gazetteer
from bot.core.ledger import Line, Voice
from bot.core.model import IncidentKey, Period
from bot.core.periods import MOSCOW, bounds, zone_of
from bot.core.places import Place, PlaceKind
from bot.core.render.html import escape
from bot.core.render.latin import latin
from bot.core.wording import Wording

_NAME = 60  # characters of a name from a feed or a configuration
_MOSCOW_OFFSET = timedelta(hours=3)
_QUALIFIERS = {Qualifier.AT_LEAST: "at-least", Qualifier.AT_MOST: "at-most", Qualifier.ABOUT: "about"}


@dataclass(frozen=True, slots=True)
class Pen:
    """A language, and the place and time of one incident or region."""

    language: str
    wording: Wording
    gazetteer: Gazetteer
    region: str
    zone: ZoneInfo
    period: Period | None = None
    part: int = 0

    @classmethod
    def of(cls, key: IncidentKey, language: str, wording: Wording, gazetteer: Gazetteer) -> Pen:
        """The pen for an incident."""
        zone = zone_of(key.region, gazetteer)
        return cls(language, wording, gazetteer, key.region, zone, key.period, key.part)

    def say(self, key: str, **args: str | int) -> str:
        """A message. Arguments must be HTML already."""
        return self.wording.say(self.language, key, **args)

    def region_name(self, code: str | None = None, *, short: bool = False) -> str:
        """A region's name; the code itself where the gazetteer does not know it."""
        info = self.gazetteer.regions.get(code or self.region)
        if info is None:
            return escape(code or self.region)
        return escape(info.short(self.language) if short else info.name(self.language))

    def period_name(self) -> str:
        """'overnight into November 22' or 'November 22, daytime'; ', event 2' after it for what was split off."""
        if self.period is None:
            return ""
        time = "night" if self.period.night else "day"
        name = self.say("period", time=time, date=self.date(self.period.date))
        return self.say("period-part", period=name, number=self.part + 1) if self.part else name

    def date(self, day: date) -> str:
        """'22 November'."""
        return self.say("date", day=day.day, month=day.month)

    def time(self, at: datetime) -> str:
        """The clock time in the region; with the date where the incident's period does not tell it."""
        local = at.astimezone(self.zone)
        clock = local.strftime("%H:%M")
        if self.period is None:
            return clock
        start, stop = bounds(self.period, self.zone)
        if start - timedelta(hours=1) <= at < stop + timedelta(hours=11):
            return clock
        return f"{local:%d.%m} {clock}"

    def zone_label(self, at: datetime) -> str:
        """How people there call their time: МСК, МСК+1, Kyiv time, UTC+2."""
        offset = at.astimezone(self.zone).utcoffset() or timedelta()
        info = self.gazetteer.regions.get(self.region)
        if offset == at.astimezone(MOSCOW).utcoffset() and "Kyiv" not in self.zone.key:
            return self.say("zone-moscow")
        if "Kyiv" in self.zone.key or "Kiev" in self.zone.key:
            return self.say("zone-kyiv")
        if info is not None and info.country == "RU":
            return self.say("zone-moscow-off", offset=_signed(offset - _MOSCOW_OFFSET))
        return self.say("zone-utc", offset=_signed(offset))

    def who(self, voice: Voice) -> str:
        """Who vouches for it: 'governor Shapsha', 'Defence Ministry', or the publisher's name."""
        if voice.role is None:
            return self.name(voice.publisher, voice.publisher_en)
        if voice.direct and voice.name is None and voice.role is not Role.MOD:
            return self.name(voice.publisher, voice.publisher_en)
        role = "head" if voice.head else str(voice.role)
        if voice.name is not None:
            return self.say("role-named", role=role, name=self.name(voice.name))
        return self.say("role", role=role)

    def name(self, text: str, english: str = "") -> str:
        """A name from a source or a configuration, in letters that the reader reads."""
        return escape(text if self.language in {"ru", "uk"} else english or latin(text), _NAME)

    def said(self, text: str, line: Line) -> str:
        """A text with who says it, and when."""
        return self.say("said", text=text, who=self.who(line.voice), time=self.time(line.said_at))

    def clock(self, at: datetime, now: datetime) -> str:
        """A regional clock time for an answer, with the date where it is not today's."""
        local = at.astimezone(self.zone)
        same = local.date() == now.astimezone(self.zone).date()
        return f"{local:%H:%M}" if same else f"{local:%d.%m, %H:%M}"

    def moment(self, at: datetime) -> str:
        """The date and the clock time in the region."""
        return f"{at.astimezone(self.zone):%d.%m, %H:%M}"

    def amount(self, line: Line) -> str:
        """A bare number: '18', 'at least 3'; an em dash where only a plural was said."""
        claim = line.claim
        count = claim.count if isinstance(claim, Downed | Killed | Injured | Damage) else None
        if count is None:
            return "—"
        qualifier = claim.qualifier if isinstance(claim, Downed | Killed | Injured) else None
        known = _QUALIFIERS.get(qualifier, "exact") if qualifier else "exact"
        return self.say("amount", qualifier=known, count=number(count))

    def people(self, key: str, figure: Figure) -> str:
        """'3 people hurt', 'at least 3 people hurt', 'people hurt'."""
        if figure.count is None:
            return self.say(key, qualifier="none", count=0, amount="")
        qualifier = "exact" if figure.qualifier in {None, Qualifier.EXACT} else "other"
        return self.say(key, qualifier=qualifier, count=figure.count, amount=self.amount(figure.headline))

    def downed(self, figure: Figure) -> str:
        """'18 drones shot down'."""
        claim = figure.headline.claim
        weapon = str(claim.weapon) if isinstance(claim, Downed) and claim.weapon else "none"
        if figure.count is None:
            return self.say("downed", weapon=weapon, qualifier="none", count=0, amount="")
        qualifier = "exact" if figure.qualifier in {None, Qualifier.EXACT} else "other"
        amount = self.amount(figure.headline)
        return self.say("downed", weapon=weapon, qualifier=qualifier, count=figure.count, amount=amount)

    def place(self, name: str) -> str:
        """A place's name in the language, with its type where the name alone would not be understood."""
        found = find_place(name, self.region, self.gazetteer)
        if self.language == "ru" or found is None:
            shown = self.name(found.name if found else name)
        else:
            shown = escape(found.name_en, _NAME)
        if found is not None and found.kind is PlaceKind.DISTRICT:
            return self.say("place-district", name=shown)
        if found is not None and found.kind is PlaceKind.CITY_DISTRICT:
            return self.say("place-city-district", name=shown)
        return shown


def find_place(name: str, region: str, gazetteer: Gazetteer) -> Place | None:
    """The gazetteer's place of that name in a region."""
    folded = fold(name)
    for targets in (gazetteer.names.get(folded, ()), gazetteer.adjective(folded)):
        for target in targets:
            if isinstance(target, Place) and target.region == region and fold(target.name) == folded:
                return target
    return None


def number(count: int) -> str:
    """Digits without grouping, which phones might take for a number to call; thousands apart from 10,000 on."""
    return str(count) if count < 10_000 else f"{count:,}".replace(",", "\u00a0")


def _signed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    sign = "+" if minutes >= 0 else "−"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours}" + (f":{rest:02}" if rest else "")
