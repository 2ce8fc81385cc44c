"""Svodka: reads public feeds, merges what they say of one attack, and tells subscribed chats once."""

__version__ = "0.1.0"
