"""The posted result and the objections to it."""
