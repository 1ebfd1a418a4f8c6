"""Measurements anyone can repeat; what they gave stands in README.md."""
