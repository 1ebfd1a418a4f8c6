"""The whole passwords that lists of leaked ones put first."""
