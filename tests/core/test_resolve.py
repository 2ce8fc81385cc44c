"""An incident is the set of its reports: order never shows, repeats do nothing, and only what matters rings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.model import Certainty, MsgType, Severity
from bot.core.picture import picture_of
from bot.core.render import incident_text, note_text
from bot.core.resolve import resolve, withdraw
from tests.core.told import (
    AGENCY,
    CHANNEL,
    GOVERNOR,
    MINISTRY,
    OTHER_CHANNEL,
    PAPER,
    Post,
    at,
    damage,
    downed,
    gazetteer,
    hurt,
    policy,
    post,
    said_of,
    speaker,
    threat,
    wording,
    world,
)

LATER = datetime(2024, 11, 25, tzinfo=UTC)


def night() -> list[Post]:
    """A night over Kaluga as eight posts of six sources."""
    return [
        post(
            CHANNEL,
            "22 02:10",
            "Слышны взрывы, пишут жители.",
            ("взрывы", said_of("explosions")),
            ("жители", speaker("witness")),
        ),
        post(GOVERNOR, "22 02:40", "Объявлена опасность БПЛА.", ("опасность БПЛА", threat("raised"))),
        post(
            GOVERNOR,
            "22 05:30",
            "Сбиты три беспилотника. Пострадавших нет.",
            ("три беспилотника", downed(3)),
            ("Пострадавших нет", said_of("no_casualties")),
        ),
        post(
            AGENCY,
            "22 05:45",
            "Шапша: сбиты три беспилотника.",
            ("три", downed(3)),
            ("Шапша", speaker("governor", "Шапша")),
        ),
        post(
            GOVERNOR,
            "22 07:10",
            "За ночь сбито 18 беспилотников, повреждены три машины.",
            ("18 беспилотников", downed(18)),
            ("три машины", damage("vehicle", 3)),
        ),
        post(
            MINISTRY,
            "22 07:40",
            "За ночь сбит 221 БПЛА, из них 9 над Калужской областью.",
            ("221 БПЛА", downed(221, "RU")),
            ("9 над Калужской", downed(9)),
        ),
        post(
            PAPER,
            "22 09:14",
            "Губернатор Шапша: пострадали двое, ночью сбито 18 беспилотников.",
            ("пострадали двое", hurt(2)),
            ("18 беспилотников", downed(18)),
            ("Шапша", speaker("governor", "Шапша")),
        ),
        post(OTHER_CHANNEL, "22 09:50", "Ночью сбито 17 беспилотников.", ("17 беспилотников", downed(17))),
    ]


def finals(posts: list[Post]) -> dict[str, tuple[object, str]]:
    """Each incident's picture and text at the end."""
    made = world(*posts)
    return {
        str(key): (
            picture_of(incident.reports, policy()),
            incident_text(replace(incident, number=1), "ru", policy(), wording(), gazetteer(), LATER),
        )
        for key, incident in made.incidents.items()
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(night()))
def test_any_order_of_arrival_gives_the_same_incidents_and_texts(posts: list[Post]) -> None:
    assert finals(posts) == finals(night())


@settings(max_examples=30, deadline=None)
@given(st.permutations(night()))
def test_reading_again_changes_nothing(posts: list[Post]) -> None:
    made = world(*night())
    assert all(change.msg_type is MsgType.NONE for change in made.take(*posts))
    assert all(change.after is change.before and not change.rings for change in made.take(*posts))


def test_the_first_report_is_an_alert_that_rings() -> None:
    change = world(night()[0]).changes[0]
    assert (change.msg_type, change.rings, change.before) == (MsgType.ALERT, True, None)
    assert change.after.severity is Severity.MODERATE
    assert change.after.certainty is Certainty.POSSIBLE


def test_people_hurt_ring_and_the_note_knows_who_said_it() -> None:
    made = world(*night()[:6])
    [change] = made.take(night()[6])
    assert change.rings
    told = {difference.what: difference for difference in change.differences}
    assert (told["injured"].before, told["injured"].after) == (None, "2")
    assert told["injured"].speaker == "Шапша"


def test_a_growing_count_and_an_echo_do_not_ring() -> None:
    made = world(*night()[:3])
    echo, grown = made.take(night()[3], post(GOVERNOR, "22 06:30", "Сбито уже пять.", ("пять", downed(5))))
    assert (echo.msg_type, echo.rings) == (MsgType.UPDATE, False)
    assert not grown.rings
    assert [d.after for d in grown.differences if d.what == "downed"] == ["5"]


def test_an_official_figure_that_goes_down_is_a_correction_and_rings() -> None:
    made = world(post(GOVERNOR, "22 07:10", "За ночь сбито 18.", ("18", downed(18))))
    [change] = made.take(post(GOVERNOR, "22 08:30", "Уточнили: за ночь сбито 15.", ("15", downed(15))))
    assert change.rings
    assert [(d.before, d.after) for d in change.differences if d.what == "downed"] == [("18", "15")]


def test_an_edited_post_replaces_its_own_claims() -> None:
    first = post(GOVERNOR, "22 07:10", "Пострадали двое.", ("двое", hurt(2)))
    made = world(first)
    [change] = made.take(first.edited("Пострадали трое.", ("трое", hurt(3)), after=timedelta(minutes=20)))
    assert (change.msg_type, change.rings) == (MsgType.UPDATE, True)
    assert len(change.after.reports) == 1
    assert made.take(first)[0].msg_type is MsgType.NONE
    assert picture_of(made.only().reports, policy()).injured.count == 3  # type: ignore[union-attr]


def test_editing_in_any_order_ends_the_same() -> None:
    first = post(GOVERNOR, "22 07:10", "Пострадали двое.", ("двое", hurt(2)))
    second = first.edited("Пострадали трое.", ("трое", hurt(3)), after=timedelta(minutes=20))
    assert world(first, second).only().reports == world(second, first).only().reports


def test_a_withdrawn_post_leaves_a_trace_and_says_nothing_more() -> None:
    made = world(night()[2], night()[7])
    governor = GOVERNOR.id
    change = withdraw(made.only(), governor, night()[2].entry.entry.id, policy(), at("22 10:00"))
    assert change.msg_type is MsgType.UPDATE
    assert [report.withdrawn for report in change.after.reports] == [True, False]
    assert picture_of(change.after.reports, policy()).nobody_hurt is None
    again = withdraw(change.after, governor, night()[2].entry.entry.id, policy(), at("22 10:00"))
    assert again.msg_type is MsgType.NONE


def test_the_last_report_withdrawn_cancels() -> None:
    made = world(night()[0])
    change = withdraw(made.only(), CHANNEL.id, night()[0].entry.entry.id, policy(), at("22 03:00"))
    assert (change.msg_type, change.rings) == (MsgType.CANCEL, True)
    assert change.after.severity is Severity.UNKNOWN


def test_a_withdrawn_post_that_comes_back_speaks_again() -> None:
    given = night()[2]
    made = world(given)
    made.apply(withdraw(made.only(), GOVERNOR.id, given.entry.entry.id, policy(), at("22 06:00")))
    back = given.edited("Сбиты три беспилотника.", ("три", downed(3)), after=timedelta(hours=2))
    [change] = made.take(back)
    assert change.msg_type is MsgType.ALERT
    assert not change.after.reports[0].withdrawn


def test_silent_and_old_reports_change_the_incident_without_a_sound() -> None:
    silent = world(replace_silent(night()[0])).changes[0]
    assert (silent.msg_type, silent.rings, silent.after.announced) == (MsgType.ALERT, False, False)
    [(key, report)] = night()[0].filed()
    old = resolve(key, report, None, policy(), at("22 02:10") + policy().old_after + timedelta(minutes=1))
    assert (old.msg_type, old.rings, old.after.announced) == (MsgType.ALERT, False, False)


def replace_silent(given: Post) -> Post:
    return replace(given, entry=replace(given.entry, silent=True))


def test_an_incident_that_nobody_was_told_of_rings_with_its_first_loud_report() -> None:
    made = world(replace_silent(night()[0]))
    [change] = made.take(night()[2])
    assert change.rings
    assert change.after.announced
    assert change.after.rings == 0


def test_an_official_who_confirms_rings() -> None:
    made = world(night()[0])
    [change] = made.take(post(GOVERNOR, "22 03:00", "Были взрывы.", ("взрывы", said_of("explosions"))))
    assert change.rings
    assert change.after.certainty is Certainty.OBSERVED


@pytest.mark.parametrize(("what", "most"), [("damage", 2), ("killed", 9)])
def test_lesser_causes_ring_a_few_times_and_deaths_always(what: str, most: int) -> None:
    made = world(night()[2])
    things = ["house", "vehicle", "fuel", "public", "farm", "transport", "energy", "other", "industrial"]
    posts = [
        post(GOVERNOR, f"22 06:{number:02}", f"Сообщение {number}.", ("Сообщение", keys))
        for number, keys in enumerate(
            [damage(thing, 1) for thing in things]
            if what == "damage"
            else [hurt(number, kind="killed") for number in range(1, 10)],
            1,
        )
    ]
    assert sum(change.rings for change in made.take(*posts)) == most
    assert made.only().rings == most


def test_nothing_flips_back_when_others_repeat_an_outdated_number() -> None:
    made = world(
        post(GOVERNOR, "22 07:00", "Пострадали двое.", ("двое", hurt(2))),
        post(GOVERNOR, "22 09:00", "Пострадали трое.", ("трое", hurt(3))),
    )
    late = [
        post(
            PAPER,
            "22 09:10",
            "Шапша: пострадали двое.",
            ("двое", hurt(2)),
            ("Шапша", speaker("governor", "Шапша")),
        ),
        post(OTHER_CHANNEL, "22 09:20", "Пострадали двое.", ("двое", hurt(2))),
    ]
    for change in made.take(*late):
        assert not change.rings
        assert not [d for d in change.differences if d.what == "injured"]


def at_place(when: str, place: str, count: int, words: str = "Пострадали") -> Post:
    text = f"{words} {count} в {place}."
    return post(GOVERNOR, when, text, (str(count), hurt(count)), (place, said_of("place", place=place)))


def test_people_hurt_at_another_place_are_no_correction_and_ring_as_their_own() -> None:
    made = world(at_place("22 02:00", "Обнинск", 3))
    [change] = made.take(at_place("22 04:00", "Козельск", 1))
    assert change.rings
    assert [(d.what, d.before, d.after) for d in change.differences] == [("injured:Козельск", None, "1")]
    text = incident_text(made.only(), "ru", policy(), wording(), gazetteer(), LATER)
    assert "Пострадали 3 человека" in text
    assert "1 (Козельск) — Владислав Шапша, 04:00" in text
    note = note_text(change, "en", policy(), wording(), gazetteer())
    assert "1 person hurt (Kozelsk; Vladislav Shapsha, 04:00)" in note


def test_a_lower_number_at_the_same_place_or_said_to_correct_replaces_the_higher() -> None:
    for second in (
        at_place("22 04:00", "Обнинск", 1),
        at_place("22 04:00", "Козельск", 1, "Уточнили: пострадали"),
    ):
        made = world(at_place("22 02:00", "Обнинск", 3), second)
        figure = picture_of(made.only().reports, policy()).injured
        assert figure is not None
        assert figure.count == 1


def test_an_unconfirmed_cause_is_marked_in_its_note_and_a_vaguer_number_does_not_ring() -> None:
    made = world(night()[0])
    [change] = made.take(post(CHANNEL, "22 03:00", "Ранены 2.", ("2", hurt(2))))
    note = note_text(change, "ru", policy(), wording(), gazetteer())
    assert "Пострадали 2 человека (Город слышит, 03:00, не подтверждено)" in note
    vaguer = {**hurt(2), "qualifier": ">="}
    [change] = made.take(post(CHANNEL, "22 03:30", "Ранены не менее 2.", ("2", vaguer)))
    assert not change.rings


def test_an_alarm_raised_and_cleared_is_told_to_those_who_follow_it() -> None:
    made = world(night()[1])
    assert picture_of(made.only().reports, policy()).alarm_only
    [change] = made.take(post(GOVERNOR, "22 06:20", "Отбой опасности.", ("Отбой", threat("cleared"))))
    assert change.rings
    assert [d.after for d in change.differences if d.what == "threat"] == ["cleared"]


def test_alarms_ring_on_a_budget_of_their_own_and_leave_that_of_events_alone() -> None:
    made = world(
        post(
            GOVERNOR,
            "22 02:00",
            "Опасность БПЛА. Взрывы.",
            *threats("raised"),
            ("Взрывы", said_of("explosions")),
        )
    )
    alarms = [
        post(GOVERNOR, f"22 02:{minute}", "Опасность БПЛА.", *threats("cleared" if minute % 20 else "raised"))
        for minute in range(10, 60, 10)
    ]
    changes = made.take(*alarms)
    assert [change.rings for change in changes] == [True, True, False, False, False]
    assert all(change.for_alarms for change in changes if change.rings)
    assert (made.only().rings, made.only().alarm_rings) == (0, 2)
    hurt_and_damaged = [
        post(GOVERNOR, "22 03:10", "Повреждён дом.", ("дом", damage("house", 1))),
        post(GOVERNOR, "22 03:20", "Повреждён мост.", ("мост", damage("transport", 1))),
        post(GOVERNOR, "22 03:30", "Пострадали двое.", ("двое", hurt(2))),
        post(GOVERNOR, "22 03:40", "Погиб 1.", ("1", hurt(1, kind="killed"))),
    ]
    assert all(change.rings and not change.for_alarms for change in made.take(*hurt_and_damaged))


def threats(state: str) -> list[tuple[str, dict[str, object]]]:
    return [("Опасность", threat(state))]
