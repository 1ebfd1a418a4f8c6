"""Public tables of places and bodies; none of people."""
