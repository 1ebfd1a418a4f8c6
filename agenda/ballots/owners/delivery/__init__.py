"""How ballots reach owners: electronically, by mailbox, in person, or refused; unit by unit."""
