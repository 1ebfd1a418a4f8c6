"""What others take along: feeds, calendars, the read-only interface and the public file, all masked."""
