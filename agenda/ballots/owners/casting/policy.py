"""Who may cast a head's ballot, enter one from paper, register a proxy, set a ballot aside."""

from collections.abc import Collection

from agenda.ballots.decisions import policy as decisions
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
from agenda.kernel.ids import PersonId


def may_cast(actor: Actor, *, owns_head: bool) -> Decision:
    """Decide on casting or changing a head's ballot: any of its owners as the roll was frozen."""
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if owns_head else refused("ballots.not_your_head"),
        ALLOWED if actor.is_verified else refused("ballots.not_verified"),
    )


def may_cast_as_proxy(actor: Actor, *, agent_id: PersonId) -> Decision:
    """Decide on casting as instructed: the one whom the owner sent."""
    own = actor.person_id == agent_id
    return first_refusal(
        only_signed_in(actor), ALLOWED if own else refused("ballots.not_the_agent")
    )


def may_enter(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on registering a proxy or having a ballot set aside: the body that convened."""
    return decisions.may_convene(actor, standing)


def may_enter_paper(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on taking in and entering paper ballots: that body, or either committee beside it.

    Which of them has a stack in hand, and until when, is the stack's own (paper.policy).
    """
    here = actor.neighbourhood_id == standing.neighbourhood_id
    committees = (BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE)
    recused = actor.person_id in standing.recused
    return first_refusal(
        refused("ballots.recused") if recused else ALLOWED,
        ALLOWED if here and actor.sits_in(*committees) else decisions.may_convene(actor, standing),
    )


def may_second(
    actor: Actor, standing: DecisionStanding, *, before: Collection[PersonId]
) -> Decision:
    """Decide on confirming what somebody else entered: that body, or the supervision committee."""
    in_place = actor.neighbourhood_id == standing.neighbourhood_id
    supervises = in_place and actor.sits_in(BodyKind.SUPERVISION_COMMITTEE)
    recused = actor.person_id in standing.recused
    return first_refusal(
        refused("ballots.recused") if recused else ALLOWED,
        ALLOWED if supervises else decisions.may_convene(actor, standing),
        refused("ballots.second_person") if actor.person_id in before else ALLOWED,
    )


def may_withdraw_proxy(actor: Actor, *, owns_head: bool) -> Decision:
    """Decide on taking a proxy back: any owner of the head."""
    return may_cast(actor, owns_head=owns_head)
