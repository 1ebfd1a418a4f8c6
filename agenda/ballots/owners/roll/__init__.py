"""The roll of voting heads: frozen when casting opens, corrected by two hands."""
