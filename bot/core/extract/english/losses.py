"""English harm of another time, and weapons that were lost where they lay."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Damage, DamagedObject
from bot.core.extract.english.clauses import parted
from bot.core.extract.english.skies import lies_in
from bot.core.extract.english.undergone import is_noun
from bot.core.extract.near import region_at, span_of
from bot.core.extract.places.lands import HELD
from bot.core.extract.words.marks import Doc, Mark, Sentence


def lost(doc: Doc, s: Sentence) -> Iterator[Damage]:
    """'missiles destroyed in a strike on their train': weapons lost where they lay."""
    for mark in s.of("harm", "verb"):
        weapon = lost_weapon(doc, s, mark)
        if weapon is not None:
            yield Damage(
                region=region_at(doc, s, mark.i),
                object=DamagedObject.MILITARY,
                count=None,
                span=span_of(doc, weapon.i, weapon.j),
                rule="damage.lost",
            )
            return


def lost_weapon(doc: Doc, s: Sentence, trigger: Mark) -> Mark | None:
    """The weapon that was destroyed where it lay: 'missiles destroyed in a strike', 'a blast destroyed missiles'."""
    weapons = [w for w in s.of("weapon") if w.value in {"missile", "shelling"}]
    causes = s.of("boom", "noun") + [m for m in s.of("attack") if doc.says(m.i, "harm.on_the_ground")]
    if any(0 <= trigger.i - m.j <= 1 for m in causes):
        return next((w for w in weapons if 0 <= w.i - trigger.j <= 4), None)
    struck = any(0 < m.i - trigger.j <= 4 and doc.says(trigger.j, "harm.by") for m in causes)
    if struck and (before := next((w for w in weapons if 0 <= trigger.i - w.j <= 3), None)):
        return before
    near = (w for w in weapons if -3 <= w.i - trigger.j <= 4 and not parted(s, w.i, trigger.i))
    return next((w for w in near if _at_home(doc, s, w, max(w.j, trigger.j))), None)


def _at_home(doc: Doc, s: Sentence, weapon: Mark, at: int) -> bool:
    """'destroyed Russian missiles in Crimea': where their owner keeps them, and not in the air."""
    whose = [m.value for m in s.of("country") if 0 <= weapon.i - m.j <= 2]
    land = [
        loc.region for loc in s.locs if 0 < loc.i - at <= 2 and loc.role == "" and doc.says(at, "where.in")
    ]
    if "ruadj" in whose:
        return any(region and (region in HELD or region.startswith("RU")) for region in land)
    return "uaadj" in whose and any(region and lies_in(region, "UA") for region in land)


def of_old(doc: Doc, s: Sentence, trigger: Mark) -> bool:
    """'damaged by recent strikes', 'destroyed in previous attacks'."""
    return doc.says_in(trigger.j, trigger.j + 1, "harm.by") and any(
        0 <= m.i - trigger.j <= 3 for m in s.of("span", "back")
    )


def to_come(doc: Doc, s: Sentence, trigger: Mark) -> bool:
    """'to badly damage', 'could destroy': not done, or not yet."""
    lo = max(s.i, trigger.i - 2)
    if trigger.group == "fire" or is_noun(doc, s, trigger) or doc.says_in(lo, trigger.i, "harm.have"):
        return False
    return doc.says_in(lo, trigger.i, "harm.verbal") and not doc.says_in(lo - 1, trigger.i, "fire.managed")
