"""What a set of reports says together: headline figures, states, certainty, voices."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.claims import Injured
from bot.core.figures import Figure
from bot.core.model import Certainty, Report, Severity, Source, Tier
from bot.core.picture import Picture, picture_of
from tests.core.told import (
    AGENCY,
    CHANNEL,
    GOVERNOR,
    MINISTRY,
    OTHER_CHANNEL,
    PAPER,
    Post,
    damage,
    downed,
    hurt,
    policy,
    post,
    said_of,
    source,
    speaker,
    threat,
)


def picture(*posts: Post) -> Picture:
    """What these posts say of Kaluga, as if all were of one period."""
    reports: list[Report] = [
        report for given in posts for key, report in given.filed() if key.region == "RU-KLU"
    ]
    return picture_of(reports, policy())


def quoted(
    by: Source, when: str, text: str, number: str, keys: dict[str, object], name: str = "Шапша"
) -> Post:
    """A post in which a governor is quoted for a number."""
    return post(by, when, f"{text}, сообщил {name}.", (number, keys), (name, speaker("governor", name)))


def counts(figure: Figure | None) -> tuple[int | None, list[int | None]]:
    assert figure is not None
    return figure.count, [
        claim.count for line in figure.others if (claim := line.claim) and hasattr(claim, "count")
    ]


def test_the_official_of_the_region_makes_the_headline_and_the_ministry_is_shown_beside() -> None:
    seen = picture(
        post(MINISTRY, "22 07:40", "За ночь сбиты 9 БПЛА.", ("9", downed(9))),
        post(GOVERNOR, "22 07:10", "За ночь сбито 18.", ("18", downed(18))),
        post(AGENCY, "22 07:50", "За ночь сбито 20.", ("20", downed(20))),
    )
    assert counts(seen.downed) == (18, [9, 20])


def test_figures_are_never_added_up() -> None:
    seen = picture(
        post(GOVERNOR, "22 02:00", "Сбиты 3 над Обнинском.", ("3", downed(3, place="Обнинск"))),
        post(GOVERNOR, "22 03:00", "Сбиты ещё 4.", ("4", downed(4))),
        post(GOVERNOR, "22 04:00", "Сбиты ещё 8.", ("8", downed(8))),
    )
    assert counts(seen.downed)[0] in {3, 4, 8}


def test_more_is_a_part_and_total_is_the_whole() -> None:
    seen = picture(
        post(GOVERNOR, "22 02:00", "Сбиты 4 беспилотника.", ("4", downed(4))),
        post(GOVERNOR, "22 03:00", "Всего сбито 22.", ("22", downed(22))),
        post(GOVERNOR, "22 03:30", "Сбиты ещё 7.", ("7", downed(7))),
    )
    assert counts(seen.downed) == (22, [])


def test_the_governor_on_his_own_channel_outweighs_a_paper_that_quotes_him() -> None:
    seen = picture(
        post(GOVERNOR, "22 07:10", "Пострадали 2.", ("2", hurt(2))),
        quoted(PAPER, "22 09:00", "Пострадали 5", "5", hurt(5)),
    )
    assert counts(seen.injured)[0] == 2


def test_a_paper_that_quotes_the_governor_outweighs_one_that_quotes_nobody() -> None:
    seen = picture(
        quoted(PAPER, "22 07:00", "Пострадали 2", "2", hurt(2)),
        post(AGENCY, "22 09:00", "Пострадали 5.", ("5", hurt(5))),
    )
    assert counts(seen.injured) == (2, [5])


def test_of_what_is_printed_of_one_speaker_the_latest_new_number_counts() -> None:
    seen = picture(
        quoted(AGENCY, "22 07:00", "Пострадали 2", "2", hurt(2)),
        quoted(AGENCY, "22 08:00", "Пострадали 3", "3", hurt(3)),
        quoted(PAPER, "22 08:30", "Пострадали 2", "2", hurt(2)),
    )
    assert counts(seen.injured) == (3, [])


def test_a_number_that_one_rewriting_channel_prints_of_a_speaker_does_not_stand_against_an_agency() -> None:
    lone = [
        quoted(AGENCY, "22 07:00", "Пострадали 2", "2", hurt(2)),
        quoted(CHANNEL, "22 08:00", "Пострадали 22", "22", hurt(22)),
    ]
    assert counts(picture(*lone).injured)[0] == 2
    second = quoted(OTHER_CHANNEL, "22 08:10", "Пострадали 22", "22", hurt(22))
    assert counts(picture(*lone, second).injured)[0] == 22


def test_a_plural_without_a_number_yields_to_a_number() -> None:
    seen = picture(
        post(GOVERNOR, "22 07:00", "Есть пострадавшие.", ("Есть", hurt(None))),
        post(AGENCY, "22 06:00", "Пострадали 2.", ("2", hurt(2))),
    )
    assert counts(seen.injured)[0] == 2


@pytest.mark.parametrize("later", [GOVERNOR, AGENCY, OTHER_CHANNEL])
@pytest.mark.parametrize(
    ("first", "number", "count"),
    [
        ("Сбито 18 беспилотников", "18", 18),
        ("Сбито ещё 3 беспилотника", "3", 3),
        ("Над Боровским районом сбито 4 беспилотника", "4", 4),
    ],
)
def test_a_vague_word_does_not_unsay_a_number(first: str, number: str, count: int, later: Source) -> None:
    keys = downed(count) | ({"place": "Боровский"} if "районом" in first else {})
    vague = "Ночью сбиты беспилотники"
    for early, late in ((GOVERNOR, later), (CHANNEL, later)):
        seen = picture(
            quoted(early, "22 03:00", first, number, keys),
            quoted(late, "22 07:00", vague, "сбиты", downed(None)),
        )
        assert counts(seen.downed)[0] == count


def test_a_number_of_one_place_yields_to_a_weightier_voice_on_the_whole_region() -> None:
    seen = picture(
        post(CHANNEL, "22 03:00", "Над Боровским сбит 1.", ("1", downed(1) | {"place": "Боровский"})),
        post(GOVERNOR, "22 07:00", "Ночью сбиты дроны.", ("сбиты", downed(None))),
    )
    assert counts(seen.downed)[0] is None


def test_tallies_of_following_windows_are_listed_and_not_added() -> None:
    def tally(when: str, count: int, start: str, end: str) -> Post:
        words = f"С {start} до {end} сбиты {count} БПЛА."
        return post(
            MINISTRY,
            when,
            words,
            (f"{count} БПЛА", downed(count)),
            (f"С {start} до {end}", {"kind": "window", "start": start, "end": end}),
        )

    seen = picture(
        tally("22 00:10", 5, "2024-11-21T20:00", "2024-11-21T23:30"),
        tally("22 07:40", 9, "2024-11-21T23:30", "2024-11-22T07:00"),
    )
    assert counts(seen.downed) == (9, [5])


def test_nobody_hurt_differs_from_nothing_said() -> None:
    silent = picture(post(GOVERNOR, "22 07:00", "Сбиты 3.", ("3", downed(3))))
    assert (silent.nobody_hurt, silent.injured) == (None, None)
    said = picture(post(GOVERNOR, "22 07:00", "Пострадавших нет.", ("нет", said_of("no_casualties"))))
    assert said.nobody_hurt is not None


@pytest.mark.parametrize(("hurt_by", "stands"), [(CHANNEL, True), (GOVERNOR, False)])
def test_nobody_hurt_stands_until_a_voice_of_no_less_weight_says_otherwise(
    hurt_by: Source, stands: bool
) -> None:
    seen = picture(
        post(GOVERNOR, "22 07:00", "Пострадавших нет.", ("нет", said_of("no_casualties"))),
        post(hurt_by, "22 08:00", "Пострадал один.", ("один", hurt(1))),
    )
    assert (seen.nobody_hurt is not None) is stands
    assert seen.injured is not None


def fire(by: Source, when: str, state: str) -> Post:
    return post(by, when, f"Пожар {state}.", ("Пожар", said_of("fire", state=state)))


def test_a_fire_that_is_out_stays_out_when_others_still_report_it() -> None:
    seen = picture(
        fire(CHANNEL, "22 02:00", "burning"),
        fire(GOVERNOR, "22 05:00", "out"),
        fire(PAPER, "22 06:00", "burning"),
    )
    assert seen.fire is not None
    assert seen.fire.claim.state == "out"  # type: ignore[union-attr]


def test_a_new_fire_that_the_same_official_reports_burns() -> None:
    seen = picture(fire(GOVERNOR, "22 05:00", "out"), fire(GOVERNOR, "22 06:00", "burning"))
    assert seen.fire is not None
    assert seen.fire.claim.state == "burning"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("claims", "severity"),
    [
        (threat("raised"), Severity.MINOR),
        (downed(18), Severity.MINOR),
        (said_of("attack", weapon="uav"), Severity.MINOR),
        (said_of("attack", weapon="missile"), Severity.MODERATE),
        (said_of("debris"), Severity.MODERATE),
        (damage("house", 1), Severity.MODERATE),
        (damage("fuel", 1), Severity.SEVERE),
        (hurt(1), Severity.SEVERE),
        (hurt(1, kind="killed"), Severity.EXTREME),
        (said_of("no_casualties"), Severity.UNKNOWN),
        (said_of("fire", state="none"), Severity.UNKNOWN),
    ],
)
def test_severity_is_that_of_the_gravest_thing_said(claims: dict[str, object], severity: Severity) -> None:
    assert picture(post(GOVERNOR, "22 02:00", "Сообщение.", ("Сообщение", claims))).severity is severity


@pytest.mark.parametrize(
    ("posts", "certainty"),
    [
        ([(CHANNEL, None)], Certainty.POSSIBLE),
        ([(CHANNEL, "witness")], Certainty.POSSIBLE),
        ([(CHANNEL, None), (OTHER_CHANNEL, None)], Certainty.LIKELY),
        ([(AGENCY, None)], Certainty.LIKELY),
        ([(CHANNEL, "governor")], Certainty.LIKELY),
        ([(CHANNEL, "governor"), (OTHER_CHANNEL, "governor")], Certainty.OBSERVED),
        ([(AGENCY, "governor")], Certainty.OBSERVED),
        ([(GOVERNOR, None)], Certainty.OBSERVED),
    ],
)
def test_certainty_is_that_of_who_says_it(
    posts: list[tuple[Source, str | None]], certainty: Certainty
) -> None:
    made = [
        post(
            by,
            f"22 02:{minute:02}",
            "Были взрывы, говорят.",
            ("взрывы", said_of("explosions")),
            *([("говорят", speaker(role))] if role else []),
        )
        for minute, (by, role) in enumerate(posts)
    ]
    assert picture(*made).certainty is certainty


@pytest.mark.parametrize(
    ("region", "certainty"), [("RU-KLU", Certainty.POSSIBLE), ("UA-51", Certainty.LIKELY)]
)
def test_what_one_country_says_of_the_other_is_a_claim(region: str, certainty: Certainty) -> None:
    text = "Украинский генштаб: были взрывы."
    given = post(
        CHANNEL, "22 02:00", text, ("взрывы", said_of("explosions", region)), ("генштаб", speaker("ua"))
    )
    [(_, report)] = given.filed()
    assert picture_of([report], policy()).certainty is certainty


def test_a_regional_official_speaks_only_for_regions_beside_him_in_the_text() -> None:
    text = "Шапша: в Калужской области сбиты 3. Над Тульской областью сбиты 4."
    given = post(
        CHANNEL,
        "22 02:00",
        text,
        ("Шапша", speaker("governor", "Шапша")),
        ("3", downed(3)),
        ("4", downed(4, "RU-TUL")),
    )
    voices = {
        key.region: figure.headline.voice.name
        for key, report in given.filed()
        if (figure := picture_of([report], policy()).downed)
    }
    assert voices == {"RU-KLU": "Шапша", "RU-TUL": None}


def test_voices_are_counted_once_each() -> None:
    family = source("Ночной дозор 2", Tier.CHANNEL, family=OTHER_CHANNEL.family)
    text = "На окраине деревни найдены обломки беспилотника, место оцеплено, работают сапёры и полиция"
    seen = picture(
        post(GOVERNOR, "22 02:00", "Сбиты 3 беспилотника над районом.", ("3", downed(3))),
        quoted(AGENCY, "22 02:10", "Сбиты 3 беспилотника", "3", downed(3)),
        post(OTHER_CHANNEL, "22 02:20", text, ("обломки", said_of("debris"))),
        post(family, "22 02:30", "Обломки лежат у дороги", ("Обломки", said_of("debris"))),
        post(CHANNEL, "22 02:40", text + "!", ("обломки", said_of("debris"))),
    )
    assert (seen.chorus.sources, seen.chorus.independent, seen.chorus.official) == (5, 2, 1)


def test_a_channel_that_only_repeats_odd_figures_is_no_voice() -> None:
    seen = picture(
        post(AGENCY, "22 02:00", "Над областью сбиты 18 беспилотников.", ("18", downed(18))),
        post(CHANNEL, "22 02:10", "У нас 18 целей ночью минус!", ("18", downed(18))),
    )
    assert (seen.chorus.sources, seen.chorus.independent) == (2, 1)


def test_an_alarm_is_over_when_cleared_for_all_or_for_its_weapon() -> None:
    raised = post(GOVERNOR, "22 01:00", "Опасность.", ("Опасность", threat("raised")))
    other = post(GOVERNOR, "22 02:00", "Отбой ракетной.", ("Отбой", threat("cleared", "missile")))
    over = post(GOVERNOR, "22 03:00", "Отбой.", ("Отбой", threat("cleared", None)))
    still, ended = picture(raised, other).alarm, picture(over, raised, other).alarm
    assert still is not None
    assert ended is not None
    assert (still.raised, ended.raised) == (True, False)


numbers = st.lists(
    st.tuples(st.sampled_from([GOVERNOR, MINISTRY, AGENCY, PAPER, CHANNEL]), st.integers(0, 50)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(numbers)
def test_every_figure_shown_was_said_by_somebody(said: list[tuple[Source, int]]) -> None:
    posts = [
        post(by, f"22 02:{minute:02}", f"Пострадали {count}.", (str(count), hurt(count)))
        for minute, (by, count) in enumerate(said)
    ]
    seen = picture(*posts).injured
    assert seen is not None
    for line in (seen.headline, *seen.others):
        assert isinstance(line.claim, Injured)
        assert str(line.claim.count) in line.excerpt
        assert line.claim.count in {count for _, count in said}


def test_people_at_single_places_are_parts_of_what_the_same_text_counts_in_all() -> None:
    text = "Пострадали 5 человек, сообщил Шапша.\nТроих ранило в Обнинске.\nДва человека ранены в Козельске.\nТихо в Боровске."
    one = post(
        PAPER,
        "22 07:00",
        text,
        ("5 человек", hurt(5)),
        ("Шапша", speaker("governor", "Шапша")),
        ("Троих", hurt(3)),
        ("Обнинске", said_of("place", place="Обнинск")),
        ("Два человека", hurt(2)),
        ("Козельске", said_of("place", place="Козельск")),
        ("Боровске", said_of("place", place="Боровск")),
    )
    assert counts(picture(one).injured) == (5, [])


def test_another_voice_with_the_same_number_at_another_place_is_no_other_number() -> None:
    seen = picture(
        quoted(AGENCY, "22 03:00", "Ранен 1 в Обнинске", "1", hurt(1)),
        post(
            CHANNEL,
            "22 04:00",
            "Ранен 1 в Козельске.",
            ("1", hurt(1)),
            ("Козельске", said_of("place", place="Козельск")),
        ),
    )
    assert counts(seen.injured) == (1, [])
