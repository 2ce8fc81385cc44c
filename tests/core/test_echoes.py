"""Near-duplicate texts are known as such."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.echoes import distance, text_hash
from tests.core.told import policy

POST = (
    "Губернатор сообщил о массированной атаке беспилотников на область. В одном из домов повреждены стёкла и фасад, "
    "пострадавших нет. На месте работают экстренные службы, жителям предоставят временное жильё."
)


def test_a_repost_with_a_signature_is_an_echo() -> None:
    repost = "⚡️" + POST.replace("сообщил", "сообщает") + "\n\n👉 [Подписаться](https://t.me/some_channel)"
    assert (
        distance(text_hash(POST, policy().signatures), text_hash(repost, policy().signatures))
        <= policy().echo_bits
    )


def test_another_post_is_no_echo() -> None:
    other = (
        "Над морем и двумя районами края ночью уничтожены восемь беспилотных аппаратов. Обломки упали у нефтебазы, "
        "начался пожар, его тушат сорок человек и двенадцать машин."
    )
    assert (
        distance(text_hash(POST, policy().signatures), text_hash(other, policy().signatures))
        > policy().echo_bits + 6
    )


def test_links_handles_case_and_yo_do_not_count() -> None:
    assert text_hash("Ещё ДВА дрона @channel https://t.me/x", policy().signatures) == text_hash(
        "еще два дрона", policy().signatures
    )


@given(st.text(max_size=400))
def test_any_text_has_a_hash_that_fits_a_signed_column(text: str) -> None:
    assert 0 <= text_hash(text, policy().signatures) < 2**63
    assert text_hash(text, policy().signatures) == text_hash(text, policy().signatures)


def test_a_text_without_words_has_none() -> None:
    assert text_hash("⚡️ !!! …", policy().signatures) == 0
