"""The roster as a file: its encoding, separator and column names."""
