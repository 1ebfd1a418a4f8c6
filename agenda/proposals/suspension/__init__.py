"""Stopping and resuming a proposal's clocks."""
