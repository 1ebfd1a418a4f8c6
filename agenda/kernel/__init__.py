"""The words every room shares: errors, actors, time, identifiers and exact quantities."""
