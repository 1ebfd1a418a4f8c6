"""Setting a neighbourhood up: its bodies and their first seats."""
