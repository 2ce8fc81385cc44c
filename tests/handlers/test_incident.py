"""What a person may ask about an incident, and that the region's answer shows it."""

from __future__ import annotations

import pytest

from bot.core.alerts import Subscription
from storage import subscriptions
from tests.handlers.conftest import NOW, Talk
from tests.handlers.incidents import stored


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_answer_on_a_region_shows_its_incident_with_all_buttons(talk: Talk, language: str) -> None:
    number = await stored(talk.sessions, NOW)
    [text] = await talk.says("/region Kaluga", language=language)
    assert "18" in text
    assert talk.data() == [f"src:{number}", f"why:{number}", f"mute:{number}", "reg:RU-KLU", "sub:RU-KLU"]


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_sources_and_why_quote_what_was_said_as_a_reply(talk: Talk, language: str) -> None:
    number = await stored(talk.sessions, NOW)
    for verb in ("src", "why"):
        [text] = await talk.presses(f"{verb}:{number}", language=language)
        assert "сбито 18 беспилотников" in text
        assert talk.sent[-1].reply_parameters is not None
        assert talk.sent[-1].reply_parameters.message_id == 90


async def test_why_and_sources_take_a_number(talk: Talk) -> None:
    number = await stored(talk.sessions, NOW)
    assert "сбито 18" in (await talk.says(f"/why {number}"))[0]
    assert "сбито 18" in (await talk.says(f"/sources №{number}"))[0]


@pytest.mark.parametrize("argument", ["", " x", " -1", " ١", " 1.5", " 999999999999999"])
async def test_why_without_a_number_says_what_is_wanted(talk: Talk, argument: str) -> None:
    [text] = await talk.says(f"/why{argument}")
    assert "/why 12" in text or "События №" in text


async def test_an_incident_that_is_gone_is_said_to_be(talk: Talk) -> None:
    assert "События №77 нет" in (await talk.says("/why 77"))[0]
    await talk.presses("src:77")
    assert "События №77 нет" in (talk.popups[-1] or "")


async def test_mute_keeps_the_region_silent_for_hours_and_says_until_when(talk: Talk) -> None:
    number = await stored(talk.sessions, NOW)
    await talk.says("/subscribe все")
    assert await talk.presses(f"mute:{number}") == []
    assert talk.popups[-1] == "Калужская область: молчу до 17:30 МСК. Вернуть раньше: /subscribe"
    async with talk.sessions() as session:
        [here] = await subscriptions.watching(session, "RU-KLU")
        [elsewhere] = await subscriptions.watching(session, "RU-BRY")
    assert here.muted_until is not None
    assert here.muted_until > NOW
    assert elsewhere == Subscription(chat_id=7, region=None, language="ru")


async def test_what_happened_next_door_the_same_night_is_named_beside_the_answer(talk: Talk) -> None:
    await stored(talk.sessions, NOW, "RU-MOW")
    await stored(talk.sessions, NOW, "RU-MOS")
    await stored(talk.sessions, NOW, "RU-KLU")
    [text] = await talk.says("/region Moscow", language="en")
    assert "Moscow Oblast" in text
    [text] = await talk.says("/region Kaluga", language="en")
    assert "Moscow" not in text
