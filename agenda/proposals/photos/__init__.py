"""Photos beside a proposal's text, while it can be edited."""
