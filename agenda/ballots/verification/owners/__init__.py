"""The files of an owners' ballot: its sums for everybody, one line for its owner, all lines sealed."""
