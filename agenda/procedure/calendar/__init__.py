"""Working days and periods as Chinese law counts them."""
