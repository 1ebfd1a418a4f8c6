"""Entering stages: written by the mechanism alone."""
