"""'Not the same' moves reports to an incident of their own; alarms time out; an outage gives one roll-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from bot.core.alerts import Action, QuietHours, Subscription
from bot.core.clearing import all_clears
from bot.core.match import match
from bot.core.model import Incident, IncidentKey, MsgType, Severity
from bot.core.picture import picture_of
from bot.core.render import incident_text
from bot.core.resolve import resolve, time_out
from bot.core.rollup import roll_up
from bot.core.split import keep_apart, split
from tests.core.told import (
    CHANNEL,
    GOVERNOR,
    PAPER,
    World,
    at,
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

NOW = at("22 10:00")


def two_events() -> World:
    return world(
        post(GOVERNOR, "22 02:00", "Сбиты 3.", ("3", downed(3))),
        post(CHANNEL, "22 03:00", "Хлопки газа.", ("Хлопки", said_of("explosions"))),
        post(PAPER, "22 03:30", "Пострадал 1.", ("1", hurt(1))),
    )


def entry_of(made: World, source_id: str) -> tuple[str, str]:
    [report] = [r for r in made.only().reports if r.source_id == source_id]
    return (report.source_id, report.entry_id)


def test_a_split_moves_reports_and_keeps_all_of_them() -> None:
    made = two_events()
    before = made.only()
    moved = {entry_of(made, CHANNEL.id), entry_of(made, PAPER.id)}
    first, *rest = split(before, moved, 1, policy(), NOW)
    assert [report.source_id for report in first.after.reports] == [GOVERNOR.id]
    assert first.after.severity is Severity.MINOR
    last = rest[-1].after
    assert str(last.key) == "RU-KLU@2024-11-22N.1"
    assert {*first.after.reports, *last.reports} == set(before.reports)
    assert not any(change.rings for change in (first, *rest))
    assert any("split off" in reason for reason in first.reasons)
    assert rest[0].before is None
    assert rest[0].msg_type is MsgType.ALERT


def test_a_split_of_nothing_or_everything_is_none() -> None:
    made = two_events()
    everything = {(r.source_id, r.entry_id) for r in made.only().reports}
    assert split(made.only(), everything, 1, policy(), NOW) == ()
    assert split(made.only(), {("nobody", "nothing")}, 1, policy(), NOW) == ()


def test_an_edit_of_a_split_post_stays_in_its_part() -> None:
    made = two_events()
    changes = split(made.only(), {entry_of(made, CHANNEL.id)}, 1, policy(), NOW)
    known = [changes[-1].after.key]
    edited = post(CHANNEL, "22 03:00", "Хлопки газа, проверено.", ("Хлопки", said_of("explosions")))
    [(key, _)] = keep_apart(edited.filed(), known)
    assert key == known[0]
    [(other, _)] = keep_apart(edited.filed(), [])
    assert other.part == 0


def alarm() -> Incident:
    return world(post(GOVERNOR, "22 01:00", "Опасность.", ("Опасность", threat("raised")))).only()


def test_an_alarm_that_nobody_cleared_ends_once_without_a_sound() -> None:
    raised = alarm()
    assert time_out(raised, policy(), at("22 02:00")).msg_type is MsgType.NONE
    ended = time_out(raised, policy(), at("22 09:00"))
    assert (ended.msg_type, ended.rings) == (MsgType.UPDATE, False)
    assert time_out(ended.after, policy(), at("22 09:05")).msg_type is MsgType.NONE
    wish = Subscription(chat_id=1, region="RU-KLU", language="ru", alarms=True)
    [alert] = match(ended, [wish], policy(), wording(), gazetteer(), at("22 09:00"))
    assert (alert.action, alert.silent) == (Action.SHOW, True)
    assert "об отбое не сообщали" in alert.text


def test_a_cleared_alarm_does_not_time_out() -> None:
    made = world(
        post(GOVERNOR, "22 01:00", "Опасность.", ("Опасность", threat("raised"))),
        post(GOVERNOR, "22 02:00", "Отбой.", ("Отбой", threat("cleared"))),
    )
    assert time_out(made.only(), policy(), at("22 12:00")).msg_type is MsgType.NONE


def test_an_outage_gives_each_chat_one_late_message() -> None:
    made = two_events()
    incidents = [made.only(), replace(alarm(), key=replace(alarm().key, region="RU-TUL"), number=500)]
    kaluga = Subscription(chat_id=1, region="RU-KLU", language="ru")
    every = Subscription(chat_id=2, region=None, language="en")
    other = Subscription(chat_id=3, region="RU-BRY", language="ru")
    muted = Subscription(chat_id=4, region=None, language="ru", muted_until=NOW + timedelta(hours=1))
    asleep = replace(every, chat_id=5, quiet=QuietHours(time(9), time(11)))
    told = roll_up(
        incidents,
        [kaluga, kaluga, every, other, muted, asleep],
        at("22 01:00"),
        at("22 09:30"),
        policy(),
        wording(),
        gazetteer(),
        NOW,
    )
    assert [(alert.chat_id, alert.action, alert.silent) for alert in told] == [
        (1, Action.ROLLUP, False),
        (2, Action.ROLLUP, False),
        (5, Action.ROLLUP, True),
    ]
    assert "Пока меня не было, 01:00–09:30 МСК" in told[0].text
    assert "№412" in told[0].text
    assert "№500" not in told[0].text
    assert len({alert.revision for alert in told}) == 1


def test_a_picture_of_a_split_incident_says_only_what_is_left() -> None:
    made = two_events()
    first, *_ = split(made.only(), {entry_of(made, PAPER.id)}, 1, policy(), NOW)
    assert picture_of(first.after.reports, policy()).injured is None


def over_the_morning() -> tuple[World, World]:
    """An alarm of the night that is cleared after eight, taken in both orders."""
    raised = post(GOVERNOR, "22 05:00", "Опасность БПЛА.", ("Опасность", threat("raised")))
    cleared = post(GOVERNOR, "22 09:10", "Отбой.", ("Отбой", threat("cleared")))
    return world(raised, cleared), world(cleared, raised)


def end_alarms(made: World) -> None:
    """What ingest does after each report of an alarm, here after all."""
    for incident in list(made.incidents.values()):
        for key, report in all_clears(made.incidents[incident.key], made.incidents, policy()):
            made.apply(resolve(key, report, made.incidents[key], policy(), NOW))


def test_an_all_clear_after_the_night_ends_the_alarm_of_the_night_in_any_order() -> None:
    texts = []
    for made in over_the_morning():
        end_alarms(made)
        end_alarms(made)
        night, day = (made.incidents[IncidentKey.parse(f"RU-KLU@2024-11-22{period}")] for period in "ND")
        assert [len(night.reports), len(day.reports)] == [2, 1]
        alarm = picture_of(night.reports, policy()).alarm
        assert alarm is not None
        assert not alarm.raised
        assert made.changes[-1].rings or not made.changes[-1].differences
        texts.append(incident_text(replace(night, number=1), "ru", policy(), wording(), gazetteer(), NOW))
    assert texts[0] == texts[1]
    assert "Отбой тревоги, 09:10" in texts[0]


def test_an_all_clear_of_another_alarm_is_not_copied() -> None:
    made = world(
        post(GOVERNOR, "22 05:00", "Опасность БПЛА.", ("Опасность", threat("raised"))),
        post(GOVERNOR, "22 06:00", "Отбой.", ("Отбой", threat("cleared"))),
        post(GOVERNOR, "22 09:10", "Отбой.", ("Отбой", threat("cleared"))),
    )
    [night] = [incident for key, incident in made.incidents.items() if key.period.night]
    assert all_clears(night, made.incidents, policy()) == []


def test_an_all_clear_alone_is_shown_to_nobody() -> None:
    made = world(post(GOVERNOR, "22 09:10", "Отбой.", ("Отбой", threat("cleared"))))
    wish = Subscription(chat_id=1, region="RU-KLU", language="ru", alarms=True)
    assert match(made.changes[0], [wish], policy(), wording(), gazetteer(), NOW) == []
