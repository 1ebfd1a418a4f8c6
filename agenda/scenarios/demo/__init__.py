"""The demo neighbourhood: its content, moved to today and driven through the real commands."""
