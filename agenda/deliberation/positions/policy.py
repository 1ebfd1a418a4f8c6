"""Who may speak for a body."""

from agenda.deliberation.parties.rules import PartyFacts, PartyKind
from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import BodyId, PersonId
from agenda.proposals.rules import ProposalFacts, Stage


def may_file_position(
    actor: Actor, facts: ProposalFacts, declared_ids: frozenset[PersonId], *, body_id: BodyId
) -> Decision:
    """Decide on filing for a body: one of its seats that has not declared an interest.

    Raising the issue does not silence one's body: a team may say yes to its own leader's proposal.
    """
    recused = actor.person_id is not None and actor.person_id in declared_ids
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if actor.seat_in(body_id) else refused("deliberation.seat_of_body_files"),
        refused("deliberation.recused") if recused else ALLOWED,
        ALLOWED if facts.stage is Stage.DELIBERATING else refused("deliberation.not_deliberating"),
    )


def speaks_for(actor: Actor, party: PartyFacts) -> bool:
    """Whether somebody speaks for a party himself: by a seat, by living in its home or owning it."""
    if party.kind is PartyKind.BODY:
        return actor.seat_in(party.body_id) is not None
    homes = (actor.household_id, *actor.owns_household_ids)
    of_home = party.household_id is not None and party.household_id in homes
    return of_home and actor.is_verified and actor.is_adult


def may_file_for(
    actor: Actor, facts: ProposalFacts, declared_ids: frozenset[PersonId], *, party: PartyFacts
) -> Decision:
    """Decide on filing for any party; for a home or an expert the lead may enter what it wrote."""
    if party.kind is PartyKind.BODY and party.body_id is not None:
        return may_file_position(actor, facts, declared_ids, body_id=party.body_id)
    recused = actor.person_id is not None and actor.person_id in declared_ids
    leads = actor.seat_in(facts.lead_body_id) is not None
    may_speak = speaks_for(actor, party) or (leads and not recused)
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if may_speak else refused("deliberation.home_answers"),
        ALLOWED if facts.stage is Stage.DELIBERATING else refused("deliberation.not_deliberating"),
    )


def may_tick_condition(
    actor: Actor, facts: ProposalFacts, declared_ids: frozenset[PersonId], *, party: PartyFacts
) -> Decision:
    """Decide on saying that a condition is met: whoever speaks for the party that set it."""
    own = ALLOWED if speaks_for(actor, party) else refused("deliberation.setter_ticks")
    return first_refusal(own, may_file_for(actor, facts, declared_ids, party=party))


def may_answer_conditions(
    actor: Actor, facts: ProposalFacts, declared_ids: frozenset[PersonId]
) -> Decision:
    """Decide on answering the conditions of a position: the lead body, not who is recused."""
    recused = actor.person_id is not None and actor.person_id in declared_ids
    leads = actor.seat_in(facts.lead_body_id) is not None
    return first_refusal(
        ALLOWED if leads else refused("deliberation.lead_answers"),
        refused("deliberation.recused") if recused else ALLOWED,
        ALLOWED if facts.stage is Stage.DELIBERATING else refused("deliberation.not_deliberating"),
    )
