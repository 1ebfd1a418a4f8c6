"""Seeding and replays: real input driven through the real commands."""
