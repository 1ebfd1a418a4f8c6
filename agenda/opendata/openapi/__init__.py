"""The description of the read-only interface."""
