"""Reads a text and gives its claims: what happened where, how many, who says so, each with span and rule.

reader = Reader(gazetteer, vocabulary, officials)
claims = reader.read(text, published_at=moment, home="RU-KLU")
"""

from bot.core.extract.reader import Reader

__all__ = ["Reader"]
