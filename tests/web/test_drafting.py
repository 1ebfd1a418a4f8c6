"""The draft on the page: laid out, amended, decided, read clean and marked up."""

from flask.testing import FlaskClient

from agenda.kernel.authz import BodyKind
from tests.meetings import make_deliberating, small_place
from tests.page import visit
from tests.signin import sign_in, sign_out


def test_from_the_remedy_to_an_accepted_amendment(client: FlaskClient) -> None:
    place = small_place()
    proposal_id = make_deliberating(place).proposal_id
    where = f"/proposals/{proposal_id}/draft"
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    page = visit(client, f"/proposals/{proposal_id}").follow("看决议草案")
    page = page.form("/draft").submit("把献策列成草案")
    sign_in(client, place.people[1])
    page = visit(client, where).follow("提修改意见")
    page = page.form("/amendment").fill(reason="更公平").submit("公开修改意见", status=400)
    assert "没有修改" in page.text
    page = page.form("/amendment").fill(text="费用按楼层分摊。").submit("公开修改意见")
    assert "待处理" in page.text
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    page = visit(client, "/desk").follow("去处理")
    page = page.form("/decision").fill(state="rejected").submit("提交决定", status=400)
    page = page.form("/decision").fill(state="accepted").submit("提交决定")
    sign_out(client)
    page = visit(client, where)
    assert page.select("ins")
    assert "附议以后的修改" in page.text
    assert "费用按楼层分摊。" in page.follow("清洁稿").one("ol").get_text()
    client.set_cookie("lang", "en")
    assert "Draft resolution" in visit(client, where).heading
