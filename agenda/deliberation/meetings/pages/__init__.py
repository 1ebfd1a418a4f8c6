"""What the pages of meetings show, read in a fixed number of queries."""
