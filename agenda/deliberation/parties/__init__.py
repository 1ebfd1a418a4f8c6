"""Who is invited to the table."""
