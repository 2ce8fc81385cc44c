"""Attacks and what is seen and heard of them: debris, explosions, fires."""
