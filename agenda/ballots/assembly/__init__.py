"""Residents' and representative meetings: who is entitled, who is there, and their show of hands."""
