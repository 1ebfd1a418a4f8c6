"""The file of a residents' vote: every receipt and every choice, each list in an order of its own."""
