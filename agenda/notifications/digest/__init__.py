"""The week in one letter."""
