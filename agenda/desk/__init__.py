"""What is due today, per seat."""
