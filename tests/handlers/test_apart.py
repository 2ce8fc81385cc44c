"""'Not the same': an admin of the bot moves reports between incidents, on both databases, with what the chats then see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from aiogram import Bot, Dispatcher
from aiogram.methods import EditMessageText, SendMessage

from bot.catalog.catalog import Catalog
from bot.clock import RecordedClock
from bot.core.alerts import Subscription
from bot.core.errors import ContestedError
from bot.core.model import Change, Entry, Incident
from bot.deliver import deliver_due
from bot.ingest import ingest_all
from bot.pacing import Gate
from bot.telegram import bot_defaults
from handlers import build_router
from storage import inbox, incidents, rulings, subscriptions
from storage.engine import Session, Sessions
from tests.handlers.conftest import ADMIN, Known, Recorder, Talk
from tests.knowledge import NIGHT, entry

CHAT, LATE, GROUP = 7, 8, -1001234
MINUTE = timedelta(minutes=1)
NOW = NIGHT + 30 * MINUTE
POSTS = (
    entry("gov-klu", "1", "Ночью над Калужской областью сбиты 18 беспилотников, пострадал один человек."),
    entry(
        "agency", "2", "В Калужской области при ударе беспилотника пострадали три человека.", NIGHT + MINUTE
    ),
    entry(
        "wire",
        "3",
        "Drone debris damaged two houses in the Kaluga region overnight, the governor said.",
        NIGHT + 2 * MINUTE,
    ),
)

AGENCY = "hSD4"  # the short name of the second post


class Night(Talk):
    """A night that was read and told, and people who talk of it with the bot."""

    catalog: Catalog

    async def read(self, *entries: Entry) -> None:
        async with self.sessions.begin() as session:
            await inbox.put(session, entries, NOW, silent=False)
        await ingest_all(self.sessions, self.catalog, NOW)

    async def deliver(self) -> list[SendMessage | EditMessageText]:
        """What the bot then sends and edits by itself."""
        before = len(self.recorder.calls)
        await deliver_due(self.sessions, self.bot, Gate(), self.catalog.wording, RecordedClock(NOW))
        return self.calls(before, SendMessage, EditMessageText)

    async def incident(self, number: int) -> Incident:
        async with self.sessions() as session:
            found = await incidents.by_number(session, number)
        assert found is not None
        return found

    async def sources_of(self, number: int) -> list[str]:
        return [report.source_id for report in (await self.incident(number)).reports]

    async def asks(self, text: str, user: int = ADMIN) -> str:
        """The one answer to a command of an admin in private."""
        [answer] = await self.says(text, chat=user, user=user)
        return answer

    async def decides(self, text: str, button: int = 0) -> str:
        """A command, then one of the buttons under the answer; what stands there then."""
        await self.asks(text)
        [answer] = await self.presses(self.data()[button], chat=ADMIN, user=ADMIN)
        return answer


@pytest.fixture
async def night(sessions: Sessions, catalog: Catalog) -> Night:
    recorder = Recorder()
    bot = Bot("4242:TEST", session=recorder, default=bot_defaults())
    dispatcher = Dispatcher(
        sessions=sessions, catalog=catalog, clock=RecordedClock(NOW), admins=frozenset({ADMIN})
    )
    dispatcher.include_router(build_router())
    known = Known(dict(catalog.sources), catalog.gazetteer, catalog.policy, catalog.wording)
    made = Night(dispatcher, bot, recorder, sessions, known)
    made.catalog = catalog
    async with sessions.begin() as session:
        await subscriptions.subscribe(session, Subscription(chat_id=CHAT, region="RU-KLU", language="ru"))
    await made.read(*POSTS)
    first, *_ = await made.deliver()
    assert isinstance(first, SendMessage)
    assert await made.sources_of(1) == ["gov-klu", "agency", "wire"]
    return made


async def test_an_admin_splits_a_report_off_and_the_chats_are_corrected(night: Night) -> None:
    asked = await night.asks("/notsame 1 1")
    assert "Не о событии №1: Калужская область, ночь на 15 октября" in asked
    assert "1. Канал gov-klu" in asked
    assert "Канал agency" not in asked
    assert [button.text for button in night.buttons()] == ["К новому"]
    [done] = await night.presses(night.data()[0], chat=ADMIN, user=ADMIN)
    assert done.startswith("Готово: 1 сообщение перенесено из №1 (/why_1) в №2 (/why_2).")
    assert await night.sources_of(1) == ["agency", "wire"]
    assert await night.sources_of(2) == ["gov-klu"]
    assert night.popups == [None]

    calls = await night.deliver()
    [edit] = [call for call in calls if isinstance(call, EditMessageText)]
    assert "Пострадали 3 человека" in (edit.text or "")
    [new] = [call for call in calls if "событие 2" in (call.text or "")]
    assert isinstance(new, SendMessage)
    assert new.disable_notification
    assert "Пострадал 1 человек" in new.text
    [note] = [call for call in calls if call not in (edit, new)]
    assert isinstance(note, SendMessage)
    assert note.reply_parameters is not None
    assert "Пострадавшие: 1 → 3" in note.text
    assert "Часть сообщений оказалась о другом событии." in note.text


async def test_a_chat_that_was_not_told_is_not_told_now(night: Night) -> None:
    async with night.sessions.begin() as session:
        await subscriptions.subscribe(session, Subscription(chat_id=LATE, region="RU-KLU", language="en"))
    await night.decides("/notsame 1 2")
    assert {call.chat_id for call in await night.deliver()} == {CHAT}


async def test_a_split_that_changes_no_figure_edits_without_a_sound(night: Night) -> None:
    await night.decides("/notsame 1 3")
    calls = await night.deliver()
    assert sorted(type(call).__name__ for call in calls) == ["EditMessageText", "SendMessage"]
    assert all(call.disable_notification for call in calls if isinstance(call, SendMessage))


async def test_a_decision_outlives_an_edit_a_replay_and_a_withdrawal(night: Night) -> None:
    await night.decides("/notsame 1 2")
    await night.deliver()
    async with night.sessions.begin() as session:
        await inbox.mark_unread(session, silent=False)
    await night.read()
    assert await night.sources_of(1) == ["gov-klu", "wire"]
    assert await night.deliver() == []
    later = NIGHT + 9 * MINUTE
    text = "В Калужской области при ударе беспилотника пострадали четыре человека."
    await night.read(replace(entry("agency", "2", text), updated_at=later))
    assert await night.sources_of(1) == ["gov-klu", "wire"]
    assert ["пострадали четыре" in r.statements[0].excerpt for r in (await night.incident(2)).reports] == [
        True
    ]
    await night.read(replace(entry("agency", "2", "Совет принял бюджет."), updated_at=later + MINUTE))
    assert [report.withdrawn for report in (await night.incident(2)).reports] == [True]
    await night.read(replace(entry("agency", "2", text + " Уточнено."), updated_at=later + 2 * MINUTE))
    assert await night.sources_of(1) == ["gov-klu", "wire"]
    assert [report.withdrawn for report in (await night.incident(2)).reports] == [False]


async def test_a_press_repeated_does_nothing_more(night: Night) -> None:
    await night.decides("/notsame 1 2")
    await night.deliver()
    assert await night.presses(f"apart:1:0:{AGENCY}", chat=ADMIN, user=ADMIN) == []
    assert night.popups[-1] == "В событии №1 этих сообщений уже нет."
    assert await night.deliver() == []
    async with night.sessions() as session:
        assert len(await rulings.about(session, 1)) == 1


@pytest.mark.parametrize("by_command", [True, False])
async def test_what_was_split_off_comes_back_as_it_was(night: Night, by_command: bool) -> None:
    before = await night.incident(1)
    await night.decides("/notsame 1 1 3")
    [undo] = night.data()
    await night.deliver()
    if by_command:
        done = await night.asks("/same 2")
    else:
        [done] = await night.presses(undo, chat=ADMIN, user=ADMIN)
    assert done.startswith("Готово: 2 сообщения перенесены из №2 (/why_2) в №1 (/why_1).")
    again = await night.incident(1)
    assert set(again.reports) == set(before.reports)
    assert (again.severity, again.certainty, again.rings) == (before.severity, before.certainty, before.rings)
    told = await night.deliver()
    assert any("Это то же событие, что и №1: /why_1" in (call.text or "") for call in told)
    assert [call for call in told if isinstance(call, SendMessage) and "3 → 1" not in call.text] == []
    assert await night.asks("/same 2") == "Событие №2 уже объединено с №1 (/why_1)."
    assert "№2" not in (await night.says("/region Калуга"))[0]

    await night.decides("/notsame 1 2")
    assert len(await night.sources_of(2)) == 1, "the emptied number is used again"


async def test_a_later_report_may_join_what_was_split_off(night: Night) -> None:
    await night.decides("/notsame 1 2")
    text = "При атаке беспилотника на Калужскую область пострадали три человека, повреждена школа."
    await night.read(entry("hq-kda", "9", text, NIGHT + 12 * MINUTE))
    assert await night.sources_of(1) == ["gov-klu", "wire", "hq-kda"]
    await night.asks("/notsame 1 3")
    assert [button.text for button in night.buttons()] == ["К новому", "К №2"]
    await night.presses(night.data()[1], chat=ADMIN, user=ADMIN)
    assert await night.sources_of(2) == ["agency", "hq-kda"]


async def test_both_incidents_tell_what_was_moved_when_and_an_admin_by_whom(night: Night) -> None:
    await night.decides("/notsame 1 2")
    [text] = await night.says("/why_1")
    assert "Отнесено к другому событию, №2 (/why_2): Канал agency — администратор бота, 15.10, 07:40" in text
    assert str(ADMIN) not in text
    assert "/notsame" not in text
    text = await night.asks("/why 2")
    assert f"Перенесено из события №1 (/why_1): Канал agency — администратор бота {ADMIN}" in text
    assert "/notsame 1 и номера строк" in await night.asks("/why 1")
    assert "1. атака, пострадавшие 3 (главная цифра) — Канал agency" in text
    async with night.sessions() as session:
        [ruling] = await rulings.about(session, 2)
    assert (ruling.origin, ruling.target, ruling.admin, ruling.at) == (1, 2, ADMIN, NOW)
    assert (ruling.source_id, ruling.entry_id) == ("agency", "2")


async def test_anybody_else_is_told_in_one_sentence_and_changes_nothing(night: Night) -> None:
    await night.asks("/notsame 1 2")
    [button] = night.data()
    night.recorder.admins.add(12)
    for chat in (12, GROUP):
        for text in ("/notsame 1 2", "/notsame", "/same 1"):
            [answer] = await night.says(text, chat=chat, user=12)
            assert answer == "Разделять и объединять события могут только администраторы бота."
        assert await night.presses(button, chat=chat, user=12) == []
        assert night.popups[-1] == "Разделять и объединять события могут только администраторы бота."
    channel = {"id": -1002, "type": "channel", "title": "News"}
    post = {"message_id": 1, "date": 1, "chat": channel, "sender_chat": channel, "text": "/same 1"}
    [answer] = await night.happens(channel_post=post)
    assert "only the bot's admins" in answer.lower()
    assert await night.sources_of(1) == ["gov-klu", "agency", "wire"]


async def test_an_admin_of_the_bot_may_do_it_in_a_group(night: Night) -> None:
    await night.says("/notsame@svodka_test_bot 1 2", chat=GROUP, user=ADMIN)
    [done] = await night.presses(night.data()[0], chat=GROUP, user=ADMIN)
    assert "Готово" in done


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/notsame", "/notsame 12 3 5"),
        ("/notsame 1", "/notsame 12 3 5"),
        ("/notsame 1 x", "/notsame 12 3 5"),
        ("/notsame 1 ٢", "/notsame 12 3 5"),
        ("/notsame 1 4", "В событии №1 нет строки 4."),
        ("/notsame 1 0", "В событии №1 нет строки 0."),
        ("/notsame 9 1", "События №9 нет"),
        ("/notsame 9999999999 1", "События №9999999999 нет"),
        ("/notsame 1 1 2 3", "Это все сообщения события №1"),
        ("/same", "/same 15"),
        ("/same 1 2", "/same 15"),
        ("/same 9", "События №9 нет"),
        ("/same 1", "К событию №1 ничего не переносили."),
    ],
)
async def test_what_cannot_be_done_is_said(night: Night, text: str, said: str) -> None:
    assert said in await night.asks(text)
    assert night.data() == []


async def test_rows_may_be_written_in_any_way(night: Night) -> None:
    asked = await night.asks("/notsame №1, 3; 2 3")
    assert re.findall(r"^(\d)\. ", asked, re.MULTILINE) == ["2", "3"]


async def test_strange_buttons_do_nothing(night: Night) -> None:
    for data in (
        "apart:1:0:----",
        "apart:9:0:abcd",
        "apart:1:9:abcd",
        "apart:9999999999:0:abcd",
        "apart:1:1:abcd",
    ):
        assert await night.presses(data, chat=ADMIN, user=ADMIN) == []
        assert night.popups[-1]
    assert await night.sources_of(1) == ["gov-klu", "agency", "wire"]


async def test_more_rows_than_a_button_can_name_are_refused(night: Night) -> None:
    texts = [
        entry("agency", f"m{n}", f"Над Калужской областью сбиты {n} БПЛА.", NIGHT + n * MINUTE)
        for n in range(2, 20)
    ]
    await night.read(*texts)
    many = " ".join(map(str, range(1, 18)))
    assert "Назовите не больше 13 строк" in await night.asks(f"/notsame 1 {many}")


async def test_when_others_are_first_it_is_tried_again_and_then_said(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, lost = incidents.save_all, 0

    async def contested(session: Session, changes: Sequence[Change]) -> list[Change]:
        nonlocal lost
        if lost > 0:
            lost -= 1
            raise ContestedError("another writer saved it first")
        return await real(session, changes)

    monkeypatch.setattr(incidents, "save_all", contested)
    lost = 100
    await night.asks("/notsame 1 2")
    [button] = night.data()
    await night.presses(button, chat=ADMIN, user=ADMIN)
    assert night.popups[-1] == "Событие сейчас меняется. Попробуйте ещё раз."
    lost = 2
    [done] = await night.presses(button, chat=ADMIN, user=ADMIN)
    assert "Готово" in done
