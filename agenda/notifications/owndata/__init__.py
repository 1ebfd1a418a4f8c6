"""What a person was told and chose: in his own copy, and gone with him."""
