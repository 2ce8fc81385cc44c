"""What was shot down: totals, parts, lists, 'по два — над ..., ещё по одному', one claim for each number as stated.

A number belongs to the list of places that no sign parts from it: '24 над Брянской' and 'в Брянской — 15' alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core.claims import Downed, Weapon
from bot.core.extract.downing.counts import Counts
from bot.core.extract.downing.tally import AIR
from bot.core.extract.downing.verbs import downing_words, goes_on
from bot.core.extract.english.counts import EnglishCounts
from bot.core.extract.english.crashes import with_its_crash
from bot.core.extract.words.marks import Doc


def downed(doc: Doc) -> Iterable[Downed]:
    """All downed claims of a text."""
    return with_its_crash(doc, list(_told(doc))) if doc.latin else _told(doc)


def _told(doc: Doc) -> Iterator[Downed]:
    open_weapon: Weapon | None = None
    running = False
    for sentence in doc.sentences:
        if not sentence.live:
            continue
        downs = downing_words(doc, sentence)
        weapons = [m for m in sentence.of("weapon") if m.value in AIR]
        if weapons and open_weapon is None and weapons[0].value != "air":
            open_weapon = Weapon(weapons[0].value)
        tally = running and goes_on(doc, sentence)
        if not downs and not tally:
            running = False
            continue
        if not weapons and open_weapon is None and not running:
            continue
        reader = (EnglishCounts if doc.latin else Counts)(doc, sentence, downs, weapons, open_weapon)
        yield from reader.read()
        open_weapon = reader.weapon or open_weapon
        running = True
