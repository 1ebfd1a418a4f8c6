"""Areas down to households, the people on the roster, bodies and their seats."""
