"""Meetings that co-signers oblige: reached, requested of the body that must convene, answered."""
