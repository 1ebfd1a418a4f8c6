"""Unlawful texts leave the page by two people; the author is told and may appeal; a trace stays."""
