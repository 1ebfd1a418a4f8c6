"""How an owners' ballot ends: counted by the clock, line by line, for everyone to recompute."""
