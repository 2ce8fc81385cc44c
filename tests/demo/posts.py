"""Posts of the recorded night as entries."""

from __future__ import annotations

from bot.core.model import Entry
from bot.demo.night import Post


def entry_of(post: Post) -> Entry:
    """The entry that polling would make of a post."""
    return Entry(
        source_id=post.source_id,
        id=post.id,
        url=f"https://example.org/{post.source_id}/{post.id}",
        title=post.title,
        text=post.text,
        published_at=post.published_at,
        updated_at=post.edited_at,
    )
