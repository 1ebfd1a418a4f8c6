"""The residents' grade, rectification, and closing."""
