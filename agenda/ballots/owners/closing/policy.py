"""Who may read sealed lines: an owner his own, counters and supervision all of them."""

from agenda.ballots.decisions.rules import DecisionStanding
from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    BodyKind,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)


def may_read_line(actor: Actor, *, owns_head: bool) -> Decision:
    """Decide on taking a head's line: its owners, and nobody else."""
    own = ALLOWED if owns_head else refused("ballots.not_your_head")
    return first_refusal(only_signed_in(actor), own)


def may_read_lines(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on taking all lines: those who signed the count, and the supervision committee."""
    in_place = actor.neighbourhood_id == standing.neighbourhood_id
    supervises = in_place and actor.sits_in(BodyKind.SUPERVISION_COMMITTEE)
    signed = actor.person_id is not None and actor.person_id in standing.counters
    recused = actor.person_id in standing.recused
    return first_refusal(
        refused("ballots.recused") if recused else ALLOWED,
        ALLOWED if supervises or signed else refused("ballots.lines_sealed"),
    )
