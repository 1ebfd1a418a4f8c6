"""The room while a meeting runs: who speaks, what is on, who is missing, secret votes at once."""
