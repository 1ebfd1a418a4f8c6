"""What happened because nobody answered."""
