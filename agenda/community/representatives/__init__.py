"""Residents' representatives: who was elected by which building group, by how many, on record."""
