"""Messages always parse and fit, whatever the feed holds, and show nothing that nobody said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.alerts import Message
from bot.core.claims import Role
from bot.core.model import Incident, Source, Tier
from bot.core.render import (
    buttons,
    incident_text,
    note_text,
    region_answer,
    rollup_text,
    sources_pages,
    why_pages,
)
from bot.core.render.discreet import discreet
from bot.core.render.html import Row, bold, escape, fit, link, units
from bot.core.render.latin import latin
from tests.core.scenes import LANGUAGES, kaluga_night, main_incident, states
from tests.core.told import (
    CHANNEL,
    GOVERNOR,
    Post,
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
from tests.telegram_html import parsed, utf16

NOW = at("22 12:00")
NASTY = [
    "<b>жирный</b>",
    "</a></b><script>",
    "&lt;b&gt; & &amp;&#60;",
    '" onclick="x',
    "\u202eзадом наперёд\u202c",
    "\x00\x07\ud800 нули",
    "🛩" * 3000,
    "а" * 9000,
    "\n\n\n<a href='x'>",
    "{ $count } { вздор",
]
nasty = st.one_of(st.sampled_from(NASTY), st.text(min_size=1, max_size=300))


def all_texts(made: World) -> list[str]:
    """Every text that can be made of the incidents of a world."""
    found: list[str] = []
    incidents = list(made.incidents.values())
    for language in LANGUAGES:
        found += [note_text(c, language, policy(), wording(), gazetteer()) for c in made.changes]
        found.append(rollup_text(incidents, NOW, NOW, language, policy(), wording(), gazetteer()))
        found.append(answer(incidents, language).text)
        for incident in incidents:
            found.append(incident_text(incident, language, policy(), wording(), gazetteer(), NOW))
            found += sources_pages(incident, language, wording(), gazetteer())
            found += why_pages(incident, language, policy(), wording(), gazetteer())
    return found


def answer(incidents: list[Incident], language: str, sources: tuple[Source, ...] = (GOVERNOR,)) -> Message:
    read = states(**{GOVERNOR.id: 3})
    return region_answer("RU-KLU", incidents, sources, read, language, policy(), wording(), gazetteer(), NOW)


def check(text: str) -> None:
    assert utf16(text) < 4096
    parsed(text)


@settings(max_examples=60, deadline=None)
@given(text=nasty, name=nasty, place=nasty, speaker_name=nasty, url=nasty)
def test_whatever_the_feed_holds_all_messages_parse_and_fit(
    text: str, name: str, place: str, speaker_name: str, url: str
) -> None:
    by = replace(CHANNEL, name=name)
    given_post = post(
        by,
        "22 02:00",
        text,
        (text[:1], downed(3)),
        (text[:1], said_of("place", place=place)),
        (text[:1], hurt(2)),
        (text[:1], speaker("governor", speaker_name)),
        (text[:1], {"kind": "airport", "name": place, "state": "closed"}),
        (text[:1], threat("raised")),
        url=url,
    )
    for made in all_texts(world(given_post)):
        if made:
            check(made)


def crowd(count: int) -> World:
    """Very many sources that tell very much."""
    posts: list[Post] = []
    for number in range(count):
        by = source(f"Очень длинное название канала о происшествиях №{number}", Tier.CHANNEL)
        text = f"Сообщение {number}: посёлок Дальний-{number}. " + "Подробности уточняются. " * 30
        posts.append(
            post(
                replace(by, region="RU-KLU"),
                "22 02:00",
                text,
                ("Сообщение", downed(number + 1)),
                ("посёлок", said_of("place", place=f"Дальний-{number}")),
                ("Подробности", damage("house", number)),
                ("уточняются", hurt(number)),
                url=f"https://example.org/{'x' * 200}/{number}",
            )
        )
    return world(*posts)


def test_a_crowd_of_sources_still_fits_and_keeps_number_and_sources() -> None:
    made = crowd(70)
    for text in all_texts(made):
        if text:
            check(text)
            assert text.count("<a ") + text.count("<b>") + text.count("<i>") <= 60
    text = incident_text(made.only(), "ru", policy(), wording(), gazetteer(), NOW)
    assert "№412" in text
    assert "и ещё 62" in text
    assert "и ещё 64 места" in text


def test_why_and_sources_take_as_many_pages_as_they_need_and_cut_between_rows() -> None:
    incident = crowd(70).only()
    for pages in (
        why_pages(incident, "ru", policy(), wording(), gazetteer()),
        sources_pages(incident, "ru", wording(), gazetteer()),
    ):
        assert len(pages) > 1
        assert len({page.splitlines()[0] for page in pages}) == 1
        assert all(units(page) < 4000 for page in pages)
        text = "\n".join(pages)
        assert all(line.count("<i>") == line.count("</i>") for line in text.splitlines())
        assert set(re.findall(r"xxx/(\d+)\"", text)) == {str(number) for number in range(70)}


@given(st.lists(st.text(max_size=600), max_size=40), st.integers(100, 4096))
def test_rows_are_whole_or_absent(texts: list[str], limit: int) -> None:
    rows = [Row(bold(escape(text))) for text in texts]
    made = fit(rows, "…", limit=limit)
    assert utf16(made) < limit
    parsed(made)


@given(st.text(max_size=300))
def test_escaped_text_reads_as_it_was(text: str) -> None:
    shown = parsed(escape(text))
    assert [char for char in shown if char.isalnum()] == [char for char in text if char.isalnum()]
    assert "<" not in escape(text)
    assert units(escape(text)) == utf16(escape(text))


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://t.me/x/1?single&q=1", True),
        ("javascript:alert(1)", False),
        ('https://x.org/"><b>', False),
        ("https://x.org/" + "y" * 999, False),
        ("tg://user?id=1", False),
        ("", False),
    ],
)
def test_only_short_web_addresses_become_links(url: str, kept: bool) -> None:
    made = link("слово", url)
    parsed(made)
    assert made.startswith("<a ") is kept


def test_every_figure_in_a_message_stands_in_the_ledger_with_its_sentence() -> None:
    made = kaluga_night()
    text = incident_text(made.only(), "ru", policy(), wording(), gazetteer(), NOW)
    sentences = " ".join(s.excerpt for report in made.only().reports for s in report.statements)
    assert "Сбито 18 БПЛА" in text
    assert "18 беспилотников" in sentences
    assert "9 — Минобороны" in text
    assert "9 БПЛА" in sentences
    assert "27" not in text


def test_the_answer_for_a_region_holds_the_text_that_was_pushed() -> None:
    made = kaluga_night()
    pushed = incident_text(made.only(), "ru", policy(), wording(), gazetteer(), NOW)
    assert answer([made.only()], "ru").text.startswith(pushed)


def test_an_answer_without_news_says_how_well_the_sources_are_read() -> None:
    assert "Nothing reported in the past day" in answer([], "en").text
    assert "1 of 1 sources read within 3 minutes" in answer([], "en").text
    assert "Cannot say" in answer([], "en", sources=()).text
    unread = (GOVERNOR, source("Оперштаб", Tier.OFFICIAL, region="RU-KLU", office=Role.HQ))
    assert "Cannot say: Opershtab has not been read yet" in answer([], "en", unread).text


def test_earlier_incidents_are_listed_in_a_line_each() -> None:
    made = kaluga_night()
    night_before = post(GOVERNOR, "21 03:00", "За ночь сбиты 4.", ("4", downed(4)))
    made.take(night_before, now=at("21 03:00"))
    text = answer(list(made.incidents.values()), "en").text
    assert "<b>Earlier</b>\nNo. 413, overnight into November 21 — 4 drones shot down" in text


def test_what_happened_beside_at_the_same_time_is_listed_and_not_merged() -> None:
    made = kaluga_night()
    beside = post(GOVERNOR, "22 03:00", "Над Тульской сбиты 4.", ("4", downed(4, "RU-TUL")))
    other = post(GOVERNOR, "21 03:00", "Над Тульской сбиты 5.", ("5", downed(5, "RU-TUL")))
    made.take(beside, other, now=at("22 03:00"))
    text = answer(list(made.incidents.values()), "en").text
    assert "<b>Nearby</b>\nNo. 413 Tula Oblast, overnight into November 22 — 4 drones shot down" in text
    assert "5 drones" not in text


def test_a_time_of_another_day_carries_its_date() -> None:
    late = post(GOVERNOR, "23 09:00", "В ночь на 22 ноября сбиты 4.", ("4", downed(4)))
    text = incident_text(world(late).only(), "ru", policy(), wording(), gazetteer(), NOW + timedelta(days=1))
    assert "23.11 09:00" in text


def test_buttons_carry_short_data() -> None:
    rows = buttons(412, "ru", wording(), "SEA-CASPIAN")
    data = [button.data for row in rows for button in row]
    assert data == ["src:412", "why:412", "mute:412", "reg:SEA-CASPIAN"]
    assert all(len(value.encode()) <= 64 for value in data)
    assert len(buttons(412, "en", wording())[1]) == 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Шапша", "Shapsha"),
        ("Егоров Объезд", "Yegorov Obyezd"),
        ("Красноярский МЧС", "Krasnoyarsky MCHS"),
        ("Щёлково", "Shchyolkovo"),
        ("BBC №5", "BBC №5"),
        ("", ""),
    ],
)
def test_names_are_written_in_latin_letters(text: str, written: str) -> None:
    assert latin(text) == written


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Обломки упали на улице Ленина, дом 5, в Обнинске.", "Обломки упали на […], в Обнинске."),
        ("Повреждён дом на ул. Карла Маркса, 12а.", "Повреждён дом на […]."),
        ("Горит склад на Ленинском проспекте.", "Горит склад на […]."),
        ("Упал у Киевского шоссе, 3 км.", "Упал у […] км."),
        ("Координаты 54.5138, 36.2612: воронка.", "Координаты […]: воронка."),
        ("Debris hit 14 Baker Street in Tula.", "Debris hit […] in Tula."),
        ("Позиции ПВО у посёлка отработали.", "[…]"),
        ("Air defence batteries near the town fired.", "[…]"),
        ("В 05:40 сбиты 18 БПЛА, повреждены 3 дома.", "В 05:40 сбиты 18 БПЛА, повреждены 3 дома."),
        ("Силы ПВО сбили 22.11 над Боровским районом 2,5 тысячи.",) * 2,
    ],
)
def test_a_quotation_names_no_address(text: str, shown: str) -> None:
    assert discreet(text) == shown


@settings(deadline=timedelta(seconds=1))
@given(st.text(max_size=2000))
def test_any_quotation_is_made_discreet_in_no_time(text: str) -> None:
    assert isinstance(discreet(text), str)


def test_no_message_is_more_exact_than_a_settlement() -> None:
    street = "Обломки упали на улице Ленина, дом 5, в Обнинске."
    made = world(
        post(
            GOVERNOR,
            "22 02:00",
            street,
            ("Обломки", said_of("debris")),
            ("Обнинске", said_of("place", place="Обнинск")),
        )
    )
    for language in LANGUAGES:
        known = main_incident(made)
        for text in (
            incident_text(known, language, policy(), wording(), gazetteer(), NOW),
            *sources_pages(known, language, wording(), gazetteer()),
            *why_pages(known, language, policy(), wording(), gazetteer()),
        ):
            assert "Ленина" not in text
            assert "Lenin" not in text
