"""Choosing one's e-mails, ending a mailing from a letter, and the page of failures."""

from flask.testing import FlaskClient
from sqlalchemy import select

from agenda.accounts.models import Account
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR
from agenda.notifications.choices.models import NoticeChoices
from agenda.notifications.choices.rules import Mailing
from agenda.notifications.letters.models import Letter
from agenda.notifications.letters.rules import MOST_TRIES, LetterKind
from tests.factories import Place, make_place
from tests.page import visit
from tests.signin import sign_in, sign_out


def choices_of(person_id: int) -> NoticeChoices:
    db.session.rollback()
    return db.session.scalars(
        select(NoticeChoices).where(NoticeChoices.person_id == person_id)
    ).one()


def test_a_resident_chooses_and_ends_a_mailing_from_a_letter(client: FlaskClient) -> None:
    place = make_place(households=4)
    sign_in(client, place.people[0])
    page = visit(client, "/notices").follow("我要收哪些邮件")
    assert "p***@example.cn" in page.text
    page = (
        page.form("/notices/choices")
        .fill(mailings=["own", "digest"], topics=["lifts", "pets"], language="en", quiet_to="7")
        .submit("保存")
    )
    assert "已保存" in page.text
    mine = choices_of(place.people[0])
    assert (mine.wants_digest, mine.wants_duties, mine.language) == (True, False, "en")
    link = f"/notices/stop/{mine.token}/{Mailing.DIGEST.value}"
    sign_out(client)
    page = visit(client, link)
    assert choices_of(place.people[0]).wants_digest, "looking ends nothing"
    assert "已停发" in page.form(link).submit("停发").text
    assert not choices_of(place.people[0]).wants_digest
    answer = client.post(f"/notices/stop/{mine.token}/own", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200, "a mail program's one click needs neither cookie nor token"
    assert not choices_of(place.people[0]).wants_own
    assert client.post(f"/notices/stop/{mine.token}/nothing").status_code == 404
    assert client.post("/notices/stop/guessed/own").status_code == 404


def failed_letter(place: Place) -> None:
    with transaction(OPERATOR) as tx:
        tx.session.add(
            Letter(
                neighbourhood_id=place.neighbourhood_id,
                person_id=place.people[1],
                kind=LetterKind.NOTICE,
                mailing=Mailing.OWN,
                about_id=1,
                queued_at=tx.now,
                send_at=tx.now,
                tries=MOST_TRIES,
                last_error="SMTPRecipientsRefused [550]",
            )
        )


def test_an_administrator_sees_what_failed_and_tries_again(client: FlaskClient) -> None:
    place = make_place(households=4)
    failed_letter(place)
    account_id = sign_in(client, place.people[0])
    visit(client, "/outbox", status=403)
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Account, account_id).is_administrator = True
    page = visit(client, "/outbox")
    assert "SMTPRecipientsRefused" in page.text
    assert "@" not in page.one("main").get_text()
    page = page.form("/outbox/1/retry").submit("再发一次")
    assert "已放弃" in page.text
    db.session.rollback()
    assert db.session.get_one(Letter, 1).tries == 0
    sign_in(client, place.people[1])
    assert "没有送到" in visit(client, "/notices/choices").text
