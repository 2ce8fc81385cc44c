"""What may be wrong with a source: a kind of trouble with its values. The log says it in English, chats in their language.

Each trouble has a sentence here and a message `problem-<trouble>` in the locales, which take the same values.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

_LONGEST = 300  # characters of one value: they come from servers


class Trouble(StrEnum):
    """The kinds of trouble, by where they show."""

    # Addresses and connections
    ADDRESS = "address"
    NOT_WEB = "not-web"
    PORT = "port"
    PRIVATE = "private"
    SOCKET = "socket"
    NAME = "name"
    NO_CONNECTION = "no-connection"
    CONNECTION = "connection"
    SILENT = "silent"
    SLOW = "slow"
    BROKEN_OFF = "broken-off"
    CERTIFICATE = "certificate"
    TLS = "tls"
    # Refusals
    TOO_OFTEN = "too-often"
    HELD = "held"
    BROWSERS_ONLY = "browsers-only"
    BAD_REQUEST = "bad-request"
    PASSWORD = "password"
    REFUSED = "refused"
    NOTHING_THERE = "nothing-there"
    GONE = "gone"
    BY_LAW = "by-law"
    SERVER = "server"
    STATUS = "status"
    # Redirects
    REDIRECTS = "redirects"
    REDIRECT_NOWHERE = "redirect-nowhere"
    REDIRECT_UNREADABLE = "redirect-unreadable"
    REDIRECT_UNSAFE = "redirect-unsafe"
    # Bodies
    PACKED_OTHERWISE = "packed-otherwise"
    PACKED_FALSELY = "packed-falsely"
    PACKED_CUT_OFF = "packed-cut-off"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    PARTLY = "partly"
    # Feeds
    HTML = "html"
    JSON = "json"
    NOT_XML = "not-xml"
    NO_FEED = "no-feed"
    STRAYS = "strays"
    OVERGROWN = "overgrown"
    CUT_OFF = "cut-off"
    UNREADABLE = "unreadable"
    # Channels
    NO_PREVIEW = "no-preview"
    NOT_TELEGRAM = "not-telegram"
    NO_CHANNEL = "no-channel"
    OTHER_CHANNEL = "other-channel"
    NO_POSTS = "no-posts"
    LOST_POSTS = "lost-posts"
    PAGE_CUT_OFF = "page-cut-off"
    # Ours
    UNEXPECTED = "unexpected"
    OTHER = "other"  # a sentence that an older release wrote


ENGLISH = {
    Trouble.ADDRESS: "the address {address} cannot be read",
    Trouble.NOT_WEB: "{address} is no web address",
    Trouble.PORT: "port {port} of {host} is not one of the web",
    Trouble.PRIVATE: "{host} is an address of a private network; name it in the private hosts if it is yours",
    Trouble.SOCKET: "a socket of this machine is no source",
    Trouble.NAME: "the name {host} cannot be resolved",
    Trouble.NO_CONNECTION: "{host} does not accept a connection on port {port}",
    Trouble.CONNECTION: "the connection to {host} failed",
    Trouble.SILENT: "{host} did not answer in time",
    Trouble.SLOW: "{host} did not answer in full within {seconds} seconds",
    Trouble.BROKEN_OFF: "{host} broke off its answer, or it is not HTTP",
    Trouble.CERTIFICATE: "the certificate of {host} is not valid: {detail}",
    Trouble.TLS: "{host} does not speak TLS as it should",
    Trouble.TOO_OFTEN: "the server says that we ask too often (429)",
    Trouble.HELD: "{host} has asked us to wait",
    Trouble.BROWSERS_ONLY: "the site lets only browsers in (a Cloudflare challenge)",
    Trouble.BAD_REQUEST: "the server calls the request bad (400)",
    Trouble.PASSWORD: "the server asks for a password (401)",
    Trouble.REFUSED: "the server refuses us (403)",
    Trouble.NOTHING_THERE: "there is nothing at this address (404)",
    Trouble.GONE: "the source is gone for good (410)",
    Trouble.BY_LAW: "the source is withheld by law (451)",
    Trouble.SERVER: "the server has trouble of its own ({status})",
    Trouble.STATUS: "the server answered with status {status}",
    Trouble.REDIRECTS: "the address leads on through more than {hops} redirects",
    Trouble.REDIRECT_NOWHERE: "the server redirects to nowhere ({status})",
    Trouble.REDIRECT_UNREADABLE: "the server redirects to an address that cannot be read",
    Trouble.REDIRECT_UNSAFE: "the address leads from https to http",
    Trouble.PACKED_OTHERWISE: "the server packed its answer as {name}, which was not asked for",
    Trouble.PACKED_FALSELY: "the answer says that it is gzip and is not",
    Trouble.PACKED_CUT_OFF: "the packed answer is cut off",
    Trouble.TOO_LARGE: "the answer is larger than {size} MB",
    Trouble.EMPTY: "the body is empty",
    Trouble.PARTLY: "the last answer was cut off; what was whole of it has been read",
    Trouble.HTML: "the server sent an HTML page instead of a feed",
    Trouble.JSON: "the server sent JSON instead of a feed",
    Trouble.NOT_XML: "the body is no feed: it is not XML",
    Trouble.NO_FEED: "the body is no feed: its first element is <{element}>",
    Trouble.STRAYS: "the feed is not well-formed: it is full of stray ampersands",
    Trouble.OVERGROWN: "the feed is not well-formed: an element has hundreds of attributes",
    Trouble.CUT_OFF: "the feed is cut off before its first whole item",
    Trouble.UNREADABLE: "the feed is not well-formed and no item of it could be read",
    Trouble.NO_PREVIEW: "the channel has no public preview",
    Trouble.NOT_TELEGRAM: "the body is no Telegram page: it is not HTML",
    Trouble.NO_CHANNEL: "the server sent a page that is no Telegram channel",
    Trouble.OTHER_CHANNEL: "the page shows the channel {shown} instead of {wanted}",
    Trouble.NO_POSTS: "the page shows no posts and does not say that there are none",
    Trouble.LOST_POSTS: "the page shows no posts, although it has shown some before",
    Trouble.PAGE_CUT_OFF: "the page is cut off before its first whole post",
    Trouble.UNEXPECTED: "unexpected {kind}: {detail}",
    Trouble.OTHER: "{text}",
}
_BY_STATUS = {
    400: Trouble.BAD_REQUEST,
    401: Trouble.PASSWORD,
    403: Trouble.REFUSED,
    404: Trouble.NOTHING_THERE,
    410: Trouble.GONE,
    429: Trouble.TOO_OFTEN,
    451: Trouble.BY_LAW,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A trouble with its values, by name. As text it is one English sentence, for the log."""

    trouble: Trouble
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, trouble: Trouble, **values: str | int) -> Problem:
        """A problem with its values, each on one line and of bounded length."""
        clean = {name: " ".join(str(value).split())[:_LONGEST] for name, value in values.items()}
        return cls(trouble, tuple(sorted(clean.items())))

    def __str__(self) -> str:
        return ENGLISH[self.trouble].format_map(dict(self.values))


def refusal(status: int) -> Problem:
    """What a status of HTTP that is no success means."""
    if (known := _BY_STATUS.get(status)) is not None:
        return Problem.of(known)
    return Problem.of(Trouble.SERVER if status >= 500 else Trouble.STATUS, status=status)


def to_text(problem: Problem) -> str:
    """A problem as it is stored."""
    return json.dumps({"trouble": problem.trouble, **dict(problem.values)}, ensure_ascii=False)


def from_text(text: str) -> Problem:
    """A stored problem. What this release does not know, a plain sentence of an older one above all, is said as it stands."""
    try:
        body = json.loads(text)
        problem = Problem.of(Trouble(body.pop("trouble")), **body)
        str(problem)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Problem.of(Trouble.OTHER, text=text)
    return problem
