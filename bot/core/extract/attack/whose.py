"""Whose attack it is, where no weapon says that it belongs to this war."""

from __future__ import annotations

from bot.core.extract.words.marks import Doc, Mark, Sentence

_OFFICES = frozenset(["governor", "hq", "mod", "mayor", "head"])


def claimed(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'General Staff said its forces hit a depot': who reports it struck it; 'глава сообщил об ударе по заводу' tells of it."""
    things = [m for m in s.of("object") if m.value in {"military", "fuel", "industrial", "energy"}]
    beside = any(0 <= m.i - mark.j <= 1 for m in things)
    if mark.value == "verb" and mark.number == "s" and not mark.tool and beside:
        return True
    close = any(0 <= m.i - mark.j <= 4 for m in things)
    if s.has("role", "ua"):
        return close
    told = not _OFFICES.isdisjoint(m.value for m in s.of("role"))
    return close and told and not doc.latin and doc.says_in(mark.j, mark.j + 1, "attack.on")


def enemy_beside(s: Sentence, mark: Mark) -> bool:
    """'ВСУ атаковали', 'удар противника', 'Ukrainian strike': whose attack it is."""
    if any(loc.role == "power" and 0 <= loc.i - mark.j <= 1 for loc in s.locs):
        return True  # 'удар Киева по Х'
    return any(
        0 <= mark.i - m.j <= 5 or (mark.value == "noun" and 0 <= m.i - mark.j <= 2) for m in s.of("enemy")
    )


def _dealt(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'удар нанесён по расположению противника'."""
    beside = [m for m in s.of("attack", "noun") if abs(m.i - mark.i) == 1]
    return bool(beside) and doc.says(mark.i, "attack.dealt") and doc.says_in(mark.j, mark.j + 2, "attack.on")


_HARMED = frozenset(["dead", "hurt", "harm", "fire", "boom", "debris"])
_OF_WAR = frozenset(["fuel", "military"])
_HOMES = frozenset(["house", "apartment"])
_STRUCK = frozenset(["fuel", "energy", "military", "industrial"])
_BRIEF = 80  # words: a post on one event, whose headline and body tell of the same


def on_a_place(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'удар по Белгороду', 'атакован нефтезавод': with people hurt or things damaged in the text, or in the passive."""
    here = [loc for loc in s.locs if loc.role == "" and 0 <= loc.i - mark.j <= 3]
    things = [m for m in s.of("object") if 0 <= m.i - mark.j <= 3]
    if doc.says(mark.i, "attack.attacked") and ((here and not doc.between(mark.j, here[0].i)) or things):
        return True
    if doc.says(mark.i, "attack.arrival") and (
        s.has("heard") or any(m.value in _HOMES | _STRUCK for m in things)
    ):
        return True
    aimed = mark.value == "noun" and doc.says_in(mark.j, mark.j + 1, "attack.on")
    if aimed and not doc.latin and s.regions and any(m.value in _OF_WAR for m in things):
        return True  # 'удар по НПЗ в Х'
    if aimed and things and s.has("targeted"):
        return True
    if s.has("enemy") and _dealt(doc, s, mark):
        return True
    if not (doc.groups if len(doc.folded) <= _BRIEF else s.groups) & _HARMED:
        return False
    if doc.says(mark.i, "attack.attacked") or (
        doc.says(mark.i, "attack.underwent") and any(abs(m.i - mark.i) <= 2 for m in s.of("attack", "noun"))
    ):
        return any(loc.role == "" for loc in s.locs)
    return aimed and any(loc.i > mark.j for loc in here)
