"""Who keeps away, who may ask for it, and who may invite: for this feature and those above it."""

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
from agenda.proposals.rules import BEFORE_PUBLIC, ENDS, ProposalFacts, Stage


def not_recused(actor: Actor, recused_ids: frozenset[PersonId]) -> Decision:
    """Refuse whoever raised this issue or declared an interest in it.

    Nobody moderates, screens, counts or signs off an issue in which he is proposer or recused;
    `parties.queries.recused_ids` holds both.
    """
    if actor.person_id is not None and actor.person_id in recused_ids:
        return refused("deliberation.recused")
    return ALLOWED


def may_declare_recusal(
    actor: Actor, facts: ProposalFacts, recused_ids: frozenset[PersonId]
) -> Decision:
    """Decide on declaring one's own interest: whoever holds a seat here, once."""
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if _seated_here(actor, facts) else refused("deliberation.seats_recuse"),
        not_recused(actor, recused_ids),
        _is_running(facts),
    )


def may_ask_recusal(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on asking that somebody keeps away: any verified resident or owner."""
    here = actor.neighbourhood_id == facts.neighbourhood_id
    concerned = actor.is_resident or (actor.is_verified and bool(actor.owns_household_ids))
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if here and concerned else refused("deliberation.residents_ask"),
        _is_running(facts),
    )


def may_answer_recusal(
    actor: Actor,
    facts: ProposalFacts,
    recused_ids: frozenset[PersonId],
    *,
    about_id: PersonId,
    asked_by_id: PersonId | None,
) -> Decision:
    """Decide on answering such a request: the supervision committee, not those it concerns."""
    here = actor.neighbourhood_id == facts.neighbourhood_id
    seated = here and actor.sits_in(BodyKind.SUPERVISION_COMMITTEE)
    concerned = actor.person_id in {about_id, asked_by_id}
    return first_refusal(
        ALLOWED if seated else refused("deliberation.supervision_answers_recusal"),
        refused("deliberation.concerned_yourself") if concerned else ALLOWED,
        not_recused(actor, recused_ids),
    )


def may_invite(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on inviting a further body to the table: the lead body, while it deliberates."""
    if facts.stage is not Stage.DELIBERATING:
        return refused("deliberation.not_deliberating")
    leads = facts.lead_body_id is not None and actor.seat_in(facts.lead_body_id) is not None
    return ALLOWED if leads else refused("deliberation.lead_invites")


def _seated_here(actor: Actor, facts: ProposalFacts) -> bool:
    """Whether the actor holds a seat in the proposal's neighbourhood."""
    return actor.has_seats and actor.neighbourhood_id == facts.neighbourhood_id


def _is_running(facts: ProposalFacts) -> Decision:
    """Refuse what concerns a proposal that is not public yet or has ended."""
    over = facts.stage in BEFORE_PUBLIC or facts.stage in ENDS
    return refused("deliberation.not_running") if over else ALLOWED
