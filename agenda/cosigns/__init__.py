"""Co-signing, withdrawing, and the threshold that opens the next duty."""
