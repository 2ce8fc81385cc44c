"""Commands, free text and their buttons in private chats, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramForbiddenError
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage

from bot.core.alerts import Subscription
from bot.core.model import SourceState
from bot.core.problems import Problem, Trouble
from handlers import set_menus
from storage import sources, subscriptions
from tests.handlers.conftest import NOW, Talk


async def wishes(talk: Talk, chat: int = 7, thread: int | None = None) -> list[tuple[int, str | None]]:
    async with talk.sessions() as session:
        return [(wish.thread_id, wish.region) for wish in await subscriptions.of_chat(session, chat, thread)]


@pytest.mark.parametrize(
    ("language", "said"),
    [("ru", "не сирена"), ("uk", "не сирена"), ("en", "not a siren"), ("de", "not a siren")],
)
async def test_start_says_what_it_is_not(talk: Talk, language: str, said: str) -> None:
    [text] = await talk.says("/start", language=language)
    assert said in text
    assert talk.data() == ["page:sub:0", "sub:*", "lang:en" if "не" in said else "lang:ru"]


async def test_a_start_link_answers_on_its_region(talk: Talk) -> None:
    texts = await talk.says("/start RU-KLU")
    assert len(texts) == 2
    assert "Калужская область" in texts[1]


@pytest.mark.parametrize(("language", "said"), [("ru", "что сообщают"), ("en", "what is reported")])
async def test_help_lists_every_command_of_the_menu(talk: Talk, language: str, said: str) -> None:
    [text] = await talk.says("/help", language=language)
    assert said in text
    await set_menus(talk.bot, talk.known.wording)
    menus = talk.recorder.calls[-2:]
    assert [getattr(menu, "language_code", "") for menu in menus] == ["ru", None]
    for entry in getattr(menus[0], "commands", []):
        assert entry.command == "help" or f"/{entry.command}" in text


@pytest.mark.parametrize(
    "query", ["Kaluga", "Калуга", "калужская обл", "Kaluzhskaya", "Kalgua", "RU-KLU", "КАЛУГА!"]
)
async def test_any_spelling_of_a_region_answers(talk: Talk, query: str) -> None:
    [text] = await talk.says(f"/region {query}", language="en")
    assert "Kaluga" in text
    assert "sub:RU-KLU" in talk.data()


async def test_free_text_in_private_is_a_question(talk: Talk) -> None:
    [text] = await talk.says("Калуга")
    assert "Калужская область" in text


async def test_a_town_answers_on_its_region_and_says_so(talk: Talk) -> None:
    [text] = await talk.says("/region Обнинск")
    assert text.startswith("Обнинск — это Калужская область.")


async def test_commands_may_be_written_in_capitals_and_with_the_name_of_the_bot(talk: Talk) -> None:
    assert await talk.says("/REGION@svodka_test_bot Калуга")
    assert await talk.says("/region@another_bot Калуга") == ["Такой команды нет. Что умеет бот: /help"]


async def test_an_ambiguous_name_gives_choices_as_buttons(talk: Talk) -> None:
    [text] = await talk.says("/region курганская тульская", language="en")
    assert "курганская тульская" in text
    assert talk.data()[-1] == "page:reg:0"


@pytest.mark.parametrize(
    "text",
    [
        "<b>",
        "/region <script>alert(1)</script>",
        "&amp;&lt;",
        "﷽" * 50,
        "ы" * 4096,
        "/region " + "б" * 4000,
        "a\u202eb",
    ],
)
async def test_hostile_and_overlong_text_gets_one_short_safe_answer(talk: Talk, text: str) -> None:
    [answer] = await talk.says(text)
    assert len(answer) < 200


async def test_pictures_and_signs_get_a_hint_and_service_messages_nothing(talk: Talk) -> None:
    assert "/help" in (await talk.says("!!!"))[0]
    photo = {"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}
    base = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}}
    assert await talk.happens(message={**base, "photo": [photo]})
    assert await talk.happens(message={**base, "group_chat_created": True}) == []


async def test_an_unknown_command_points_to_help(talk: Talk) -> None:
    assert await talk.says("/weather", language="en") == [
        "There is no such command. What the bot can do: /help"
    ]


async def test_region_without_a_name_asks_then_shows_the_chats_own(talk: Talk) -> None:
    assert await talk.says("/region") == ["Какой регион?"]
    assert talk.data()[:2] == ["reg:RU-BRY", "reg:RU-KLU"], "regions with a source of their own come first"
    await talk.says("/subscribe Калуга")
    assert "Калужская область" in (await talk.says("/region"))[0]
    await talk.says("/subscribe Брянск")
    assert await talk.says("/region") == ["Ваши регионы:"]
    assert talk.data() == ["reg:RU-BRY", "reg:RU-KLU", "page:reg:0"]


async def test_every_region_is_on_some_page_of_the_choice(talk: Talk) -> None:
    await talk.says("/region")
    seen: list[str] = []
    while True:
        seen += [data for data in talk.data() if data.startswith("reg:")]
        forward = [button for button in talk.buttons() if button.text.startswith("Дальше")]
        if not forward:
            break
        await talk.presses(forward[0].callback_data or "")
    assert len(seen) == len(set(seen))
    countries = {code for code in talk.known.gazetteer.regions if len(code) == 2}
    assert {data[4:] for data in seen} == set(talk.known.gazetteer.regions) - countries


async def test_a_page_turns_in_place_but_never_over_another_message(talk: Talk) -> None:
    choice = {"inline_keyboard": [[{"text": "x", "callback_data": f"page:reg:{n}"}] for n in range(9)]}
    await talk.presses("page:reg:1", markup=choice)
    assert [type(call) for call in talk.recorder.calls[-1:]] == [EditMessageText]
    await talk.presses("page:reg:1")
    assert [type(call) for call in talk.recorder.calls[-1:]] == [SendMessage]


async def test_subscribing_by_name_by_button_and_to_all(talk: Talk) -> None:
    assert "Калужская область" in (await talk.says("/subscribe Калуга"))[0]
    await talk.presses("sub:RU-BRY")
    assert "на все регионы" in (await talk.says("/subscribe все"))[0]
    await talk.presses("sub:*")
    assert await wishes(talk) == [(0, None), (0, "RU-BRY"), (0, "RU-KLU")]


async def test_a_town_or_district_is_a_subscription_of_its_own(talk: Talk) -> None:
    [text] = await talk.says("/subscribe Обнинск")
    assert text.startswith("Готово, вы подписаны: Обнинск (Калужская область).")
    assert talk.data() == ["sub:RU-KLU"]
    await talk.says("/subscribe Боровский район")
    assert "sub:RU-KLU" in (await talk.says("/region Калуга") and talk.data()), "the whole region is more"
    await talk.presses("sub:RU-KLU")
    [text] = await talk.says("/subscriptions")
    for name in ("Боровский район (Калужская область)", "Обнинск (Калужская область)", "Калужская область"):
        assert f"• {name}\n" in text
    whole, *places = [data for data in talk.data() if data != "unsub:all"]
    assert whole == "unsub:RU-KLU"
    assert len({*places}) == 2
    assert await talk.presses(whole) == ["Больше не присылаю: Калужская область."]
    assert len(await wishes(talk)) == 2, "places stay when the region goes"
    assert (await talk.presses(places[0]))[0].startswith("Больше не присылаю: ")
    assert "и не было" in (await talk.presses(places[0]))[0]
    assert await talk.says("/unsubscribe Обнинск", language="en") == [
        "Больше не присылаю: Обнинск (Калужская область)."
    ]
    await talk.says("/subscribe Обнинск")
    assert await talk.says("/unsubscribe Калуга") == ["Больше не присылаю: Калужская область."]
    assert await wishes(talk) == []


async def test_subscribe_without_a_name_offers_regions_and_all(talk: Talk) -> None:
    assert await talk.says("/subscribe", language="en") == ["Which region do you want to follow?"]
    assert talk.data()[:2] == ["sub:*", "sub:RU-BRY"]


async def test_a_watched_region_has_no_subscribe_button(talk: Talk) -> None:
    await talk.says("/subscribe Калуга")
    await talk.says("/region Калуга")
    assert "sub:RU-KLU" not in talk.data()


async def test_unsubscribing_by_name_by_button_and_from_everything(talk: Talk) -> None:
    for name in ("Калуга", "Брянск", "Смоленск", "все"):
        await talk.says(f"/subscribe {name}")
    [text] = await talk.says("/unsubscribe")
    assert text.startswith("4 подписки:")
    assert talk.data() == ["unsub:*", "unsub:RU-BRY", "unsub:RU-KLU", "unsub:RU-SMO", "unsub:all"]
    assert await talk.says("/unsubscribe калужская") == ["Больше не присылаю: Калужская область."]
    assert await talk.says("/unsubscribe калужская") == ["Подписки «Калужская область» и не было."]
    assert await talk.presses("unsub:*") == ["Больше не присылаю: Все регионы."]
    assert await wishes(talk) == [(0, "RU-BRY"), (0, "RU-SMO")]
    assert await talk.presses("unsub:all") == ["Отменены 2 подписки. Новых сообщений не будет."]
    assert await talk.says("/unsubscribe все") == ["Подписок нет. Подписаться: /subscribe"]
    assert await talk.says("/unsubscribe") == ["Подписок нет. Подписаться: /subscribe"]


async def test_a_muted_region_is_marked_in_the_list_and_subscribing_ends_the_mute(talk: Talk) -> None:
    await talk.says("/subscribe Калуга")
    async with talk.sessions.begin() as session:
        await subscriptions.mute(session, 7, 0, "RU-KLU", NOW + timedelta(hours=2))
    assert "Калужская область (тихо до 11:30 МСК)" in (await talk.says("/subscriptions"))[0]
    await talk.says("/subscribe Калуга")
    assert "тихо" not in (await talk.says("/subscriptions"))[0]


async def test_an_unknown_region_subscribes_to_nothing(talk: Talk) -> None:
    await talk.says("/subscribe Атлантида")
    await talk.presses("sub:XX-NO")
    assert talk.popups == ["Эта кнопка больше не действует."]
    assert await wishes(talk) == []


async def test_the_chosen_language_is_kept_and_moves_subscriptions_with_it(talk: Talk) -> None:
    await talk.says("/subscribe Калуга")
    [text] = await talk.says("/language")
    assert text == "Язык / Language:"
    [text] = await talk.presses("lang:en")
    assert "not a siren" in text
    assert talk.popups == ["English it is."]
    assert "Kaluga Oblast" in (await talk.says("/region Калуга"))[0]
    async with talk.sessions() as session:
        assert {wish.language for wish in await subscriptions.of_chat(session, 7)} == {"en"}


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_status_tells_in_words_what_is_read_and_what_is_not(talk: Talk, language: str) -> None:
    async with talk.sessions.begin() as session:
        await sources.sync(session, talk.known.sources, NOW)
        for name, minutes, problem in (
            ("klu", 4, None),
            ("bry", 190, Problem.of(Trouble.NO_FEED, element="busy")),
            ("mod", 600, None),
        ):
            state = SourceState(
                source_id=name,
                next_poll_at=NOW,
                polled_at=NOW,
                read_at=NOW - timedelta(minutes=minutes),
                failures=3 if problem else 0,
                problem=problem,
            )
            await sources.record(session, state)
    [text] = await talk.says("/status", language=language)
    if language == "ru":
        assert "Прочитан вовремя 1 источник из 3; последнее чтение 4 минуты назад." in text
        assert "• Source bry: это не лента: первый элемент — <busy>; прочитан 3 часа назад" in text
        assert "• Source mod: прочитан 10 часов назад" in text
        assert "Неотправленных сообщений нет." in text
    else:
        assert "1 of 3 sources was read on time; last read 4 minutes ago." in text
        assert "• Source bry: the answer is no feed: its first element is <busy>; read 3 hours ago" in text
        assert "No messages are waiting to be sent." in text


async def test_status_before_the_first_poll_says_so(talk: Talk) -> None:
    assert "Ещё ни один источник не прочитан" in (await talk.says("/status"))[0]


async def test_a_press_is_always_answered(talk: Talk) -> None:
    presses = ["reg:RU-KLU", "reg:XX", "sub:RU-KLU", "unsub:RU-KLU", "lang:ru", "page:sub:0", "page:reg:9999"]
    presses += ["why:1", "src:1", "mute:1", "why:99999999999", "why:x", "map:1", "", "кнопка", "page:x:1"]
    for number, data in enumerate(presses, 1):
        await talk.presses(data)
        assert len(talk.calls(0, AnswerCallbackQuery)) == number, data


async def test_a_button_under_a_message_out_of_reach_works(talk: Talk) -> None:
    who = {"id": 7, "is_bot": False, "first_name": "Anna", "language_code": "ru"}
    old = {"chat": {"id": 7, "type": "private"}, "message_id": 3, "date": 0}
    query = {"id": "1", "from": who, "chat_instance": "1", "data": "lang:en", "message": old}
    [text] = await talk.happens(callback_query=query)
    assert "not a siren" in text
    [text] = await talk.happens(callback_query={**query, "data": "sub:RU-KLU"})
    assert "Kaluga Oblast" in text


async def test_start_revives_a_chat_that_had_blocked_the_bot(talk: Talk) -> None:
    await talk.says("/subscribe Калуга")
    async with talk.sessions.begin() as session:
        await subscriptions.retire(session, 7, "blocked", NOW)
        assert await subscriptions.watching(session, "RU-KLU") == []
    await talk.says("/start")
    async with talk.sessions() as session:
        [wish] = await subscriptions.watching(session, "RU-KLU")
    assert wish == Subscription(chat_id=7, region="RU-KLU", language="ru")


async def test_a_chat_that_blocks_the_bot_while_it_answers_is_no_fault(talk: Talk) -> None:
    talk.recorder.faults.append(
        TelegramForbiddenError(SendMessage(chat_id=7, text="x"), "bot was blocked by the user")
    )
    await talk.says("/help")
    assert len(talk.sent) == 1
