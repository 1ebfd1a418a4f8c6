"""The reader's own notices, and their number in the head of every page."""

from flask.testing import FlaskClient

from agenda.cli.clock import tell
from agenda.cosigns.commands import cosign
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.proposals.commands import edit_proposal
from agenda.proposals.rules import ProposalText
from tests.factories import TEXT, make_cosigning, make_place, make_submitted
from tests.page import visit
from tests.signin import sign_in


def test_a_cosigner_reads_of_a_revision_and_marks_it_read(client: FlaskClient) -> None:
    place = make_place()
    proposal_id = make_cosigning(place).proposal_id
    tell()
    with transaction(place.resident(1)) as tx:
        cosign(tx, proposal_id)
    sign_in(client, place.people[1])
    assert "还没有消息" in visit(client, "/").follow("消息").text
    text = ProposalText(TEXT.title, TEXT.matter, TEXT.remedy + "费用先由维修资金垫付。")
    with transaction(place.resident()) as tx:
        edit_proposal(tx, proposal_id, text=text, version=1, note="补充费用")
    tell()
    page = visit(client, "/agenda").follow("消息 1 条未读")
    assert "未读" in page.text
    assert page.follow(TEXT.title).heading == TEXT.title
    page = page.form("/notices/read").submit("全部标为已读")
    assert "未读" not in page.one("main").get_text()
    assert "未读" not in page.text


def test_a_committee_reads_what_waits_for_it(client: FlaskClient) -> None:
    place = make_place()
    make_submitted(place)
    tell()
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    assert "形式审查" in visit(client, "/notices").one("main").get_text()
    sign_in(client, place.people[5])
    assert "还没有消息" in visit(client, "/notices").text


def test_a_visitor_has_no_notices(client: FlaskClient) -> None:
    make_place()
    assert "消息" not in visit(client, "/").one("nav").get_text()
    assert visit(client, "/notices").heading == "登录"
