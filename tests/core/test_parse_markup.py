"""HTML to words."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.parse.markup import MAX_TEXT, plain


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("просто слова", "просто слова"),
        ("две\nстроки", "две\nстроки"),
        ("<p>Раз.</p>\n<p>Два <b>с\nпол</b>овиной.</p>", "Раз.\n\nДва с половиной."),
        ("а<br>б<br/>в<BR />г", "а\nб\nв\nг"),
        ("а<br><br><br><br>б", "а\n\nб"),
        ("<ul><li>раз</li><li>два</li></ul>", "раз\n\nдва"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ('<a href="https://x.example/?a=1&amp;b=2">ссылка</a> дальше', "ссылка дальше"),
        ('<a title="a > b" onclick=\'if (x > 1) go("y")\'>ссылка</a>', "ссылка"),
        ("<p title=don't>слово</p>", "слово"),
        ("a &amp; b &lt;c&gt; &laquo;d&raquo;&nbsp;e &#33; &#x1F680;", "a & b <c> «d» e ! 🚀"),
        ("5 < 6 и 7 > 6", "5 < 6 и 7 > 6"),
        ("<script>var a = '<p>нет</p>'</script>да<style>p{}</style>", "да"),
        ("да<!-- нет <p>нет</p> -->!", "да!"),
        ("<![CDATA[слово]]>", "слово"),
        ("<script>не закрыт", ""),
        ("конец <a href='https://x.exa", "конец"),
        ("т\u00adе\u200bст\ufeff\u202e", "тест"),
        ("👨\u200d👩\u200d👧 ⚡️", "👨\u200d👩\u200d👧 ⚡️"),
        ("раз\r\nдва\rтри\u2028четыре", "раз\nдва\nтри\nчетыре"),
        ("  \t раз \u00a0 \u3000 два \n\n\n\n три ", "раз два\n\nтри"),
        ("&#0;&#xD800;&#8;", "\ufffd\ufffd"),
        ("", ""),
    ],
)
def test_markup_becomes_the_words_that_a_reader_sees(markup: str, words: str) -> None:
    assert plain(markup) == words


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "x",
        "<b></i>" * 60_000,
        "<" * 400_000,
        '<a "' * 100_000,
        "<a b='" * 80_000,
        "<!--" * 100_000,
        "<script>" * 60_000,
        "<script>x</script>" * 28_000,
        "<a " + "x=1 " * 100_000 + ">",
        "&" * 500_000,
        "&#x41;" * 80_000,
        "\n" * 500_000,
        " \n" * 250_000,
        "<![CDATA[" * 50_000,
    ],
    ids=lambda markup: markup[:8],
)
def test_hostile_markup_takes_no_longer_than_honest_text(markup: str) -> None:
    began = perf_counter()
    assert len(plain(markup)) <= MAX_TEXT
    assert perf_counter() - began < 2  # honest text of this size takes some hundredths


@given(st.text(alphabet=st.sampled_from("<>/!-[]CDATp&;#x\"'= a\n\r\u200bя"), max_size=300))
def test_plain_text_is_tidy_whatever_it_is_made_of(markup: str) -> None:
    words = plain(markup)
    assert words == words.strip()
    assert "\n\n\n" not in words
    assert "  " not in words
    assert "\r" not in words
