"""The page of one proposal: where it stands, who must act, what the reader can do."""
