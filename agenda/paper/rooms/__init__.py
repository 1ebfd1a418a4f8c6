"""Finding whose line it is by what stands on it: a room and a name."""
