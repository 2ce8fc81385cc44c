"""'Not the same' moves reports to an incident of their own; alarms time out; an outage gives one roll-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from bot.core.alerts import Action, Alert, QuietHours, Subscription
from bot.core.clearing import all_clears
from bot.core.match import match
from bot.core.model import Change, Incident, IncidentKey, MsgType, Severity
from bot.core.picture import picture_of
from bot.core.render import incident_text
from bot.core.resolve import resolve, time_out
from bot.core.rollup import roll_up
from bot.core.split import corrections, keep_apart, move, named, next_part, rulings, short_name, way_back
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


def parted(made: World, *sources: str, part: int = 1) -> tuple[Change, Change]:
    """The reports of these sources moved to a part of their own, and both changes stored."""
    before = made.only()
    moved = [report for report in before.reports if report.source_id in sources]
    changes = move(before, moved, replace(before.key, part=part), None, policy(), NOW)
    assert changes is not None
    return made.apply(changes[0]), made.apply(changes[1])


def test_a_split_moves_reports_and_keeps_all_of_them() -> None:
    made = two_events()
    before = made.only()
    left, came = parted(made, CHANNEL.id, PAPER.id)
    assert [report.source_id for report in left.after.reports] == [GOVERNOR.id]
    assert left.after.severity is Severity.MINOR
    assert str(came.after.key) == "RU-KLU@2024-11-22N.1"
    assert {*left.after.reports, *came.after.reports} == set(before.reports)
    assert (came.before, came.msg_type, came.rings) == (None, MsgType.ALERT, False)
    assert left.reasons[0] == "an admin moved 2 to RU-KLU@2024-11-22N.1"
    assert left.by_hand
    assert came.by_hand


def test_a_move_of_nothing_of_everything_to_a_new_part_or_to_itself_is_none() -> None:
    made = two_events()
    whole = made.only()
    apart = replace(whole.key, part=1)
    assert move(whole, whole.reports, apart, None, policy(), NOW) is None
    assert move(whole, [], apart, None, policy(), NOW) is None
    assert move(whole, whole.reports[:1], whole.key, whole, policy(), NOW) is None


def test_what_was_split_off_goes_back_and_leaves_its_number_behind() -> None:
    made = two_events()
    whole = made.only()
    left, came = parted(made, PAPER.id)
    back = move(came.after, came.after.reports, left.after.key, left.after, policy(), NOW)
    assert back is not None
    emptied, again = made.apply(back[0]), made.apply(back[1])
    assert emptied.after.reports == ()
    assert emptied.after.joined == whole.number
    assert again.after.reports == whole.reports
    assert picture_of(again.after.reports, policy()) == picture_of(whole.reports, policy())
    text = incident_text(emptied.after, "ru", policy(), wording(), gazetteer(), NOW)
    assert text.splitlines()[0] == "⚪ <s>Калужская область</s>, ночь на 22 ноября, событие 2"
    assert f"/why_{whole.number}" in text


def test_an_emptied_part_is_used_again_before_a_new_one() -> None:
    made = two_events()
    left, came = parted(made, PAPER.id)
    assert next_part([left.after]) == (1, None)
    assert next_part([left.after, came.after]) == (2, None)
    emptied = replace(came.after, reports=(), joined=left.after.number)
    assert next_part([left.after, emptied]) == (1, emptied)
    again = move(left.after, left.after.reports[:1], emptied.key, emptied, policy(), NOW)
    assert again is not None
    assert again[1].after.joined is None


def test_a_short_name_is_of_the_entry_and_names_one_report_or_none() -> None:
    whole = two_events().only()
    names = [short_name(report) for report in whole.reports]
    assert len({*names}) == 3
    assert all(len(name) == 4 for name in names)
    assert named(whole, names[1:2]) == whole.reports[1:2]
    assert named(whole, ["none"]) == ()
    twice = replace(whole, reports=(*whole.reports, whole.reports[1]))
    assert named(twice, names[1:2]) == ()


def test_a_ruling_holds_for_its_entry_region_and_period_only() -> None:
    edited = post(CHANNEL, "22 03:00", "Хлопки газа, проверено.", ("Хлопки", said_of("explosions")))
    [(own, _)] = edited.filed()
    ruled = replace(own, part=1)
    assert [key for key, _ in keep_apart(edited.filed(), [ruled])] == [ruled]
    for other in (replace(ruled, region="RU-TUL"), replace(ruled, period=replace(own.period, night=False))):
        assert [key for key, _ in keep_apart(edited.filed(), [other])] == [own]


def test_the_way_back_follows_what_was_decided_last() -> None:
    made = two_events()
    left, came = parted(made, CHANNEL.id, PAPER.id)
    moved = came.after.reports
    ruled = rulings((left, came), moved, 77, NOW)
    assert way_back(came.after, ruled) == (left.after.number, tuple(short_name(report) for report in moved))
    assert way_back(left.after, ruled) is None
    back = [replace(ruling, origin=ruling.target, target=ruling.origin) for ruling in ruled]
    assert way_back(came.after, [*ruled, *back[:1]]) == (left.after.number, (short_name(moved[1]),))


def told_of(change: Change, *chats: int) -> list[Alert]:
    wishes = [Subscription(chat_id=chat, region="RU-KLU", language="ru") for chat in (1, 2, 3)]
    alerts = match(change, wishes, policy(), wording(), gazetteer(), NOW)
    return corrections(alerts, {change.after.number: {(chat, 0) for chat in chats}, 9: {(3, 0)}})


def test_a_split_edits_what_was_told_silently_and_tells_what_figure_changed() -> None:
    made = world(
        post(GOVERNOR, "22 02:00", "Сбиты 3, пострадал 1.", ("3", downed(3)), ("1", hurt(1))),
        post(PAPER, "22 03:30", "Сбиты 5.", ("5", downed(5))),
        post(CHANNEL, "22 04:00", "Пострадали 7.", ("7", hurt(7))),
    )
    assert made.only().announced
    left, came = parted(made, GOVERNOR.id)
    alerts = told_of(left, 1)
    assert [(alert.chat_id, alert.action, alert.silent) for alert in alerts] == [
        (1, Action.SHOW, True),
        (1, Action.NOTE, False),
        (3, Action.SHOW, True),
    ]
    note = alerts[1].text
    assert "Пострадавшие: 1 → 7" in note
    assert "Сбито: 3 → 5" in note
    assert note.endswith("Часть сообщений оказалась о другом событии.")
    assert [(alert.action, alert.silent) for alert in told_of(came, 1)] == [(Action.SHOW, True)] * 2


def test_a_split_that_changes_no_figure_gives_no_note() -> None:
    left, _ = parted(two_events(), CHANNEL.id)
    assert [alert.action for alert in told_of(left, 1)] == [Action.SHOW, Action.SHOW]


def test_a_figure_that_leaves_with_a_report_is_said_to_be_gone() -> None:
    left, _ = parted(two_events(), PAPER.id)
    [note] = [alert.text for alert in told_of(left, 1) if alert.action is Action.NOTE]
    assert "Пострадавшие: 1 → больше не сообщается" in note


def test_a_split_of_old_news_corrects_messages_without_a_note() -> None:
    made = two_events()
    before = made.only()
    later = NOW + timedelta(days=2)
    changes = move(before, before.reports[2:], replace(before.key, part=1), None, policy(), later)
    assert changes is not None
    assert changes[0].by_hand
    assert not changes[0].rings
    assert [alert.action for alert in told_of(made.apply(changes[0]), 1)] == [Action.SHOW, Action.SHOW]


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
