"""Calendars of meetings and deadlines, for the neighbourhood, an area or one proposal."""
