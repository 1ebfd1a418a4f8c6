"""The sealed lines of an owners' ballot in one file: recounted line by line, however many."""
