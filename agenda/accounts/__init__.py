"""Signing in: invitation codes, sessions, applications, recovery."""
