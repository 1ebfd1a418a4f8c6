"""Positions and conditions as other pages read them."""
