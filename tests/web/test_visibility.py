"""Policy, query and page agree on who may read what: every role, every stage, accepted or not."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import MECHANISM, OPERATOR, VISITOR, Actor, BodyKind
from agenda.kernel.ids import ProposalId
from agenda.procedure.queries import current_procedure
from agenda.procedure.rules import Route
from agenda.proposals.models import Proposal
from agenda.proposals.policy import may_read, may_read_text
from agenda.proposals.queries import facts, visible_to
from agenda.proposals.rules import ENDS, MAIN_WAY, Stage
from tests.factories import TEXT, Place, actor, make_draft, make_place, make_submitted
from tests.signin import sign_in, sign_out

Cases = dict[ProposalId, str]

ROLES: dict[str, Callable[[Place, Place], Actor]] = {
    "visitor": lambda _here, _there: VISITOR,
    "mechanism": lambda _here, _there: MECHANISM,
    "proposer": lambda here, _there: here.resident(0),
    "neighbour": lambda here, _there: here.resident(1),
    "committee": lambda here, _there: here.seat(BodyKind.RESIDENTS_COMMITTEE),
    "supervision": lambda here, _there: here.seat(BodyKind.SUPERVISION_COMMITTEE),
    "property company": lambda here, _there: here.seat(BodyKind.PROPERTY_COMPANY),
    "committee elsewhere": lambda _here, there: there.seat(BodyKind.RESIDENTS_COMMITTEE),
}
NEVER_ACCEPTED = (
    Stage.DRAFT,
    Stage.SCREENING,
    Stage.WITHDRAWN,
    Stage.DECLINED,
    Stage.REFERRED,
    Stage.MERGED,
)
ACCEPTED = tuple(s for s in Stage if s not in {Stage.DRAFT, Stage.SCREENING, Stage.DECLINED})
PUBLIC = {Stage.DECLINED, Stage.REFERRED, Stage.MERGED}


def put(place: Place, stage: Stage, *, accepted: bool, into: ProposalId) -> ProposalId:
    """Put a proposal into a stage with all that the stage requires, past the mechanism."""
    known = make_draft(place) if stage is Stage.DRAFT else make_submitted(place)
    with transaction(OPERATOR) as tx:
        rules = current_procedure(tx.session, place.neighbourhood_id).procedure_id
        row = tx.session.get_one(Proposal, known.proposal_id)
        row.stage = stage
        row.procedure_id = rules
        row.accepted_at = tx.now if accepted else None
        row.referred_in_screening = stage is Stage.REFERRED and not accepted
        row.withdrawn_at = tx.now if stage is Stage.WITHDRAWN else None
        row.merged_into_id = into if stage is Stage.MERGED else None
        beyond = stage in MAIN_WAY[2:] or stage in {Stage.REFERRED, Stage.DECIDING, *ENDS}
        if accepted and beyond:
            row.crossed_at = tx.now
            row.route = Route.DELIBERATION
            row.lead_body_id = place.bodies[BodyKind.RESIDENTS_COMMITTEE]
    return known.proposal_id


@pytest.fixture
def here(app: Flask) -> Place:
    return make_place()


@pytest.fixture
def cases(here: Place) -> Cases:
    """One proposal for each stage it can stand in, accepted or not."""
    first = put(here, Stage.COSIGNING, accepted=True, into=ProposalId(0))
    rows = {first: f"{Stage.COSIGNING} accepted"}
    for stage in ACCEPTED:
        rows[put(here, stage, accepted=True, into=first)] = f"{stage} accepted"
    for stage in NEVER_ACCEPTED:
        rows[put(here, stage, accepted=False, into=first)] = f"{stage} never accepted"
    db.session.close()
    return rows


@pytest.mark.parametrize("role", ROLES)
def test_policy_query_and_page_agree(
    client: FlaskClient, here: Place, cases: Cases, role: str
) -> None:
    reader = ROLES[role](here, make_place(name="别处"))
    if reader.person_id is None:
        sign_out(client)
    else:
        sign_in(client, reader.person_id)
        reader = actor(reader.person_id)
    seen = set(db.session.scalars(select(Proposal.proposal_id).where(visible_to(reader))))
    for proposal_id, what in cases.items():
        row = db.session.get_one(Proposal, proposal_id)
        allowed = bool(may_read(reader, facts(row)))
        with_text = allowed and bool(may_read_text(reader, facts(row)))
        assert (proposal_id in seen) is allowed, f"{role} in the query: {what}"
        db.session.close()
        if reader is not MECHANISM:
            assert shown(client, proposal_id) == (allowed, with_text), f"{role} on the page: {what}"


def shown(client: FlaskClient, proposal_id: ProposalId) -> tuple[bool, bool]:
    """Return whether the page is shown, and whether with the proposal's words."""
    answer: Any = client.get(f"/proposals/{proposal_id}", follow_redirects=True)
    assert answer.status_code in {200, 404}
    return answer.status_code == 200, TEXT.matter in answer.get_data(as_text=True)


@pytest.mark.parametrize("role", ["visitor", "neighbour", "committee elsewhere"])
def test_what_the_public_reads(here: Place, cases: Cases, role: str) -> None:
    reader = ROLES[role](here, make_place(name="别处"))
    readable = {
        what
        for proposal_id, what in cases.items()
        if may_read(reader, facts(db.session.get_one(Proposal, proposal_id)))
    }
    never = {f"{s} never accepted" for s in NEVER_ACCEPTED if s not in PUBLIC}
    assert set(cases.values()) - readable == never


def test_nothing_that_was_not_accepted_is_listed_with_its_words(
    client: FlaskClient, here: Place, cases: Cases
) -> None:
    answer = client.get("/agenda?stage=all").get_data(as_text=True)
    assert answer.count(TEXT.title) == sum("never" not in what for what in cases.values())
