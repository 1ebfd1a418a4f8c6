"""Meetings: notice, agenda, attendance, motions."""
