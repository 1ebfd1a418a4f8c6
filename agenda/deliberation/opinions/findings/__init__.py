"""What unites all groups, what divides them, and what is typical of each."""
