"""How a public table is described, typed and masked."""
