"""Every public act in a plain sentence, checkable by anyone."""
