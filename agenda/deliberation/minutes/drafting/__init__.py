"""Minutes drafted from what was recorded, and edited until the attendees have confirmed them."""
