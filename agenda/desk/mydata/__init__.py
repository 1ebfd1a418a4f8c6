"""A person's own copy of all that is stored about him, from every room."""
