"""Co-signing on the page: what becomes public is said before, what was done is shown after."""

import pytest
from flask.testing import FlaskClient

from agenda.community.models import Person
from agenda.community.rules import ShownAs
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.proposals.commands import edit_proposal
from agenda.proposals.models import Proposal
from agenda.proposals.rules import ProposalText, Stage
from tests.factories import TEXT, Place, make_cosigning, make_place, make_submitted, reload
from tests.page import Page, visit
from tests.signin import sign_in


@pytest.fixture
def place(client: FlaskClient) -> Place:
    place = make_place()
    sign_in(client, place.people[1])
    return place


def shown(client: FlaskClient, proposal: Proposal) -> Page:
    return visit(client, f"/proposals/{proposal.proposal_id}")


def cosign(page: Page) -> Page:
    return page.form("/cosigns").submit("我附议")


def test_a_neighbour_cosigns_and_takes_it_back(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    page = shown(client, proposal)
    assert "名单上公开显示“3号楼 " in page.text
    assert "真实姓名不公开" in page.text
    done = cosign(page)
    assert done.heading == "您已附议"
    assert "附议 2 / 6 户" in done.text
    assert "还差 4 户" in done.text
    page = shown(client, proposal)
    assert "附议。" in page.one(".notice-good").get_text()
    page.form("/withdraw").submit("撤回附议")
    assert reload(proposal.proposal_id).cosign_households == 1


def test_a_second_press_changes_nothing(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    page = shown(client, proposal)
    cosign(page)
    assert cosign(page).heading == "您已附议"
    assert reload(proposal.proposal_id).cosign_households == 2


def test_the_last_cosignature_is_told_that_the_threshold_is_reached(
    client: FlaskClient, place: Place
) -> None:
    proposal = make_cosigning(place)
    for number in range(1, 6):
        sign_in(client, place.people[number])
        page = cosign(shown(client, proposal))
    assert "已达到附议门槛" in page.text
    assert reload(proposal.proposal_id).stage is Stage.VOTING


def test_who_cannot_cosign_is_told_why(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    sign_in(client, place.seated[BodyKind.PROPERTY_COMPANY][0])
    page = shown(client, proposal)
    assert "只有经过核实、住在本居民区的成年居民才能附议。" in page.text
    assert not page.select('form[action$="/cosigns"]')
    client.delete_cookie("session")
    assert "范围内的居民登录后可以附议。" in shown(client, proposal).text


def test_a_proposal_that_is_not_open_yet_cannot_be_cosigned(
    client: FlaskClient, place: Place
) -> None:
    public, waiting = make_cosigning(place), make_submitted(place, by=2)
    token = shown(client, public).form("/cosigns").values["csrf_token"]
    answer = client.post(f"/proposals/{waiting.proposal_id}/cosigns", data={"csrf_token": token})
    assert answer.status_code == 403


def test_an_edit_after_signing_is_said(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    cosign(shown(client, proposal))
    text = ProposalText(TEXT.title, TEXT.matter, TEXT.remedy + "费用先由维修资金垫付。")
    with transaction(place.resident()) as tx:
        edit_proposal(tx, proposal.proposal_id, text=text, version=1, note="补充费用")
    assert "您附议之后，文字修改过一次" in shown(client, proposal).text


def test_the_list_of_cosigners_is_masked(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Person, place.people[1]).shown_as = ShownAs.ANONYMOUS
    cosign(shown(client, proposal))
    page = shown(client, proposal).follow("附议名单")
    names = page.texts("main ol li")
    assert names[0].startswith("3号楼 ")
    assert "**" in names[0]
    assert names[1].startswith("3号楼 居民")
    assert "小明" not in str(page.one("main"))


def test_the_list_has_pages(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    for strange in ("0", "-3", "x", "999999999999999999999"):
        visit(client, f"/proposals/{proposal.proposal_id}/cosigns?page={strange}")
