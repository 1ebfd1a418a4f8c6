"""Who may write, in whose name, and who may remove."""

from agenda.deliberation.parties.policy import not_recused
from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    BodyKind,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import BodyId, PersonId
from agenda.proposals.rules import BEFORE_PUBLIC, DISCUSSABLE, ProposalFacts

MODERATORS = (BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE)


def may_comment(actor: Actor, facts: ProposalFacts, *, body_id: BodyId | None = None) -> Decision:
    """Decide on writing: verified residents and owners, and seat holders for their bodies.

    Who neither lives nor owns here writes in the name of a body.
    """
    here = actor.neighbourhood_id == facts.neighbourhood_id
    at_home = actor.is_resident or (actor.is_verified and bool(actor.owns_household_ids))
    for_body = body_id is not None and actor.seat_in(body_id) is not None
    concerned = here and (at_home or actor.has_seats)
    is_open = facts.accepted and facts.stage in DISCUSSABLE
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if concerned else refused("deliberation.residents_discuss"),
        ALLOWED if body_id is None or for_body else refused("deliberation.seat_of_body_writes"),
        ALLOWED if is_open else refused("deliberation.discussion_closed"),
    )


def may_moderate(
    actor: Actor,
    facts: ProposalFacts,
    recused_ids: frozenset[PersonId],
    *,
    author_id: PersonId,
) -> Decision:
    """Decide on proposing a removal: committee and supervision seats, never recused or the author."""
    here = actor.neighbourhood_id == facts.neighbourhood_id
    seated = here and actor.sits_in(*MODERATORS)
    own = actor.person_id == author_id
    return first_refusal(
        ALLOWED if seated else refused("deliberation.moderators_remove"),
        not_recused(actor, recused_ids),
        refused("deliberation.own_comment") if own else ALLOWED,
        refused("deliberation.not_running") if facts.stage in BEFORE_PUBLIC else ALLOWED,
    )


def may_decide_removal(
    actor: Actor,
    facts: ProposalFacts,
    recused_ids: frozenset[PersonId],
    *,
    author_id: PersonId,
    proposed_by_id: PersonId,
) -> Decision:
    """Decide on confirming or dismissing a removal: a moderator other than who proposed it."""
    same = actor.person_id == proposed_by_id
    return first_refusal(
        may_moderate(actor, facts, recused_ids, author_id=author_id),
        refused("deliberation.second_person_needed") if same else ALLOWED,
    )
