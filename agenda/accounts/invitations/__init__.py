"""Invitation letters: a one-time code for each adult, handed out on paper."""
