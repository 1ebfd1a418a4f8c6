"""Checking a ledger that was taken home, against a seal on paper, without the platform."""
