"""Seals: one digest an hour that speaks for the whole ledger, for neighbours to keep on paper."""
