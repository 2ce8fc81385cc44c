"""Whose attack it is, where no weapon says that it belongs to this war."""

from __future__ import annotations

from bot.core.extract.marks import Doc, Mark, Sentence


def claimed(s: Sentence, mark: Mark) -> bool:
    """'General Staff said its forces hit a depot': who reports it struck it."""
    things = [m for m in s.of("object") if m.value in {"military", "fuel", "industrial", "energy"}]
    beside = any(0 <= m.i - mark.j <= 1 for m in things)
    if mark.value == "verb" and mark.number == "s" and not mark.tool and beside:
        return True
    return s.has("role", "ua") and any(0 <= m.i - mark.j <= 4 for m in things)


def enemy_beside(s: Sentence, mark: Mark) -> bool:
    """'ВСУ атаковали', 'удар противника', 'Ukrainian strike': whose attack it is."""
    return any(
        0 <= mark.i - m.j <= 5 or (mark.value == "noun" and 0 <= m.i - mark.j <= 2) for m in s.of("enemy")
    )


def on_a_place(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'удар по Белгороду', 'при атаке на Саратов', with people hurt or things damaged in the sentence."""
    here = [loc for loc in s.locs if loc.role == "" and 0 <= loc.i - mark.j <= 3]
    if doc.says(mark.i, "attack.passive") and here and not doc.between(mark.j, here[0].i):
        return True
    if doc.says(mark.i, "attack.arrival") and s.has("heard"):
        return True
    if not s.groups & {"dead", "hurt", "harm", "fire", "boom", "debris"}:
        return False
    if doc.says(mark.i, "attack.attacked") or (
        doc.says(mark.i, "attack.underwent") and any(abs(m.i - mark.i) <= 2 for m in s.of("attack", "noun"))
    ):
        return any(loc.role == "" for loc in s.locs)
    if mark.value != "noun":
        return False
    aimed = doc.says_in(mark.j, mark.j + 1, "attack.on")
    return aimed and any(loc.role == "" and 0 < loc.i - mark.j <= 3 for loc in s.locs)
