"""Minutes: drafted from the record, confirmed, published, then unchangeable."""
