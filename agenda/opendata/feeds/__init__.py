"""Atom feeds of what happened, for the neighbourhood, an area or one proposal."""
