"""How a text becomes marks: words and their meanings, numbers, clock times, sentences."""
