"""The bodies around a proposal."""
