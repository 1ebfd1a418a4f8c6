"""Owners' joint decisions on the platform: one named ballot per voting head."""
