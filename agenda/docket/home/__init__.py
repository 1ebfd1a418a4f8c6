"""The first page: what needs the reader, and what the neighbourhood is about just now."""
