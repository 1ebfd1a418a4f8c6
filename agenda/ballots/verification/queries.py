"""Reading a closed vote as the file that anyone can recount."""

from typing import Any

from sqlalchemy.orm import Session

from agenda.ballots.models import Vote
from agenda.ballots.queries import list_choices, list_receipts
from agenda.ballots.verification.residents.rules import ClosedVote, vote_file


def published_file(session: Session, vote: Vote) -> dict[str, Any]:
    """Return the file of a closed vote; raises NotPossible before closing.

    It reads the same whenever it is asked for: receipts are sorted, choices lie in the order of
    their random keys.
    """
    receipts = list_receipts(session, vote)
    choices = list_choices(session, vote) if vote.votes_for is not None else None
    closed = closed_vote(vote)
    return vote_file(
        closed,
        receipts=receipts,
        paper=vote.paper_ballots,
        choices=choices,
        carried=bool(vote.carried),
    )


def closed_vote(vote: Vote) -> ClosedVote:
    """Return what a vote says of itself."""
    return ClosedVote(
        proposal_id=vote.proposal_id,
        vote_id=vote.vote_id,
        opens_at=vote.opens_at,
        closes_at=vote.closes_at,
        roll_size=vote.roll_size,
        roll_digest=vote.roll_digest,
        turnout_required=vote.turnout_required,
    )
