"""The time in which a correction of a roll is decided, and what follows when nobody does."""
