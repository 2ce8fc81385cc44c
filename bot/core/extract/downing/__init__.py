"""What was shot down: numbers, their weapons and their places, and what is not counted."""
