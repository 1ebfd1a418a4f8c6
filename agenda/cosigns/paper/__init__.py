"""Co-signing on paper: the sheet, taking sheets in, and entering their lines."""
