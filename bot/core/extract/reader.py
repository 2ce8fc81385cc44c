"""The whole pass: glance, marks, places, scope, rules, and the claims in one list without repetition."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from bot.core.claims import Affected, Airport, Claim, Downed, Located, Speaker, Window
from bot.core.extract.airports import airports
from bot.core.extract.alarm.alarms import threats
from bot.core.extract.attack.attacks import TELLING, attacks
from bot.core.extract.attack.events import debris, explosions, fires
from bot.core.extract.downing.downed import downed
from bot.core.extract.english.captions import put_aside
from bot.core.extract.english.strikes import strikes
from bot.core.extract.harm.damage import damages
from bot.core.extract.harm.patients import patients
from bot.core.extract.harm.people import casualties
from bot.core.extract.news.scope import narrow
from bot.core.extract.news.settle import tidy
from bot.core.extract.places.where import settle
from bot.core.extract.scan import Scanner
from bot.core.extract.speech.voices import Voices
from bot.core.extract.times import WINDOWED, windows
from bot.core.extract.words.lexicon import Vocabulary
from bot.core.extract.words.marks import Doc
from bot.core.gazetteer import Gazetteer
from bot.core.officials import Officials
from bot.core.text import Tails, clean, cut, pieces


def _attacks(doc: Doc) -> Iterable[Claim]:
    return strikes(doc) if doc.latin else attacks(doc)


RULES: tuple[tuple[Callable[[Doc], Iterable[Claim]], frozenset[str]], ...] = (
    # each with the groups of which a text has one, or the rule finds nothing
    (airports, frozenset(["airport", "carpet"])),
    (downed, frozenset(["down", "repel"])),
    (_attacks, TELLING),
    (debris, frozenset(["debris"])),
    (explosions, frozenset(["boom"])),
    (fires, frozenset(["fire"])),
    (casualties, frozenset(["dead", "hurt", "safe", "deadly", "aid"])),
    (patients, frozenset(["hurt", "found", "head"])),
    (damages, frozenset(["harm", "fire"])),
    (threats, frozenset(["alarm", "weapon"])),
    (windows, WINDOWED),
)
LONGEST = 12_000  # characters; an incident post is far shorter, and what follows is not read


class Reader:
    """Reads texts. Compiled once from places, words and people; then pure: the same text gives the same claims."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary, officials: Officials) -> None:
        self._tails = Tails(vocabulary.tails)
        self._scanner = Scanner(vocabulary, gazetteer, officials)
        self._voices = Voices(self._scanner.people)

    def read(
        self,
        text: str,
        *,
        published_at: datetime,
        language: str | None = None,  # noqa: ARG002 (each word tells its own language)
        home: str | None = None,
    ) -> list[Claim]:
        """The claims of a text; an empty list means that it reports no current incident.

        `published_at` without a zone is taken as UTC. `home` is the region that the channel means when a text names none.
        """
        doc = self._doc(text, published_at, home)
        return [] if doc is None else tidy(doc, self._rules(doc))

    def _doc(self, text: str, published_at: datetime, home: str | None) -> Doc | None:
        """The text with its marks and places; None where no word of it belongs to the field: most posts end here."""
        text = clean(text[:LONGEST], self._tails)
        parts = pieces(text)
        if not self._scanner.touches(parts[1::2]):
            return None
        if published_at.tzinfo is None:
            published_at = published_at.replace(tzinfo=UTC)
        doc = self._scanner.scan(cut(text, parts), published_at, home)
        if doc.latin:
            put_aside(doc)
        settle(doc)
        narrow(doc)
        return doc

    def _rules(self, doc: Doc) -> list[Claim]:
        found: list[Claim] = []
        for rule, groups in RULES:
            if not groups.isdisjoint(doc.groups):
                found += _each(rule(doc))
        found += self._voices.read(doc)
        return found


def _each(claims: Iterable[Claim]) -> list[Claim]:
    return list(claims)


__all__ = ["Affected", "Airport", "Downed", "Located", "Reader", "Speaker", "Window"]
