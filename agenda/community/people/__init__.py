"""People as actors: what a person may count as, read once per request."""
