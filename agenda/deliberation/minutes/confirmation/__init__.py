"""Attendees confirm or object; objections are answered or attached."""
