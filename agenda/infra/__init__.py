"""Technical rooms without business words: database, transaction, ledger rows, outbox."""
