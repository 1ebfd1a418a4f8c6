"""The ledger as a file: canonical JSON lines that anyone can keep, and check without the platform."""
