"""Who may add a statement, answer, and remove."""

from agenda.deliberation.discussion.policy import MODERATORS
from agenda.deliberation.parties.policy import not_recused
from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import PersonId
from agenda.proposals.rules import BEFORE_PUBLIC, ProposalFacts, Stage


def may_take_part(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on adding statements and answering them: residents, while it is deliberated."""
    here = actor.neighbourhood_id == facts.neighbourhood_id and actor.is_resident
    is_open = facts.accepted and facts.stage is Stage.DELIBERATING
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if here else refused("deliberation.residents_take_part"),
        ALLOWED if is_open else refused("deliberation.opinions_closed"),
    )


def may_propose_removal(
    actor: Actor,
    facts: ProposalFacts,
    recused_ids: frozenset[PersonId],
    *,
    author_id: PersonId,
) -> Decision:
    """Decide on proposing a removal: committee and supervision seats, never recused or the author."""
    seated = actor.neighbourhood_id == facts.neighbourhood_id and actor.sits_in(*MODERATORS)
    own = actor.person_id == author_id
    return first_refusal(
        ALLOWED if seated else refused("deliberation.moderators_remove_statements"),
        not_recused(actor, recused_ids),
        refused("deliberation.own_statement") if own else ALLOWED,
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
        may_propose_removal(actor, facts, recused_ids, author_id=author_id),
        refused("deliberation.second_person_needed") if same else ALLOWED,
    )
