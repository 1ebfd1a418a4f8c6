"""What each move of the lifecycle needs."""
