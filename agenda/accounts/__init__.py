"""Signing in: accounts, invitation codes, sessions, recovery, consent and one's own data."""
