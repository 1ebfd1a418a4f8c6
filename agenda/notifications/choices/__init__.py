"""What each person wants to be told of by e-mail, and when not."""
