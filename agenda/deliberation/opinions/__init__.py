"""The opinion map: short statements, what each resident says to them, and what unites and divides."""
