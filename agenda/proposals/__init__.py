"""The proposal: its text, revisions, screening and stage."""
