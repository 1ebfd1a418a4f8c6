"""Handing a proposal to the office competent, on the residents' behalf."""
