"""The secret vote on paper: outer slips entered by two, inner ballots counted as one batch."""
