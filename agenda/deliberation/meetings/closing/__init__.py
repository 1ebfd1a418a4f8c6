"""How a meeting ends: held and counted as a round, or not held."""
