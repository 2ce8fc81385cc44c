"""Alarms raised and cleared, and the short posts that warn."""
