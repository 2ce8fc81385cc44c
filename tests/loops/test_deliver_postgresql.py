"""The deliver loop on PostgreSQL."""

from __future__ import annotations

import pytest

from bot.deliver import DeliverOutcome
from tests.loops.post import Post, alert, post, wording

__all__ = ["post", "wording"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_delivery_is_the_same_on_postgresql(post: Post) -> None:
    await post.owes(alert(), alert(8), alert(9))
    post.api.answer(8, 429, "Too Many Requests: retry after 5", retry_after=5)
    post.api.always(9, 403, "Forbidden: bot was blocked by the user")
    assert await post.deliver() == DeliverOutcome(sent=1, problems=(("park", 1), ("retire", 1)))
    await post.owes(alert(text="new", revision=2))
    await post.deliver()
    assert post.texts(7) == ["new"]
    assert await post.counts() == (1, 0, 1, 0)
