"""What a meeting owes: its minutes, and after it the next meeting."""
