"""Proxies in writing: registered by one, confirmed by another, and bound to the instruction."""

from collections.abc import Sequence

from sqlalchemy import insert

from agenda.ballots.decisions.queries import standing_of
from agenda.ballots.owners.casting import policy
from agenda.ballots.owners.casting.commands import put_ballot, require_no_ballot, require_open
from agenda.ballots.owners.casting.events import ProxyConfirmed, ProxyRegistered, ProxyWithdrawn
from agenda.ballots.owners.casting.models import HeadProxy, ProxyInstruction
from agenda.ballots.owners.casting.queries import (
    get_proxy,
    instructions_of,
    lock_head,
    owns_head,
)
from agenda.ballots.owners.casting.rules import CastBallot, is_complete
from agenda.ballots.owners.queries import list_questions
from agenda.ballots.owners.rules import BallotChannel
from agenda.ballots.rules import Choice
from agenda.community.queries import get_person
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import HeadId, PersonId, ProxyId


def register_proxy(
    tx: Transaction, head_id: HeadId, *, agent_id: PersonId, instructions: Sequence[Choice]
) -> HeadProxy:
    """Register whom an owner sends in writing, with his instruction on every question.

    It is good only once a second person has compared it with the paper (Shanghai Property
    Management Provisions art. 18: in writing, and voting as the principal instructs).
    """
    locked = lock_head(tx, head_id)
    require(policy.may_enter(tx.actor, standing_of(tx.session, locked.decision)))
    require_open(tx, locked, at=tx.now)
    require_no_ballot(tx, locked)
    registrar = tx.actor.person_id
    if registrar is None:
        raise NotPermitted("authz.sign_in_first")
    _require_can_be_sent(tx, locked.head.neighbourhood_id, agent_id=agent_id)
    asked = list_questions(tx.session, locked.head.decision_id)
    if not is_complete(instructions, questions=len(asked)):
        raise Invalid("ballots.answer_every_question")
    place = {"neighbourhood_id": locked.head.neighbourhood_id}
    proxy = HeadProxy(
        **place,
        decision_id=locked.head.decision_id,
        head_id=head_id,
        agent_id=agent_id,
        registered_at=tx.now,
        registered_by_id=registrar,
    )
    tx.insert(proxy, NotPossible("ballots.proxy_there"))
    rows = [
        {**place, "proxy_id": proxy.proxy_id, "question": question.number, "choice": choice}
        for question, choice in zip(asked, instructions, strict=True)
    ]
    tx.session.execute(insert(ProxyInstruction), rows)
    record(
        tx,
        ProxyRegistered(
            **place,
            proposal_id=locked.decision.proposal_id,
            attempt=locked.decision.attempt,
            body_id=locked.decision.convening_body_id,
        ),
    )
    return proxy


def confirm_proxy(tx: Transaction, proxy_id: ProxyId) -> HeadProxy:
    """Confirm a proxy that somebody else registered, after comparing it with the paper."""
    proxy = get_proxy(tx.session, proxy_id)
    locked = lock_head(tx, proxy.head_id)
    tx.session.refresh(proxy)
    before = {proxy.registered_by_id, proxy.agent_id}
    standing = standing_of(tx.session, locked.decision)
    require(policy.may_second(tx.actor, standing, before=before))
    require_open(tx, locked, at=tx.now)
    if proxy.ended_at is not None or proxy.confirmed_at is not None:
        raise NotPossible("ballots.proxy_over")
    proxy.confirmed_at, proxy.confirmed_by_id = tx.now, tx.actor.person_id
    record(
        tx,
        ProxyConfirmed(
            neighbourhood_id=proxy.neighbourhood_id,
            proposal_id=locked.decision.proposal_id,
            attempt=locked.decision.attempt,
            body_id=locked.decision.convening_body_id,
        ),
    )
    return proxy


def withdraw_proxy(tx: Transaction, proxy_id: ProxyId) -> HeadProxy:
    """Take a proxy back, as an owner of its head; a ballot cast under it can still be changed."""
    proxy = get_proxy(tx.session, proxy_id)
    locked = lock_head(tx, proxy.head_id)
    tx.session.refresh(proxy)
    mine = owns_head(tx.session, proxy.head_id, tx.actor.person_id)
    require(policy.may_withdraw_proxy(tx.actor, owns_head=mine))
    require_open(tx, locked, at=tx.now)
    if proxy.ended_at is not None:
        raise NotPossible("ballots.proxy_over")
    proxy.ended_at = tx.now
    record(
        tx,
        ProxyWithdrawn(
            neighbourhood_id=proxy.neighbourhood_id,
            proposal_id=locked.decision.proposal_id,
            attempt=locked.decision.attempt,
        ),
    )
    return proxy


def cast_as_proxy(tx: Transaction, proxy_id: ProxyId) -> CastBallot:
    """Cast the ballot of whoever sent one, as he instructed: there is nothing to choose.

    Raises NotPossible where the proxy is not confirmed or taken back, or where the head has a
    ballot already: an owner's own hand goes first.
    """
    proxy = get_proxy(tx.session, proxy_id)
    locked = lock_head(tx, proxy.head_id)
    tx.session.refresh(proxy)
    require(policy.may_cast_as_proxy(tx.actor, agent_id=proxy.agent_id))
    require_open(tx, locked, at=tx.now)
    if proxy.ended_at is not None or proxy.confirmed_at is None:
        raise NotPossible("ballots.proxy_not_good")
    version = require_no_ballot(tx, locked) + 1
    choices = instructions_of(tx.session, proxy_id)
    proxied = BallotChannel.PROXY
    return put_ballot(tx, locked, choices, channel=proxied, version=version, proxy_id=proxy_id)


def _require_can_be_sent(tx: Transaction, neighbourhood_id: int, *, agent_id: PersonId) -> None:
    """Raise Invalid for an agent who is not an adult of this neighbourhood, or who registers it."""
    agent = get_person(tx.session, agent_id)
    if agent.neighbourhood_id != neighbourhood_id or not agent.is_adult:
        raise Invalid("ballots.agent_unknown", field="agent")
    if agent_id == tx.actor.person_id:
        raise Invalid("ballots.agent_registers", field="agent")
