"""Who may propose, decide and appeal a removal."""

from agenda.deliberation.parties.policy import not_recused
from agenda.deliberation.removals.rules import MODERATORS, RemovalState
from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    BodyKind,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import PersonId
from agenda.proposals.rules import BEFORE_PUBLIC, ProposalFacts


def may_moderate(
    actor: Actor,
    facts: ProposalFacts,
    recused_ids: frozenset[PersonId],
    *,
    author_id: PersonId | None = None,
) -> Decision:
    """Decide on proposing a removal: committee and supervision seats, never recused or the author."""
    here = actor.neighbourhood_id == facts.neighbourhood_id
    seated = here and actor.sits_in(*MODERATORS)
    own = author_id is not None and actor.person_id == author_id
    return first_refusal(
        ALLOWED if seated else refused("deliberation.moderators_remove"),
        not_recused(actor, recused_ids),
        refused("deliberation.own_text") if own else ALLOWED,
        refused("deliberation.not_running") if facts.stage in BEFORE_PUBLIC else ALLOWED,
    )


def may_decide(
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


def may_appeal(
    actor: Actor, *, author_id: PersonId, state: RemovalState, in_time: bool, appealed: bool
) -> Decision:
    """Decide on appealing: the author alone, once, in time."""
    standing = state is RemovalState.REMOVED and not appealed
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if actor.person_id == author_id else refused("deliberation.author_appeals"),
        ALLOWED if standing else refused("deliberation.nothing_to_appeal"),
        ALLOWED if in_time else refused("deliberation.appeal_too_late"),
    )


def may_answer_appeal(
    actor: Actor,
    facts: ProposalFacts,
    recused_ids: frozenset[PersonId],
    *,
    involved: frozenset[PersonId],
) -> Decision:
    """Decide on answering: the supervision committee, by nobody who removed or wrote the text."""
    here = actor.neighbourhood_id == facts.neighbourhood_id
    seated = here and actor.sits_in(BodyKind.SUPERVISION_COMMITTEE)
    took_part = actor.person_id in involved
    return first_refusal(
        ALLOWED if seated else refused("deliberation.supervision_answers"),
        not_recused(actor, recused_ids),
        refused("deliberation.took_part_in_removal") if took_part else ALLOWED,
    )
