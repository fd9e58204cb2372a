"""What is to be said: markup, clauses, pronunciations, and where each word stands in the user's text."""
