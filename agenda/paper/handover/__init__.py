"""What becomes of a stack that nobody entered in time."""
