"""Motions: put, amended, decided by hands or secretly; a carried amendment changes its motion."""
