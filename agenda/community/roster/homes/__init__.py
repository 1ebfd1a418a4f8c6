"""The homes of a roster file: areas, building groups, households."""
