"""Those not on the roster: applying, and being verified by the committee in five working days."""
