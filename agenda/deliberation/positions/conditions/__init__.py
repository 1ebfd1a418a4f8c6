"""Conditions as points of their own: answered by the lead body, ticked by whoever set them."""
