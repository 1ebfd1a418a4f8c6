"""Statements are removed by two people, for a reason of the closed list; the trace stays."""
