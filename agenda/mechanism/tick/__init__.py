"""The clock: carrying out what is due."""
