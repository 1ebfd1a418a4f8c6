"""Working days and periods, as every room counts them."""
