"""Public tables of positions, meetings, minutes and agreements."""
