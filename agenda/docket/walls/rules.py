"""Which stages hang on the wall, and on what paper."""

from enum import StrEnum

from agenda.proposals.rules import Stage


class Paper(StrEnum):
    """The paper a sheet is printed on."""

    A4 = "a4"
    A3 = "a3"


class Sheet(StrEnum):
    """What a sheet is about."""

    COSIGNING = "cosigning"
    VOTE = "vote"
    MEETING = "meeting"
    RESULT = "result"
    PROMISES = "promises"
    SURVEY = "survey"


SHEET_OF: dict[Stage, Sheet] = {
    Stage.COSIGNING: Sheet.COSIGNING,
    Stage.VOTING: Sheet.VOTE,
    Stage.ANNOUNCED: Sheet.RESULT,
    Stage.IMPLEMENTING: Sheet.PROMISES,
    Stage.APPRAISING: Sheet.SURVEY,
}
"""A meeting that was called hangs beside whatever its stage is."""


def paper_of(word: str | None) -> Paper:
    """Return the paper asked for; A4 unless A3 is."""
    return Paper.A3 if word == Paper.A3 else Paper.A4
