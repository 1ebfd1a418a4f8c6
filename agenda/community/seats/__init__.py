"""Seats in bodies: proposed by one, confirmed by a second, ended by two or by their holder."""
