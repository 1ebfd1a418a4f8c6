"""The public tables: what the read-only interface and the public file hold, masked."""
