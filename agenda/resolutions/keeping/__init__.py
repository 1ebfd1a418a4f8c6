"""How bodies keep their promises, over time."""
