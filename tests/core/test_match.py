"""Which chats hear of a change, how loudly, and with which text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.core.alerts import Action, Alert, Priority, QuietHours, Subscription
from bot.core.match import match
from bot.core.model import Change, Severity
from bot.core.render import incident_text, note_text
from bot.core.resolve import withdraw
from tests.core.told import (
    AGENCY,
    CHANNEL,
    GOVERNOR,
    MINISTRY,
    OTHER_CHANNEL,
    World,
    at,
    damage,
    downed,
    gazetteer,
    hurt,
    policy,
    post,
    said_of,
    threat,
    wording,
    world,
)

KALUGA = Subscription(chat_id=1, region="RU-KLU", language="ru")


def alerts(change: Change, *wishes: Subscription, now: datetime | None = None) -> list[Alert]:
    return match(change, wishes, policy(), wording(), gazetteer(), now or change.at)


def shown(change: Change, wish: Subscription, now: datetime | None = None) -> list[tuple[Action, bool]]:
    """What a chat gets, and whether it rings."""
    return [(alert.action, not alert.silent) for alert in alerts(change, wish, now=now)]


def debris() -> World:
    return world(post(GOVERNOR, "22 02:00", "Упали обломки.", ("обломки", said_of("debris"))))


def hurt_two(made: World) -> Change:
    [change] = made.take(post(GOVERNOR, "22 03:00", "Пострадали двое.", ("двое", hurt(2))))
    return change


def test_the_first_report_rings_for_the_region_and_for_all_regions() -> None:
    [change] = debris().changes
    for region in ("RU-KLU", None):
        assert shown(change, replace(KALUGA, region=region)) == [(Action.SHOW, True)]
    assert alerts(change, replace(KALUGA, region="RU-TUL")) == []


def test_the_pushed_text_is_the_text_that_one_may_ask_for() -> None:
    [change] = debris().changes
    [alert] = alerts(change, KALUGA)
    asked = incident_text(change.after, "ru", policy(), wording(), gazetteer(), change.at)
    assert alert.text == asked
    assert (alert.incident, alert.revision) == (change.after.number, change.after.revision)


def test_what_matters_edits_the_message_and_rings_in_a_note() -> None:
    change = hurt_two(debris())
    assert shown(change, KALUGA) == [(Action.SHOW, False), (Action.NOTE, True)]
    note = alerts(change, KALUGA)[1]
    assert note.text == note_text(change, "ru", policy(), wording(), gazetteer())
    assert "Пострадали 2 человека (Владислав Шапша, 03:00)" in note.text
    assert note.priority is Priority.URGENT


def test_a_corrected_figure_is_told_from_what_to_what() -> None:
    made = debris()
    hurt_two(made)
    [change] = made.take(post(GOVERNOR, "22 04:14", "Пострадали трое.", ("трое", hurt(3))))
    note = alerts(change, replace(KALUGA, language="en"))[1]
    assert "Hurt: 2 → 3 (Vladislav Shapsha, 04:14)" in note.text


def test_other_changes_edit_silently() -> None:
    made = debris()
    [change] = made.take(post(GOVERNOR, "22 03:00", "Сбиты трое.", ("трое", downed(3))))
    assert shown(change, KALUGA) == [(Action.SHOW, False)]
    assert alerts(change, KALUGA)[0].priority is Priority.BULK


def test_a_repeat_tells_nothing() -> None:
    made = debris()
    [change] = made.take(post(GOVERNOR, "22 02:00", "Упали обломки.", ("обломки", said_of("debris"))))
    assert alerts(change, KALUGA) == []


def test_an_alarm_rings_for_those_who_asked_for_alarms_only() -> None:
    made = world(post(GOVERNOR, "22 02:00", "Опасность БПЛА.", ("Опасность", threat("raised"))))
    asked = replace(KALUGA, alarms=True)
    assert shown(made.changes[0], KALUGA) == []
    assert shown(made.changes[0], asked) == [(Action.SHOW, True)]
    [event] = made.take(post(GOVERNOR, "22 02:30", "Упали обломки.", ("обломки", said_of("debris"))))
    assert shown(event, KALUGA) == [(Action.SHOW, True)]
    assert shown(event, asked) == [(Action.SHOW, False), (Action.NOTE, True)]
    assert "Упали обломки" in alerts(event, asked)[1].text
    [cleared] = made.take(post(GOVERNOR, "22 03:00", "Отбой.", ("Отбой", threat("cleared"))))
    assert shown(cleared, KALUGA) == [(Action.SHOW, False)]
    assert shown(cleared, asked) == [(Action.SHOW, False), (Action.NOTE, True)]


def test_below_its_threshold_a_chat_hears_nothing_and_the_first_it_hears_rings() -> None:
    wish = replace(KALUGA, min_severity=Severity.SEVERE)
    made = debris()
    assert shown(made.changes[0], wish) == []
    assert shown(hurt_two(made), wish) == [(Action.SHOW, True)]


def test_a_muted_chat_hears_nothing_until_then() -> None:
    change = hurt_two(debris())
    wish = replace(KALUGA, muted_until=change.at + timedelta(hours=1))
    assert alerts(change, wish) == []
    assert alerts(change, wish, replace(KALUGA, region=None)) == []
    assert len(alerts(change, replace(KALUGA, muted_until=change.at))) == 2


@pytest.mark.parametrize(
    ("start", "stop", "quiet"), [(23, 7, True), (4, 7, False), (2, 4, True), (7, 3, False)]
)
def test_quiet_hours_take_the_sound_and_nothing_else(start: int, stop: int, quiet: bool) -> None:
    change = hurt_two(debris())  # at 03:00 in Moscow
    wish = replace(KALUGA, quiet=QuietHours(time(start), time(stop)))
    assert shown(change, wish) == [(Action.SHOW, False), (Action.NOTE, not quiet)]


def test_silent_and_old_news_reach_nobody() -> None:
    given = post(GOVERNOR, "22 02:00", "Упали обломки.", ("обломки", said_of("debris")), silent=True)
    [silent] = world(given).changes
    assert alerts(silent, KALUGA) == []
    late = World({}, [])
    [old] = late.take(replace(given, entry=replace(given.entry, silent=False)), now=at("23 02:00"))
    assert alerts(old, KALUGA) == []


def test_a_chat_with_several_wishes_gets_one_message() -> None:
    change = hurt_two(debris())
    told = alerts(change, KALUGA, replace(KALUGA, region=None), replace(KALUGA, thread_id=7))
    assert [(alert.thread_id, alert.action) for alert in told] == [
        (0, Action.SHOW),
        (0, Action.NOTE),
        (7, Action.SHOW),
        (7, Action.NOTE),
    ]


def test_a_district_subscription_follows_its_places() -> None:
    text = "В Обнинске упали обломки."
    made = world(
        post(
            GOVERNOR,
            "22 02:00",
            text,
            ("обломки", said_of("debris")),
            ("Обнинске", said_of("place", place="Обнинск")),
        )
    )
    assert shown(made.changes[0], replace(KALUGA, place="обнинск")) == [(Action.SHOW, True)]
    assert shown(made.changes[0], replace(KALUGA, place="Таруса")) == []


def test_each_chat_reads_its_own_language() -> None:
    change = hurt_two(debris())
    russian, english = alerts(change, KALUGA, replace(KALUGA, chat_id=2, language="en"))[::2]
    assert "Калужская область" in russian.text
    assert "Kaluga Oblast" in english.text


def test_a_withdrawn_incident_is_struck_through_and_said_so() -> None:
    made = debris()
    given = made.only().reports[0]
    change = made.apply(withdraw(made.only(), given.source_id, given.entry_id, policy(), at("22 03:00")))
    show, note = alerts(change, KALUGA)
    assert "<s>Калужская область</s>" in show.text
    assert "отозваны" in note.text


def test_a_subscriber_of_everything_gets_one_first_message_and_few_sounds_in_a_night() -> None:
    posts = [
        post(OTHER_CHANNEL, "22 02:00", "Взрывы.", ("Взрывы", said_of("explosions"))),
        post(GOVERNOR, "22 02:30", "Упали обломки.", ("обломки", said_of("debris"))),
        post(AGENCY, "22 02:40", "Горит дом.", ("дом", damage("house", 1))),
        post(CHANNEL, "22 02:50", "Повреждена машина.", ("машина", damage("vehicle", 1))),
        post(GOVERNOR, "22 03:00", "Повреждён завод.", ("завод", damage("industrial", 1))),
        post(GOVERNOR, "22 03:10", "Пострадал один.", ("один", hurt(1))),
        post(GOVERNOR, "22 03:20", "Пострадали двое.", ("двое", hurt(2))),
        post(GOVERNOR, "22 03:30", "Пострадали трое.", ("трое", hurt(3))),
        post(MINISTRY, "22 07:30", "За ночь сбиты 9.", ("9", downed(9))),
    ]
    made = World({}, [])
    told = [alert for change in made.take(*posts) for alert in alerts(change, replace(KALUGA, region=None))]
    assert sum(alert.action is Action.SHOW and not alert.silent for alert in told) == 1
    assert sum(alert.action is Action.NOTE for alert in told) == 3
