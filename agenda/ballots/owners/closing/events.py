"""Facts about the closing of an owners' ballot."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent


@dataclass(frozen=True, kw_only=True)
class OwnersBallotClosed(ProposalEvent):
    """The clock closed the ballot and counted it. Areas in 0.01 m2, of the first question."""

    attempt: int
    roll_heads: int
    roll_area: int
    participating_heads: int
    participating_area: int
    outcome: str
    left_out: int
    """Paper ballots taken in in time and never entered."""
    lines_root: str
    file_digest: str
