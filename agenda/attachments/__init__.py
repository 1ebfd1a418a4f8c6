"""Photos and papers beside what is said: proposals, positions, reports, a ballot on paper."""
