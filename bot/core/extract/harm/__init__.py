"""What was damaged, who was hurt and killed, and the word that nothing and nobody was."""
