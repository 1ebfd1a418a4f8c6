"""The notice board's sheets: what each says, and that a phone reads the code from the printed page."""

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient

from agenda.infra.transaction import transaction
from agenda.kernel.authz import MECHANISM
from agenda.kernel.clock import SetClock
from agenda.ledger.seals.commands import seal_ledger
from agenda.ledger.seals.rules import written
from agenda.web.pdf import why_no_pdf
from tests.factories import Place, make_cosigning, make_place, make_submitted
from tests.outcomes import agreed, appraising, implementing
from tests.page import visit
from tests.votes import make_open

MM = 72 / 25.4


def pages(client: FlaskClient, url: str) -> list[pypdfium2.PdfPage]:
    """Return the pages of a PDF."""
    answer = client.get(url)
    assert answer.mimetype == "application/pdf", url
    return list(pypdfium2.PdfDocument(answer.get_data()))


def codes(page: pypdfium2.PdfPage, *, dpi: int = 150) -> list[zxingcpp.Barcode]:
    """Return the codes a camera finds on a page."""
    image = page.render(scale=dpi / 72, grayscale=True).to_pil()
    return list(zxingcpp.read_barcodes(image))


@pytest.mark.parametrize(("size", "width", "code"), [("a4", 210, 30), ("a3", 297, 40)])
def test_a_phone_reads_the_code_from_the_printed_page(
    client: FlaskClient, size: str, width: int, code: int
) -> None:
    if why_no_pdf():
        pytest.skip(f"this machine sets no PDF: {why_no_pdf()}")
    proposal_id = make_cosigning(make_place()).proposal_id
    (page,) = pages(client, f"/proposals/{proposal_id}/wall.pdf?size={size}")
    assert round(page.get_width() / MM) == width
    (found,) = codes(page)
    assert found.text == f"http://localhost/proposals/{proposal_id}"
    side = (found.position.top_right.x - found.position.top_left.x) / 150 * 25.4
    assert code - 3 <= side <= code + 6
    assert "1 / 1" in page.get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    ("households", "make", "says"),
    [
        (30, lambda place, clock: make_cosigning(place).proposal_id, "就列入表决"),
        (30, lambda place, clock: make_open(place).proposal_id, "选择保密"),
        (10, agreed, "达成一致"),
        (10, implementing, "完成电梯井道施工图"),
        (10, appraising, "请您评一评"),
    ],
)
def test_every_public_stage_has_its_sheet(
    client: FlaskClient, clock: SetClock, households: int, make, says: str
) -> None:
    place = make_place(households=households)
    proposal_id = make(place, clock)
    with transaction(MECHANISM) as tx:
        seal = seal_ledger(tx, place.neighbourhood_id)
    page = visit(client, f"/proposals/{proposal_id}").follow("打印上墙")
    assert says in page.text
    assert "梧桐里residents_committee" in page.text, "whom to ask"
    assert written(seal.digest) in page.text
    assert page.select(".wall-foot svg")


def test_a_building_is_printed_at_once_and_nothing_private_with_it(
    client: FlaskClient, clock: SetClock
) -> None:
    place = make_place()
    make_cosigning(place)
    make_cosigning(place, by=1, scope_id=place.root_id)
    hidden = make_submitted(place, by=2)
    page = visit(client, "/wall").follow("东苑 3号楼")
    assert len(page.select(".sheet-page")) == 2
    visit(client, f"/proposals/{hidden.proposal_id}/wall", status=404)
    visit(client, f"/wall/buildings/{place.compound_id}", status=404)


def test_the_months_sheets(app: Flask, client: FlaskClient, clock: SetClock) -> None:
    place: Place = make_place(households=10)
    implementing(place, clock)
    agenda = visit(client, "/wall").follow("本月公共议程")
    assert "给三号楼加装一部电梯" in agenda.text
    assert "没有到期的承诺" in visit(client, "/wall/promises").text
