"""Recusals as the page of an issue shows them."""
