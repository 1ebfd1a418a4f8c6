"""Photos and papers from a resident's phone to whoever may see them, and to nobody else."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from agenda.attachments import forms, rules
from agenda.attachments.models import Attachment
from agenda.cli.clock import tidy_uploads
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.infra.uploads import path_of
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock
from agenda.proposals.models import Proposal
from agenda.proposals.screening.commands import accept_proposal
from agenda.resolutions.tasks.queries import list_tasks
from tests.factories import Place, make_deliberating, make_draft, make_place, make_submitted
from tests.outcomes import implementing
from tests.page import Page, visit
from tests.pictures import pdf, photo
from tests.signin import sign_in, sign_out

COMPANY = BodyKind.PROPERTY_COMPANY


def sent(*contents: bytes, name: str = "IMG_0001.jpg") -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(content), name) for content in contents]


def fetch(client: FlaskClient, address: str) -> TestResponse:
    """Fetch a file whole, and let go of it."""
    answer = client.get(address)
    answer.get_data()
    answer.close()
    return answer


def attachments() -> list[Attachment]:
    db.session.close()
    rows = db.session.query(Attachment).order_by(Attachment.attachment_id).all()
    db.session.expunge_all()
    db.session.close()
    return rows


def draft_with_photo(client: FlaskClient, place: Place) -> tuple[int, str]:
    """Put a photo beside a resident's draft, and return the draft and the photo's address."""
    sign_in(client, place.people[0])
    proposal_id = make_draft(place).proposal_id
    form = visit(client, f"/proposals/{proposal_id}/matter").form("/matter")
    form.values["photos"] = sent(photo(turned=True))
    form.fill(seen_on_photos="北门第二盏灯").submit("先存草稿")
    (row,) = attachments()
    return proposal_id, f"/files/{row.token}"


def addresses(page: Page) -> list[str]:
    return [str(tag["href"]) for tag in page.select("main a[href^='/files/']")]


def test_a_photo_goes_public_with_its_proposal_and_not_before(
    client: FlaskClient, app: Flask
) -> None:
    place = make_place()
    proposal_id, address = draft_with_photo(client, place)
    check = visit(client, f"/proposals/{proposal_id}/check")
    assert addresses(check) == [address]
    assert check.one("main .photos img")["alt"] == "北门第二盏灯"
    mine = fetch(client, address)
    assert mine.status_code == 200
    with Image.open(io.BytesIO(mine.data)) as seen:
        assert (seen.format, seen.size, dict(seen.getexif())) == ("JPEG", (40, 60), {})
    for person in (place.people[1], place.seated[BodyKind.RESIDENTS_COMMITTEE][0], None):
        sign_in(client, person) if person else sign_out(client)
        assert fetch(client, address).status_code == 404
        assert fetch(client, f"{address}/small").status_code == 404
    sign_in(client, place.people[0])
    visit(client, f"/proposals/{proposal_id}/check").form("/check").submit("提交审查")
    sign_in(client, place.people[1])
    assert fetch(client, address).status_code == 404
    with transaction(place.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        accept_proposal(tx, proposal_id)
    sign_out(client)
    assert addresses(visit(client, f"/proposals/{proposal_id}")) == [address]
    for part in ("", "/small"):
        answer = fetch(client, address + part)
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("inline")
    assert "附上 1 个文件（议题）" in visit(client, f"/proposals/{proposal_id}/ledger").text


def test_photos_nobody_screened_are_for_members_alone(client: FlaskClient) -> None:
    place = make_place()
    proposal_id, address = draft_with_photo(client, place)
    visit(client, f"/proposals/{proposal_id}/check").form("/check").submit("提交审查")
    with transaction(place.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        accept_proposal(tx, proposal_id)
        tx.session.get_one(Proposal, proposal_id).hides_private = True
    sign_out(client)
    assert fetch(client, address).status_code == 404
    page = visit(client, f"/proposals/{proposal_id}")
    assert not addresses(page)
    assert "照片没有经人审查" in page.text
    sign_in(client, place.people[1])
    assert fetch(client, address).status_code == 200
    sign_in(client, make_place(name="别处").people[0])
    assert fetch(client, address).status_code == 404


def test_a_bad_file_is_told_at_its_field_and_no_word_is_lost(client: FlaskClient) -> None:
    place = make_place()
    sign_in(client, place.people[0])
    proposal_id = make_draft(place).proposal_id
    form = visit(client, f"/proposals/{proposal_id}/matter").form("/matter")
    form.values["photos"] = sent(photo(), b"\0\0\0\x18ftypheic", name="IMG.HEIC")
    page = form.fill(title="修好北门的路灯").submit("下一步", status=400)
    assert "HEIC" in page.one("#photos-error").get_text()
    assert page.form("/matter").values["title"] == ["修好北门的路灯"]
    assert attachments() == []


def test_private_words_about_a_photo_are_told_at_their_field(client: FlaskClient) -> None:
    place = make_place()
    sign_in(client, place.people[0])
    form = visit(client, f"/proposals/{make_draft(place).proposal_id}/matter").form("/matter")
    form.values["photos"] = sent(photo())
    page = form.fill(seen_on_photos="打13812345678找他").submit("先存草稿", status=400)
    assert "电话" in page.one("#seen_on_photos-error").get_text()
    assert attachments() == []


def test_a_refused_report_leaves_no_file_and_forms_with_files_are_counted(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_place()
    sign_in(client, place.people[0])
    proposal_id = make_draft(place).proposal_id
    folder = app.extensions["agenda.settings"].upload_folder
    before = set(folder.glob("??/*"))
    monkeypatch.setattr(rules, "FILES_A_DAY", 1)
    form = visit(client, f"/proposals/{proposal_id}/matter").form("/matter")
    form.values["photos"] = sent(photo(), photo())
    page = form.submit("先存草稿", status=400)
    assert "上限" in page.one("#photos-error").get_text()
    monkeypatch.setattr(rules, "FILES_A_DAY", 60)
    monkeypatch.setattr(rules, "BESIDE_ONE", 1)
    monkeypatch.setattr(forms, "require_room", lambda *_args, **_more: None)
    form.values["photos"] = sent(photo(), photo())
    page = form.submit("先存草稿", status=400)
    assert "最多放 1 个" in page.one("#photos-error").get_text()
    assert set(folder.glob("??/*")) == before
    monkeypatch.setattr(forms, "UPLOADS", replace(rules.UPLOADS, most=2))
    form.values["photos"] = sent(photo())
    page = form.submit("先存草稿", status=400)
    assert "分钟" in page.one("#photos-error").get_text()


def test_photos_added_after_the_screening_are_for_members_alone(
    client: FlaskClient, clock: SetClock
) -> None:
    place = make_place()
    proposal_id, address = draft_with_photo(client, place)
    visit(client, f"/proposals/{proposal_id}/check").form("/check").submit("提交审查")
    with transaction(place.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        accept_proposal(tx, proposal_id)
    clock.advance(timedelta(minutes=5))
    sign_in(client, place.people[0])
    form = visit(client, f"/proposals/{proposal_id}/edit").form("/edit")
    form.values["photos"] = sent(photo("PNG"))
    form.fill(note="补一张照片").submit()
    later = f"/files/{attachments()[1].token}"
    assert addresses(visit(client, f"/proposals/{proposal_id}")) == [address, later]
    sign_in(client, place.people[1])
    assert addresses(visit(client, f"/proposals/{proposal_id}")) == [address, later]
    sign_out(client)
    page = visit(client, f"/proposals/{proposal_id}")
    assert addresses(page) == [address]
    assert "照片没有经人审查" in page.text
    assert (fetch(client, address).status_code, fetch(client, later).status_code) == (200, 404)


def test_good_photos_are_kept_where_the_words_are_refused_and_can_be_taken_away(
    client: FlaskClient, app: Flask, clock: SetClock
) -> None:
    place = make_place()
    sign_in(client, place.people[0])
    proposal_id = make_draft(place).proposal_id
    form = visit(client, f"/proposals/{proposal_id}/matter").form("/matter")
    form.values["photos"] = sent(photo(), photo("PNG"))
    page = form.fill(title="").submit("下一步", status=400)
    first, second = attachments()
    again = page.form("/matter").fill(title="修好北门的路灯", taken_away=[str(first.attachment_id)])
    again.submit("下一步")
    folder = app.extensions["agenda.settings"].upload_folder
    assert fetch(client, f"/files/{first.token}").status_code == 404
    assert fetch(client, f"/files/{second.token}").status_code == 200
    assert path_of(folder, first.name).exists()
    clock.advance(timedelta(days=400))  # the files were written by the real clock
    tidy_uploads()
    assert not path_of(folder, first.name).exists()
    assert path_of(folder, second.name).exists()
    assert [row.token for row in attachments()] == [second.token]


def test_only_ones_own_photos_can_be_taken_away(client: FlaskClient) -> None:
    place = make_place()
    _proposal_id, address = draft_with_photo(client, place)
    (row,) = attachments()
    sign_in(client, place.people[1])
    other = make_draft(place, by=1).proposal_id
    form = visit(client, f"/proposals/{other}/matter").form("/matter")
    form.values["taken_away"] = [str(row.attachment_id)]
    form.submit("先存草稿")
    sign_in(client, place.people[0])
    assert fetch(client, address).status_code == 200


def test_a_report_on_a_task_shows_photos_and_papers(client: FlaskClient, clock: SetClock) -> None:
    place = make_place(households=10)
    proposal_id = implementing(place, clock)
    task_id = list_tasks(db.session(), proposal_id)[-1].task_id
    sign_in(client, place.seated[COMPANY][0])
    form = visit(client, f"/tasks/{task_id}/report").form("/report")
    form.values["files"] = [*sent(photo()), *sent(pdf(), name="验收<单>.pdf")]
    form.fill(text="电梯井道已经开挖，下周浇筑。").submit("公开进展")
    sign_out(client)
    page = visit(client, f"/proposals/{proposal_id}")
    _photo, paper = addresses(page)
    assert "验收<单>" not in page.text
    assert page.select("main .files a")[0].get_text() == "文件 2"
    answer = fetch(client, paper)
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert fetch(client, f"{paper}/small").status_code == 404


def test_a_position_carries_its_papers(client: FlaskClient) -> None:
    place = make_place(households=10)
    proposal_id = make_deliberating(place).proposal_id
    sign_in(client, place.seated[COMPANY][0])
    page = visit(client, f"/proposals/{proposal_id}/deliberation").follow(f"代表{COMPANY}表明立场")
    form = page.form("/position")
    form.values["files"] = sent(pdf(b"/AA << /S /JavaScript >>"), name="plan.pdf")
    page = form.fill(stance="against", reasons="费用没有着落。").submit("公布立场", status=400)
    assert "会自己运行" in page.one("#files-error").get_text()
    form = page.form("/position")
    form.values["files"] = sent(pdf(), name="给王建国3号楼8001室.pdf")
    form.fill(called="费用测算").submit("公布立场")
    sign_out(client)
    page = visit(client, f"/proposals/{proposal_id}/positions")
    assert "费用测算" in page.text
    assert "8001" not in page.text
    assert {fetch(client, paper).status_code for paper in addresses(page)} == {200}


@pytest.mark.parametrize("token", ["0", "../../../etc/passwd", "%2e%2e%2fpasswd", "x" * 3000])
def test_an_address_nobody_gave_out_leads_nowhere(client: FlaskClient, token: str) -> None:
    make_submitted(make_place())
    assert fetch(client, f"/files/{token}").status_code == 404
