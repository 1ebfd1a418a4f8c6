"""Casting owners' ballots: online, on paper, by proxy; changed until closing, with history."""
