"""Screening for completeness, its outcomes, and appeals against them."""
