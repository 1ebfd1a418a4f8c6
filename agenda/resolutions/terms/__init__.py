"""Who helps with a promise, what it may cost, and what was paid."""
