"""The public tables as files to take home."""
