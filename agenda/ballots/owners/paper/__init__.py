"""Owners' ballots on paper: printed with the head's code, taken in in stacks, read twice, disputed."""
