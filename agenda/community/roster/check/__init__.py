"""What the rows of a roster must agree on with one another."""
