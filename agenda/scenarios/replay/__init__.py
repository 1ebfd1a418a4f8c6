"""Replays: real data of another city, pushed through the real commands."""
