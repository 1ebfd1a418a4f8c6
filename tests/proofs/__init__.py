"""Heavy proofs, run by `make proof`: the real server killed, raced, cut off from power and starved."""
