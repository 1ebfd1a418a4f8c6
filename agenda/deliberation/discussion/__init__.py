"""What residents say to each other about a proposal."""
