"""Public tables of proposals, their screening, their deadlines and the ledger."""
