"""The people of a roster file: residents, owners living elsewhere, ownership."""
