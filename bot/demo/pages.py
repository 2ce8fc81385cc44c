"""What the publishers of the demo serve: RSS documents and public channel pages, as pure text.

A channel page has the structure of a real preview page: the newest messages, oldest first, each in its own block with
its number, text, time and, after an edit, the word for it. Nothing in a page depends on the address it is served from.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from bot.core.model import Source
from bot.demo.night import Post


def rss(source: Source, posts: Sequence[Post]) -> str:
    """An RSS 2.0 document, newest first."""
    home = f"https://{source.id}.example"
    items = "".join(
        f"<item><title>{escape(post.title)}</title>"
        f"<link>{home}/news/{escape(post.id)}</link>"
        f'<guid isPermaLink="false">{escape(post.id)}</guid>'
        f"<pubDate>{format_datetime(post.published_at)}</pubDate>"
        f"<description>{escape(_paragraphs(post.text))}</description></item>\n"
        for post in reversed(posts)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(source.name)}</title><link>{home}/</link>"
        f"<description>{escape(source.name)}</description><language>{source.language}</language>\n"
        f"{items}</channel></rss>\n"
    )


def channel_page(source: Source, channel: str, posts: Sequence[Post]) -> str:
    """The public preview page of a channel."""
    name = escape(source.name)
    messages = "\n".join(_message(channel, name, post) for post in posts)
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{name} – Telegram</title>
<meta property="og:title" content="{name}">
<link rel="canonical" href="/s/{channel}">
</head>
<body class="widget_frame_base tgme_webpreview">
<header class="tgme_header search_collapsed">
<div class="tgme_channel_info">
<div class="tgme_channel_info_header">
<div class="tgme_channel_info_header_title"><span dir="auto">{name}</span></div>
<div class="tgme_channel_info_header_username"><a href="https://t.me/{channel}">@{channel}</a></div>
</div>
</div>
</header>
<main class="tgme_main" data-url="/{channel}">
<section class="tgme_channel_history js-message_history">
{messages or '<div class="tme_no_messages_found">No posts found</div>'}
</section>
</main>
</body>
</html>
"""


def _message(channel: str, name: str, post: Post) -> str:
    link = f"https://t.me/{channel}/{post.id}"
    edited = "edited " if post.edited_at else ""
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{channel}/{post.id}">
<div class="tgme_widget_message_bubble">
<div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/{channel}"><span dir="auto">{name}</span></a></div>
<div class="tgme_widget_message_text js-message_text" dir="auto">{_lines(post.text)}</div>
<div class="tgme_widget_message_footer compact js-message_footer">
<div class="tgme_widget_message_info short js-message_info">
<span class="tgme_widget_message_views">4.1K</span><span class="copyonly"> views</span><span class="tgme_widget_message_meta">{edited}<a class="tgme_widget_message_date" href="{link}"><time datetime="{_stamp(post.published_at)}" class="time">{post.published_at:%H:%M}</time></a></span>
</div>
</div>
</div>
</div>
</div>"""


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in text.split("\n\n"))
