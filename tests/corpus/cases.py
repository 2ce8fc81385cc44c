"""The corpus: texts of our own making with the claims they give, one TOML file a subject.

    date = 2025-03-14T06:10:00Z          # of the file; a case may have its own
    home = "RU-BRY"                      # likewise, and so lang = "en"

    [[case]]
    name = "A governor counts drones and closes with no damage"
    text = "..."
    claims = \"\"\"
    downed RU-BRY 24 uav
    no_damage RU-BRY
    speaker governor Богомаз
    \"\"\"

A line is a claim: the kind, then the keys that its kind is compared on. `?` is a key that the text leaves open, `some` a
count without a number; `>=3`, `<=3` and `~3` are qualified counts. `@Боровский` at the end of a line says where: it is the
place of a `downed`, and for every kind it also says `place`. Lines for regions are left out: each region of
another line (but not `RU` or `UA`) gives one. `14T20:00` is a clock time in the month of the case. No claims: none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.core import claims as kinds
from bot.core.claims import Claim

FOLDER = Path(__file__).parent
_REGION = r"(?:\?|[A-Z]{2}(?:-[A-Z0-9]{1,3})?|SEA-[A-Z]+)"
_COUNT = r"(?:some|(?:>=|<=|~)?\d+)"
_WEAPON = r"(?:\?|uav|missile|bomb|shelling|usv|mixed)"
_OBJECT = "|".join(kinds.DamagedObject)
_CLOCK = r"(?:-|\d{4}-\d\d-\d\dT\d\d:\d\d)"
_SHAPES = {
    "region": rf"{_REGION}",
    "place": rf"{_REGION} .+",
    "downed": rf"{_REGION} {_COUNT} {_WEAPON}(?: @.+)?",
    "attack": rf"{_REGION} {_WEAPON}",
    "debris": _REGION,
    "explosions": _REGION,
    "fire": rf"{_REGION} (?:burning|out|none)",
    "killed": rf"{_REGION} {_COUNT}",
    "injured": rf"{_REGION} {_COUNT}",
    "no_casualties": _REGION,
    "damage": rf"{_REGION} (?:{_OBJECT}) (?:some|\d+)",
    "no_damage": _REGION,
    "threat": rf"{_REGION} {_WEAPON} (?:raised|cleared)",
    "airport": r".+ (?:closed|open)",
    "window": rf"{_CLOCK} {_CLOCK}",
    "speaker": rf"(?:{'|'.join(kinds.Role)})(?: .+)?",
}


_KEYS = {
    "region": ("region",),
    "place": ("region", "place"),
    "downed": ("region", "count", "weapon", "place"),
    "attack": ("region", "weapon"),
    "debris": ("region",),
    "explosions": ("region",),
    "fire": ("region", "state"),
    "killed": ("region", "count"),
    "injured": ("region", "count"),
    "no_casualties": ("region",),
    "damage": ("region", "object", "count"),
    "no_damage": ("region",),
    "threat": ("region", "weapon", "state"),
    "airport": ("name", "state"),
    "window": ("start", "end"),
    "speaker": ("role", "name"),
}
_OPEN = {"count": "some", "place": "", "start": "-", "end": "-"}  # what an open key is written as; else ?


@dataclass(frozen=True)
class Case:
    """One text and the lines that its claims must make, neither more nor fewer."""

    file: str
    name: str
    text: str
    date: datetime
    lang: str | None
    home: str | None
    lines: frozenset[str]

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def load(folder: Path = FOLDER) -> tuple[Case, ...]:
    """All cases of the folder's TOML files; ValueError where a line has no such shape."""
    return tuple(case for path in sorted(folder.glob("*.toml")) for case in _of_file(path))


def _of_file(path: Path) -> Iterator[Case]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for row in data["case"]:
        date = row.get("date", data["date"])
        wanted = [line.strip() for line in row.get("claims", "").splitlines() if line.strip()]
        yield Case(
            file=path.stem,
            name=row["name"],
            text=row["text"],
            date=date,
            lang=row.get("lang", data.get("lang")),
            home=row.get("home", data.get("home")),
            lines=frozenset(_closed(wanted, date)),
        )


def _closed(wanted: Iterable[str], date: datetime) -> Iterator[str]:
    """The lines as written, each with the region and the place that follow from it."""
    for line in wanted:
        kind, _, rest = line.partition(" ")
        rest, _, place = rest.partition(" @")
        region = rest.split(" ", 1)[0]
        if kind == "window":
            rest = re.sub(r"(?<!\S)(\d\d)T", rf"{date:%Y-%m}-\1T", rest)
        if kind not in {"airport", "window", "speaker"} and region not in {"?", "RU", "UA"}:
            yield f"region {region}"
        if place:
            yield _checked(f"place {region} {place}")
        yield _checked(f"{kind} {rest} @{place}" if place and kind == "downed" else f"{kind} {rest}".strip())


def _checked(line: str) -> str:
    kind, _, rest = line.partition(" ")
    if kind not in _SHAPES or not re.fullmatch(_SHAPES[kind], rest):
        raise ValueError(f"no such claim: {line!r}")
    return plain(line)


def plain(line: str) -> str:
    """Small letters and е for ё, save in the shapes of regions and times."""
    return " ".join(
        word if re.match(r"[A-Z\d]", word) else word.lower().replace("ё", "е") for word in line.split()
    )


def line_of(claim: Claim) -> str:
    """The line of the corpus for a claim, on the keys that claims are compared on."""
    words = (claim.kind, *(_word(claim, key) for key in _KEYS[claim.kind]))
    return plain(" ".join(words))


def _word(claim: Claim, key: str) -> str:
    value = getattr(claim, key)
    if key == "count" and value is not None:
        qualifier = getattr(claim, "qualifier", None)
        return f"{'' if qualifier in {None, kinds.Qualifier.EXACT} else qualifier}{value}"
    if value is None:
        return "" if claim.kind == "speaker" else _OPEN.get(key, "?")
    return f"@{value}" if key == "place" and claim.kind == "downed" else str(value)
