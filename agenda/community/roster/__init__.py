"""The roster: who lives where and owns what, as the committee keeps it in a file."""
