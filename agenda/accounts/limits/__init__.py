"""How often something may be tried: counters in the database that every worker shares."""
