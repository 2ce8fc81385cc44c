"""Scenes for golden messages: small nights of our own writing, each ending in texts that a subscriber would read.

`python -m tests.core.scenes` writes the texts to tests/golden; read them by eye before you keep them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.claims import Role
from bot.core.model import Change, Incident, Source, SourceState, Tier
from bot.core.render import (
    incident_text,
    note_text,
    region_answer,
    rollup_text,
    sources_pages,
    why_pages,
)
from bot.core.resolve import withdraw
from tests.core.told import (
    AGENCY,
    CHANNEL,
    GOVERNOR,
    MINISTRY,
    OTHER_CHANNEL,
    PAPER,
    World,
    at,
    damage,
    downed,
    gazetteer,
    hurt,
    policy,
    post,
    said_of,
    source,
    speaker,
    threat,
    wording,
    world,
)

GOLDEN = Path(__file__).parents[1] / "golden"
LANGUAGES = ("ru", "en")
NOW = at("22 12:00")
BRYANSK = source("Александр Богомаз", Tier.OFFICIAL, region="RU-BRY")
SAMARA = source("Правительство Самарской области", Tier.OFFICIAL, region="RU-SAM", office=Role.HQ)
ODESA = source("Одесская ОВА", Tier.OFFICIAL, region="UA-51")
ENGLISH_PAPER = source("The Morning Post", Tier.PAPER)


def kaluga_night() -> World:
    """A governor's morning post, the ministry's tally, an agency that quotes, a channel before them all."""
    districts = ("Кировский", "Спас-Деменский", "Тарусский", "Боровский", "Жуковский", "Обнинск", "Козельск")
    morning = (
        "За ночь сбито 18 беспилотников. Районы: Кировский, Спас-Деменский, Тарусский, Боровский, Жуковский, "
        "города Обнинск, Козельск. У пруда на окраине Калуги обломками повреждены три машины. Пострадавших нет."
    )
    return world(
        post(
            CHANNEL,
            "22 02:10",
            "Над городом громко, пишут жители.",
            ("громко", said_of("explosions")),
            ("жители", speaker("witness")),
        ),
        post(
            GOVERNOR,
            "22 07:10",
            morning,
            ("18 беспилотников", downed(18)),
            ("Калуги", said_of("place", place="Калуга")),
            *((name, said_of("place", place=name)) for name in districts),
            ("обломками", said_of("debris")),
            ("три машины", damage("vehicle", 3)),
            ("Пострадавших нет", said_of("no_casualties")),
        ),
        post(MINISTRY, "22 07:40", "За ночь над Калужской областью сбито 9 БПЛА.", ("9 БПЛА", downed(9))),
        post(
            AGENCY,
            "22 07:52",
            "Шапша сообщил о 18 сбитых за ночь беспилотниках",
            ("18", downed(18)),
            ("Шапша", speaker("governor", "Шапша")),
        ),
    )


def residents_only() -> World:
    return world(
        post(
            CHANNEL,
            "22 01:20",
            "Жители слышали взрывы в Козельске.",
            ("взрывы", said_of("explosions")),
            ("Козельске", said_of("place", place="Козельск")),
            ("Жители", speaker("witness")),
        )
    )


def a_child_killed() -> World:
    return world(
        post(
            OTHER_CHANNEL,
            "22 02:30",
            "Дрон попал в пятиэтажку в Стародубе, есть погибший.",
            ("погибший", hurt(1, "RU-BRY", "killed")),
            ("пятиэтажку", damage("apartment", 1, "RU-BRY")),
            ("Стародубе", said_of("place", "RU-BRY", place="Стародуб")),
        ),
        post(
            BRYANSK,
            "22 04:05",
            "Погиб ребёнок. Ранены двое. Полностью разрушен жилой дом, начался пожар.",
            ("Погиб ребёнок", hurt(1, "RU-BRY", "killed")),
            ("двое", hurt(2, "RU-BRY")),
            ("жилой дом", damage("house", 1, "RU-BRY")),
            ("пожар", said_of("fire", "RU-BRY", state="burning")),
        ),
        post(BRYANSK, "22 05:40", "Пожар потушен.", ("Пожар", said_of("fire", "RU-BRY", state="out"))),
        post(
            AGENCY,
            "22 06:10",
            "Богомаз: ранены трое.",
            ("трое", hurt(3, "RU-BRY")),
            ("Богомаз", speaker("governor", "Богомаз")),
        ),
    )


def disagreement() -> World:
    return world(
        post(GOVERNOR, "22 07:10", "Пострадали двое.", ("двое", hurt(2))),
        post(AGENCY, "22 07:40", "Пострадали 5 человек.", ("5", hurt(5))),
        post(
            PAPER,
            "22 07:45",
            "Врачи приняли 4 раненых.",
            ("4", hurt(4)),
            ("Врачи", speaker("emergency")),
        ),
    )


def two_places() -> World:
    return world(
        post(
            GOVERNOR,
            "22 02:10",
            "В Обнинске пострадали трое.",
            ("трое", hurt(3)),
            ("Обнинске", said_of("place", place="Обнинск")),
        ),
        post(
            GOVERNOR,
            "22 04:40",
            "В Козельске ранен водитель грузовика, один человек.",
            ("один человек", hurt(1)),
            ("Козельске", said_of("place", place="Козельск")),
        ),
    )


def fuel_fire() -> World:
    return world(
        post(
            SAMARA,
            "22 03:10",
            "В Новокуйбышевске загорелась нефтебаза, предварительно, без пострадавших.",
            ("загорелась", said_of("fire", "RU-SAM", state="burning")),
            ("нефтебаза", damage("fuel", 1, "RU-SAM")),
            ("без пострадавших", said_of("no_casualties", "RU-SAM")),
            ("Новокуйбышевске", said_of("place", "RU-SAM", place="Новокуйбышевск")),
        )
    )


def alarm_raised() -> World:
    return world(post(GOVERNOR, "22 10:40", "Объявлена опасность БПЛА.", ("опасность", threat("raised"))))


def alarm_cleared() -> World:
    made = alarm_raised()
    made.take(post(GOVERNOR, "22 11:30", "Отбой.", ("Отбой", threat("cleared"))))
    return made


def alarm_forgotten() -> World:
    return world(
        post(GOVERNOR, "22 01:05", "Ракетная опасность.", ("Ракетная", threat("raised", "missile"))),
        post(GOVERNOR, "22 01:10", "Опасность БПЛА.", ("Опасность", threat("raised"))),
    )


def airports() -> World:
    made = world(
        post(
            AGENCY,
            "22 05:00",
            "Над Раменским сбиты 2 БПЛА. Закрыты Домодедово, Жуковский.",
            ("2 БПЛА", downed(2, "RU-MOS")),
            ("Домодедово", {"kind": "airport", "name": "Домодедово", "state": "closed"}),
            ("Жуковский", {"kind": "airport", "name": "Жуковский", "state": "closed"}),
        )
    )
    made.take(
        post(
            AGENCY,
            "22 07:20",
            "Домодедово снова принимает.",
            ("Домодедово", {"kind": "airport", "name": "Домодедово", "state": "open"}),
        )
    )
    return made


def bulletin() -> World:
    text = (
        "За ночь уничтожен 221 украинский БПЛА: 85 над Брянской, 42 над Смоленской, 28 над Ленинградской, "
        "9 над Калужской областью."
    )
    return world(
        post(
            MINISTRY,
            "22 07:40",
            text,
            ("221 украинский БПЛА", downed(221, "RU")),
            ("85", downed(85, "RU-BRY")),
            ("42", downed(42, "RU-SMO")),
            ("28", downed(28, "RU-LEN")),
            ("9 над", downed(9)),
        )
    )


def windows() -> World:
    def tally(when: str, count: int, start: str, end: str) -> tuple[str, str, int, str, str]:
        return when, f"С {start[-5:]} до {end[-5:]} сбиты {count} БПЛА.", count, start, end

    rows = [
        tally("22 00:10", 5, "2024-11-21T20:00", "2024-11-21T23:30"),
        tally("22 07:40", 9, "2024-11-21T23:30", "2024-11-22T07:00"),
    ]
    return world(
        *(
            post(
                MINISTRY,
                when,
                text,
                (f"{count} БПЛА", downed(count)),
                (text[:16], {"kind": "window", "start": start, "end": end}),
            )
            for when, text, count, start, end in rows
        )
    )


def black_sea() -> World:
    return world(
        post(
            MINISTRY,
            "22 04:10",
            "Над акваторией Чёрного моря сбиты 3 БПЛА, уничтожены 2 безэкипажных катера.",
            ("3 БПЛА", downed(3, "SEA-BLACK")),
            ("безэкипажных", said_of("attack", "SEA-BLACK", weapon="usv")),
        )
    )


def odesa() -> World:
    return world(
        post(
            ODESA,
            "22 09:30",
            "Вночі пошкоджено 13 будинків, гаражі та залізницю. Постраждали 7 людей.",
            ("13 будинків", damage("house", 13, "UA-51")),
            ("гаражі", damage("other", None, "UA-51")),
            ("залізницю", damage("transport", None, "UA-51")),
            ("7 людей", hurt(7, "UA-51")),
            ("пошкоджено", said_of("attack", "UA-51", weapon="uav")),
        )
    )


def roughly() -> World:
    return world(
        post(
            GOVERNOR,
            "22 06:00",
            "Сбито более 20 дронов, около 10 пострадавших, до 5 погибших, повреждены дома.",
            ("20 дронов", {**downed(20), "qualifier": ">="}),
            ("10 пострадавших", {**hurt(10), "qualifier": "~"}),
            ("5 погибших", {**hurt(5, kind="killed"), "qualifier": "<="}),
            ("дома", damage("house")),
        )
    )


def withdrawn() -> World:
    made = residents_only()
    first = made.only().reports[0]
    made.apply(withdraw(made.only(), first.source_id, first.entry_id, policy(), at("22 02:00")))
    return made


def partly_withdrawn() -> World:
    made = disagreement()
    report = next(report for report in made.only().reports if report.source_id == AGENCY.id)
    made.apply(withdraw(made.only(), report.source_id, report.entry_id, policy(), at("22 07:55")))
    return made


INCIDENTS: dict[str, Callable[[], World]] = {
    made.__name__: made
    for made in (
        kaluga_night,
        residents_only,
        a_child_killed,
        disagreement,
        two_places,
        fuel_fire,
        alarm_raised,
        alarm_cleared,
        alarm_forgotten,
        airports,
        bulletin,
        windows,
        black_sea,
        odesa,
        roughly,
        withdrawn,
        partly_withdrawn,
    )
}


def main_incident(made: World) -> Incident:
    """The incident that a scene is about: the bulletin if there is one, else the first."""
    nation = [incident for key, incident in made.incidents.items() if key.region == "RU"]
    return (nation or list(made.incidents.values()))[0]


def notes() -> Iterator[tuple[str, Change]]:
    """Changes that ring in a note."""
    for name in ("a_child_killed", "two_places", "alarm_cleared", "withdrawn"):
        changes = [change for change in INCIDENTS[name]().changes if change.rings and change.before]
        for number, change in enumerate(changes, 1):
            yield f"note_{name}_{number}", change


def states(**minutes: int | None) -> dict[str, SourceState]:
    """Source states read so many minutes before NOW; None was never read."""
    return {
        name: SourceState(
            source_id=name,
            next_poll_at=NOW,
            read_at=None if ago is None else NOW - timedelta(minutes=ago),
        )
        for name, ago in minutes.items()
    }


def answers(language: str) -> Iterator[tuple[str, str]]:
    """What /region answers in five situations."""
    watched: list[Source] = [
        replace(GOVERNOR, id="governor"),
        replace(MINISTRY, id="ministry"),
        replace(AGENCY, id="agency"),
    ]

    def answer(incidents: list[Incident], read: dict[str, SourceState], sources: list[Source]) -> str:
        return region_answer(
            "RU-KLU",
            incidents,
            sources,
            read,
            language,
            policy(),
            wording(),
            gazetteer(),
            NOW,
        ).text

    fresh = states(governor=6, ministry=2, agency=1)
    blind = states(governor=528, ministry=2, agency=1)
    known = list(kaluga_night().incidents.values())
    old = [replace(i, last_reported_at=i.last_reported_at - timedelta(days=2)) for i in known]
    yield "answer_known", answer(known, fresh, watched)
    yield "answer_nothing", answer([], fresh, watched)
    yield "answer_nothing_since", answer(old, fresh, watched)
    yield "answer_cannot_say", answer([], blind, watched)
    yield "answer_never_read", answer([], states(governor=None, ministry=None, agency=None), watched)
    yield "answer_no_sources", answer([], {}, [])


def texts(language: str) -> Iterator[tuple[str, str]]:
    """All golden texts of a language, by name."""
    for name, make in INCIDENTS.items():
        incident = main_incident(make())
        yield name, incident_text(incident, language, policy(), wording(), gazetteer(), NOW)
    for name, change in notes():
        yield name, note_text(change, language, policy(), wording(), gazetteer())
    yield from answers(language)
    known = main_incident(kaluga_night())
    yield "sources", sources_pages(partly_withdrawn().only(), language, wording(), gazetteer())[0]
    yield "why", why_pages(known, language, policy(), wording(), gazetteer())[0]
    three = [main_incident(INCIDENTS[name]()) for name in ("a_child_killed", "kaluga_night", "bulletin")]
    numbered = [replace(incident, number=number) for number, incident in enumerate(three, 501)]
    since: datetime = at("22 02:10")
    yield (
        "rollup",
        rollup_text(numbered, since, at("22 05:40"), language, policy(), wording(), gazetteer()),
    )


def write() -> None:
    """Writes every text to its file."""
    for language in LANGUAGES:
        for name, text in texts(language):
            (GOLDEN / f"{name}.{language}.txt").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write()
