"""Sheets for the notice board: what is asked and what was promised, in large type."""
