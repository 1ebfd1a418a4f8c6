"""What each body says, in versions, by a date."""
