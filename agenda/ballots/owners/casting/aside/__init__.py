"""Ballots that are spoiled or disputed: set aside by two, with a reason."""
