"""Reopening a closed issue on new facts, by the threshold of its scope."""
