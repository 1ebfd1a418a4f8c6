"""What may be private in a title stays masked on every page, not only on the proposal's own."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import ProposalId
from agenda.proposals.commands import draft_proposal, submit_proposal
from agenda.proposals.rules import Topic
from tests.factories import TEXT, Place, let_time_pass, make_place
from tests.page import visit
from tests.signin import sign_in, sign_out

NUMBER = "13812345678"
TITLE = f"加装电梯的事请打{NUMBER}"


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


@pytest.fixture
def proposal_id(place: Place) -> ProposalId:
    """A proposal that silence accepted, so that nobody looked at its words."""
    with transaction(place.resident()) as tx:
        proposal = draft_proposal(
            tx, scope_id=place.building_id, topic=Topic.LIFTS, text=replace(TEXT, title=TITLE)
        )
        submit_proposal(tx, proposal.proposal_id)
    accepted = let_time_pass(timedelta(days=7), proposal.proposal_id)
    assert accepted.hides_private
    return proposal.proposal_id


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/agenda",
        "/agenda?view=board",
        "/calendar?month=2026-04",
        "/ledger",
        "/proposals/{id}",
        "/proposals/{id}/ledger",
        "/proposals/{id}/cosigns",
        "/proposals/{id}/discussion",
        "/proposals/{id}/revisions",
    ],
)
def test_a_title_nobody_looked_at_is_masked_wherever_it_stands(
    client: FlaskClient, proposal_id: ProposalId, path: str
) -> None:
    page = visit(client, path.format(id=proposal_id))
    assert "加装电梯的事" in page.text
    assert NUMBER not in page.html


def test_neither_the_desk_nor_a_likeness_shows_it(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    let_time_pass(timedelta(days=40), proposal_id)
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    assert NUMBER not in visit(client, "/desk").html
    like = client.get("/proposals/similar", query_string={"title": TITLE})
    assert "加装电梯的事" in like.text
    assert NUMBER not in like.text


def test_its_proposer_reads_what_he_wrote(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    sign_in(client, place.people[0])
    assert visit(client, f"/proposals/{proposal_id}").heading == TITLE
    sign_out(client)
    assert visit(client, f"/proposals/{proposal_id}").heading != TITLE
