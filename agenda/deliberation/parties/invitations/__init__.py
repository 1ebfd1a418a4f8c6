"""Asking bodies, households and experts to the table, and reminding them."""
