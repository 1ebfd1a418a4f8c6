"""Who takes part and who is missing, what happened on silence, and the year in numbers."""
