"""The list: home, the public agenda, and the proposal's page."""
