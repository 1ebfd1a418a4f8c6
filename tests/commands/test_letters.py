"""Letters by e-mail and messages to chat groups: to whom, what is in them, what a failure leaves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.ballots.rules import Choice
from agenda.cli.clock import JOBS, tell, tick_command
from agenda.cli.post import queue_mail, send_mail, tell_groups
from agenda.community.models import Household, Person
from agenda.cosigns.commands import cosign
from agenda.infra.db import db
from agenda.infra.outbox import OutboxMessage, list_waiting
from agenda.infra.transaction import transaction
from agenda.kernel.authz import MECHANISM, OPERATOR
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import NotFound
from agenda.ledger.seals.queries import find_latest_seal
from agenda.ledger.seals.rules import written
from agenda.notifications.choices.commands import choose_mailings, end_mailing
from agenda.notifications.choices.models import NoticeChoices
from agenda.notifications.choices.queries import get_choices
from agenda.notifications.choices.rules import Choices, Mailing
from agenda.notifications.letters.commands import claim_letter
from agenda.notifications.letters.models import Letter
from agenda.notifications.letters.queries import get_outbox, list_due_letters
from agenda.notifications.letters.rules import MOST_TRIES
from agenda.notifications.rules import GROUPS, TOLD_TO_GROUPS
from agenda.proposals.rules import Topic
from tests.factories import Place, make_cosigning, make_place
from tests.receivers import GroupRobot, MailServer, running
from tests.signin import sign_in
from tests.votes import cast_one, make_open


@pytest.fixture
def server(app: Flask) -> Iterator[MailServer]:
    """A mail server, named in the settings."""
    before = app.extensions["agenda.settings"]
    with running(MailServer()) as server:
        app.extensions["agenda.settings"] = replace(
            before, mail_url=server.url, mail_from="议事 <yishi@example.cn>"
        )
        yield server
        app.extensions["agenda.settings"] = before


@pytest.fixture
def robot(app: Flask) -> Iterator[GroupRobot]:
    """A chat group's robot, named in the settings."""
    before, wires = app.extensions["agenda.settings"], app.extensions["agenda"]
    listeners = dict(wires.consumers)
    with running(GroupRobot()) as robot:
        app.extensions["agenda.settings"] = replace(before, group_robots=(robot.url,))
        wires.consumers.update({k: (*listeners[k], GROUPS) for k in TOLD_TO_GROUPS})
        yield robot
        app.extensions["agenda.settings"] = before
        wires.consumers.update(listeners)


@pytest.fixture
def place(app: Flask) -> Place:
    """A neighbourhood whose residents have accounts under an e-mail address."""
    place = make_place(households=30)
    with app.test_client() as client:
        for person_id in place.people[:4]:
            sign_in(client, person_id)
    return place


def address(person_id: int) -> str:
    return f"person{person_id}@example.cn"


def choose(place: Place, number: int, *, topics: tuple[Topic, ...] = (), **values) -> None:
    chosen = replace(Choices(quiet_from=0, quiet_to=0), **values)
    with transaction(place.resident(number)) as tx:
        choose_mailings(tx, chosen, topics=topics)


def body_of(letter) -> str:
    parts = (letter.get_body((kind,)) for kind in ("plain", "html"))
    return "".join(part.get_content() for part in parts)


def test_the_proposer_is_written_in_the_language_chosen(place: Place, server: MailServer) -> None:
    choose(place, 0, language="en")
    proposal_id = make_cosigning(place).proposal_id
    tell()
    assert send_mail() > 0
    letter = server.to(address(place.people[0]))[-1]
    assert letter["Subject"].endswith(": something has happened")
    assert "给三号楼加装一部电梯" in letter["Subject"]
    assert f"http://127.0.0.1:8000/proposals/{proposal_id}" in body_of(letter)
    assert "Stop e-mails of this kind" in body_of(letter)
    sent = len(server.taken)
    assert send_mail() == 0
    assert len(server.taken) == sent, "each leaves once"


def test_a_letter_names_nobody(place: Place, server: MailServer) -> None:
    with transaction(OPERATOR) as tx:
        for number, person in enumerate(tx.session.scalars(select(Person))):
            person.name, person.mobile = f"欧阳{chr(0x9F00 + number)}", f"1391234{number:04d}"
    for number in range(4):
        choose(place, number)
    proposal_id = make_cosigning(place).proposal_id
    for number in (1, 2, 3):
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal_id)
    for job in (tell, queue_mail, send_mail):
        job()
    assert server.taken
    people = db.session.scalars(select(Person)).all()
    rooms = db.session.scalars(select(Household.room)).all()
    secrets = (
        [p.name for p in people] + [p.mobile or "" for p in people] + [f"{r}室" for r in rooms]
    )
    said = "".join(body_of(letter) + letter["Subject"] for letter in server.taken)
    assert [secret for secret in secrets if secret in said] == []


def test_who_follows_a_topic_hears_of_it_once_it_is_public(
    place: Place, server: MailServer
) -> None:
    choose(place, 2, topics=(Topic.LIFTS,))
    choose(place, 3, topics=(Topic.PETS,))
    make_cosigning(place)
    tell()
    send_mail()
    assert len(server.to(address(place.people[2]))) == 1, "screening is nobody's business yet"
    assert server.to(address(place.people[3])) == []


def test_quiet_hours_hold_a_letter_back(place: Place, server: MailServer, clock: SetClock) -> None:
    choose(place, 0, quiet_from=8, quiet_to=18)
    make_cosigning(place)
    tell()
    assert send_mail() == 0
    clock.advance(timedelta(hours=9))
    assert send_mail() > 0


def test_a_reminder_goes_to_those_alone_who_have_not_acted(
    place: Place, server: MailServer, clock: SetClock
) -> None:
    for number in range(4):
        choose(place, number)
    vote = make_open(place)
    cast_one(place, vote, 1, Choice.FOR)
    tell()
    send_mail()
    clock.set(vote.closes_at - timedelta(hours=47))
    server.taken.clear()
    queue_mail()
    cast_one(place, vote, 2, Choice.AGAINST)
    send_mail()
    reminded = {letter["To"] for letter in server.taken if "快到期" in letter["Subject"]}
    assert address(place.people[3]) in reminded
    assert not {address(place.people[1]), address(place.people[2])} & reminded
    server.taken.clear()
    queue_mail()
    assert send_mail() == 0, "nobody is reminded twice"


def test_the_week_comes_on_monday_with_the_seal(
    place: Place, server: MailServer, clock: SetClock
) -> None:
    choose(place, 3, mailings=frozenset({Mailing.DIGEST}))
    make_cosigning(place)
    clock.set(datetime.fromisoformat("2026-03-09T09:05:00+08:00"))
    for job in JOBS:
        job()
    (letter,) = server.to(address(place.people[3]))
    assert letter["Subject"] == "一周议事：3月2日至3月8日"
    seal = find_latest_seal(db.session(), place.neighbourhood_id)
    assert seal is not None
    assert written(seal.digest) in body_of(letter)
    assert "给三号楼加装一部电梯" in body_of(letter)


def test_a_refused_letter_is_tried_again_and_then_seen(
    place: Place, server: MailServer, clock: SetClock
) -> None:
    choose(place, 0)
    make_cosigning(place)
    tell()
    server.refuse = b"550 no such user <person1@example.cn>"
    waiting = len(list_due_letters(db.session(), clock.now()))
    assert waiting
    for _again in range(MOST_TRIES):
        assert send_mail() == 0
        clock.advance(timedelta(hours=5))
    db.session.rollback()
    outbox = get_outbox(db.session())
    assert len(outbox.given_up) == waiting
    assert {letter.last_error for letter in outbox.given_up} == {"SMTPRecipientsRefused [550]"}
    assert list_due_letters(db.session(), clock.now()) == []


def test_two_clocks_send_a_letter_once(place: Place, server: MailServer) -> None:
    choose(place, 0)
    make_cosigning(place)
    tell()
    letter_id = db.session.scalars(select(Letter.letter_id)).first()
    with transaction(MECHANISM) as tx:
        assert claim_letter(tx, letter_id)
    with transaction(MECHANISM) as tx:
        assert not claim_letter(tx, letter_id)


def test_a_mailing_is_ended_by_the_letters_secret_alone(place: Place, server: MailServer) -> None:
    choose(place, 0)
    token = db.session.scalars(select(NoticeChoices.token)).one()
    with pytest.raises(NotFound), transaction(place.resident(1)) as tx:
        end_mailing(tx, token=token[:-1], mailing=Mailing.OWN)
    for _again in range(2):
        with transaction(place.resident(1)) as tx:
            end_mailing(tx, token=token, mailing=Mailing.OWN)
    assert Mailing.OWN not in get_choices(db.session(), place.people[0]).mailings
    db.session.close()
    make_cosigning(place)
    tell()
    send_mail()
    assert server.to(address(place.people[0])) == []


def test_without_a_mail_server_nothing_is_queued(place: Place) -> None:
    choose(place, 0)
    make_cosigning(place)
    tell()
    assert db.session.scalars(select(Letter)).all() == []


def test_a_group_hears_of_public_milestones_in_the_robots_format(
    place: Place, robot: GroupRobot, clock: SetClock
) -> None:
    proposal_id = make_cosigning(place).proposal_id
    assert tell_groups() == 1, "screening is not public"
    (message,) = robot.taken
    assert message["msgtype"] == "markdown"
    title, _words, link = message["markdown"]["content"].split("\n")
    assert title == "**给三号楼加装一部电梯**"
    assert link == f"[查看](http://127.0.0.1:8000/proposals/{proposal_id})"
    assert tell_groups() == 0


def test_a_robots_refusal_is_kept_and_tried_again_later(
    place: Place, robot: GroupRobot, clock: SetClock
) -> None:
    robot.errcode = 45009
    make_cosigning(place)
    tell_groups()
    failed = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.last_error.is_not(None))
    ).all()
    assert [message.last_error for message in failed] == ["errcode 45009"]
    assert tell_groups() == 0
    db.session.rollback()
    robot.errcode = 0
    clock.advance(timedelta(minutes=2))
    assert tell_groups() == 1
    assert list_waiting(db.session(), GROUPS) == []


def test_agenda_tick_tells_and_sends(app: Flask, place: Place, server: MailServer) -> None:
    choose(place, 0)
    make_cosigning(place)
    result = app.test_cli_runner().invoke(tick_command)
    assert result.exit_code == 0, result.output
    assert server.to(address(place.people[0]))
