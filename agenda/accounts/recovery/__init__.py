"""Getting back in: by a new letter, or by two members of staff and a link of one hour."""
