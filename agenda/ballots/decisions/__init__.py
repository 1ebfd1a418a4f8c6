"""Formal decisions of residents' meetings and owners, as convened, counted and confirmed."""
