"""Being signed in: sessions that can be listed and ended."""
