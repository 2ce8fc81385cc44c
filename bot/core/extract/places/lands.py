"""Regions that rules ask about by name: the two countries, what one of them holds of the other, cities with an oblast around them."""

from __future__ import annotations

COUNTRIES = frozenset(["RU", "UA"])
OTHER = {"RU": "UA", "UA": "RU"}  # the side that strikes a country
CAPITALS = frozenset(["RU-MOW", "UA-30"])
AROUND = {"RU-MOW": "RU-MOS", "RU-SPE": "RU-LEN", "UA-30": "UA-32"}  # the oblast that lies around a city
ANNEXED = frozenset(["UA-43", "UA-40"])
HELD = ANNEXED | {
    "UA-14",
    "UA-09",
    "UA-23",
    "UA-65",
}  # by Russia, wholly or in part: its ministry counts them among its own
NEXT_DOOR = frozenset(
    ["PL", "RO", "MD", "LT", "LV", "EE", "FI", "BY"]
)  # countries where drones of this war come down
