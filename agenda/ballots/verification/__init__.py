"""Published files of ballots: what stands in them, and how anyone checks them without the database."""
