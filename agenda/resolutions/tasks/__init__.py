"""Promises: who does what by when, and how far it is."""
