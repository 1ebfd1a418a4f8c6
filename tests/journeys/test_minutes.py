"""Minutes nobody can doctor: drafted, objected to, answered, published, corrected below."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from agenda.deliberation.minutes.confirmation.commands import answer_minutes, file_dissent
from agenda.deliberation.minutes.drafting.commands import draft_minutes
from agenda.deliberation.minutes.rules import Answer
from agenda.infra.transaction import transaction
from agenda.web.pdf import why_no_pdf
from tests.factories import Place
from tests.journeys.driver import DESK, Sit, Site, axe, shoot
from tests.journeys.test_whole_way import seated
from tests.meetings import COMMITTEE, COMPANY, hold_meeting, make_deliberating, small_place

A4 = "595.276 x 841.89 pts (A4)"


def run(*command: str | Path) -> str:
    """Return what a program of the system says."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def decoded(pdf: Path) -> set[str]:
    """Return what the QR codes of a PDF say to a phone."""
    zxing = pytest.importorskip("zxingcpp")
    image = pytest.importorskip("PIL.Image")
    run("pdftoppm", "-r", "150", "-png", pdf, pdf.with_suffix(""))
    pages = pdf.parent.glob(f"{pdf.stem}-*.png")
    return {str(code.text) for page in pages for code in zxing.read_barcodes(image.open(page))}


@pytest.fixture(scope="module")
def held(site: Site) -> tuple[Place, int]:
    """A neighbourhood in which a meeting was held and its minutes drafted from the record."""
    with site.app.app_context():
        place = small_place()
        meeting = hold_meeting(place, make_deliberating(place).proposal_id, words="同意加装。")
        with transaction(place.seat(COMMITTEE, 1)) as tx:
            draft_minutes(tx, meeting)
    return place, meeting


def test_an_attendee_objects_and_another_dissents(
    sit: Sit, site: Site, held: tuple[Place, int]
) -> None:
    place, meeting = held
    secretary = seated(sit(size=DESK), place.seated[COMMITTEE][1])
    page = secretary.open(f"/meetings/{meeting}/minutes/edit")
    with page.expect_response("**/autosave"):
        page.locator("form[data-autosave] textarea").first.fill("同意加装，一楼要补偿。")
    expect(page.locator("[data-autosave-note]").first).to_contain_text("已自动保存")
    axe(page)
    shoot(page, "minutes-edit")
    page.get_by_role("button", name="送参会人确认").click()
    expect(page.get_by_text("已送参会人确认")).to_be_visible()
    company = seated(sit(), place.seated[COMPANY][0]).open(f"/meetings/{meeting}/minutes/answer")
    expect(company.get_by_text("同意加装，一楼要补偿。")).to_be_visible()
    company.get_by_label("有异议").check()
    company.get_by_role("textbox", name="异议").fill("分摊的数字记错了。")
    axe(company)
    shoot(company, "minutes-answer")
    company.get_by_role("button", name="提交答复").click()
    with site.app.app_context():
        with transaction(place.seat(COMPANY)) as tx:
            file_dissent(tx, meeting, text="费用分摊不公平。")
        for number in (0, 1):
            with transaction(place.seat(COMMITTEE, number)) as tx:
                answer_minutes(tx, meeting, answer=Answer.CONFIRMED, version=2)


def test_the_objection_is_answered_the_minutes_published_and_corrected(
    sit: Sit, held: tuple[Place, int]
) -> None:
    place, meeting = held
    secretary = seated(sit(size=DESK), place.seated[COMMITTEE][1])
    page = secretary.open(f"/meetings/{meeting}/minutes/edit")
    page.locator("summary", has_text="答复").click()
    page.get_by_role("textbox", name="答复").fill("已核对录音，数字没有错。")
    page.get_by_role("button", name="答复异议").click()
    page.get_by_role("button", name="公布纪要").click()
    expect(page.get_by_text("数字没有错")).to_be_visible()
    page.get_by_role("link", name="附加更正").click()
    page.get_by_role("textbox").fill("地点应为一楼。")
    page.get_by_role("button", name="附加更正").click()
    reader = sit(size=DESK).open(f"/meetings/{meeting}/minutes")
    for words in ("费用分摊不公平。", "分摊的数字记错了。", "地点应为一楼。"):
        expect(reader.get_by_text(words)).to_be_visible()
    axe(reader)
    shoot(reader, "minutes-paper")


def test_the_paper_is_a4_with_its_fonts_and_a_square_that_leads_to_the_original(
    sit: Sit, site: Site, held: tuple[Place, int], tmp_path: Path
) -> None:
    _place, meeting = held
    reader = sit(size=DESK)
    if why_no_pdf() or not shutil.which("pdftoppm"):
        pytest.skip("no Pango, no Chinese font or no poppler-utils here: no PDF to look at")
    for name, link in (("minutes", "minutes.pdf"), ("sheet", "minutes/sheet.pdf")):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(reader.page.request.get(f"/meetings/{meeting}/{link}").body())
        assert A4 in run("pdfinfo", file)
        fonts = run("pdffonts", file).splitlines()[2:]
        assert fonts
        assert all(line.split()[-5] == "yes" for line in fonts), "a font is not embedded"
        assert decoded(file) == {f"{site.url}/meetings/{meeting}/minutes"}
    text = run("pdftotext", tmp_path / "minutes.pdf", "-")
    assert re.search(r"\b1 ?/ ?[2-9]\b", text), "the pages are not numbered"
    assert "地点应为一楼。" in text.replace("\n", "")
    assert run("pdfinfo", tmp_path / "sheet.pdf").split("Pages:")[1].split()[0] == "1"
