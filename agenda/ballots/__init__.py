"""Votes: rolls, casting, closing, tallies and receipts."""
