"""Which places a text names, where things happen, and what a sentence inherits from those before it."""
