"""How much a request to reopen must say."""

FACTS_MIN, FACTS_MAX = 10, 2000
