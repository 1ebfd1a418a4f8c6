"""Deputies: who acts for a seat while its holder is away, from a day to a day, with a trace."""
