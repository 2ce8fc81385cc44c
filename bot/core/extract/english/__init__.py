"""What is read by the order of words: English clauses, their subjects and objects, whose voice and whose sky."""
