"""What the pages of minutes show, with what the reader may do there."""
