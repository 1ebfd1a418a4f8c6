"""Which passwords are refused because everybody guesses them."""
