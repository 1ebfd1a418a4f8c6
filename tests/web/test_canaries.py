"""Secrets planted in the database are looked for in everything that is public: none comes out."""

import base64
import sqlite3
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from agenda.ballots.rules import Choice
from agenda.community.models import Household, Person
from agenda.deliberation.commands import adopt_agreement
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.queries import current_sitting
from agenda.infra.audit import LedgerSalt
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.ids import ProposalId
from agenda.opendata.export.queries import write_csv, write_public_file
from agenda.opendata.tables.queries import TABLES
from agenda.procedure.rules import DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.rules import Stage
from agenda.resolutions.tasks.commands import promise_task
from tests.factories import Place, make_cosigning, make_place, make_submitted, reload
from tests.meetings import hold_meeting
from tests.outcomes import pass_until
from tests.votes import cast, close, make_open
from tests.web.test_every_address import PUBLIC, addresses

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE


def plant(place: Place) -> set[str]:
    """Give every person a name, a mobile, an address and a key that occur nowhere else."""
    secrets = set[str]()
    with transaction(OPERATOR) as tx:
        for number, person in enumerate(tx.session.scalars(select(Person)), 1):
            person.name = f"王{chr(0x9F00 + number)}{chr(0x9E00 + number)}"
            person.mobile = f"1391234{number:04d}"
            person.email = f"canary{number}@secret.example"
            person.postal_address = f"金丝雀路{number}弄"
            person.ledger_key = bytes([number]) * 32
            secrets |= {person.name, person.mobile, person.email, person.postal_address}
            secrets.add(person.ledger_key.hex())
        for number, home in enumerate(tx.session.scalars(select(Household)), 1):
            home.room = f"8{number:03d}"
    return secrets


def live_through(place: Place, clock: SetClock) -> tuple[ProposalId, set[str]]:
    """Lead a proposal from its vote to its tasks, and return the secrets that this made."""
    vote = make_open(place)
    papers = cast(place, vote, [Choice.FOR] * 12 + [Choice.AGAINST] * 3)
    close(vote)
    proposal_id = vote.proposal_id
    pass_until(clock, proposal_id, DutyKind.ROUTE)
    meeting_id = hold_meeting(place, proposal_id, words="我住8001室，电话13912340001。")
    code = db.session().get_one(Meeting, meeting_id).code_seed
    db.session.close()
    pass_until(clock, proposal_id, DutyKind.PUBLISH_MINUTES)
    with transaction(place.seat(COMMITTEE)) as tx:
        sitting = current_sitting(tx.session, proposal_id)
        assert sitting is not None
        adopt_agreement(tx, sitting, paragraphs=["加装一部电梯。"], motion_id=1)
    with transaction(place.seat(COMMITTEE)) as tx:
        promise_task(
            tx,
            proposal_id,
            lead_body_id=place.bodies[COMMITTEE],
            body_id=place.bodies[BodyKind.PROPERTY_COMPANY],
            what="完成施工图",
            due_at=now() + timedelta(days=60),
        )
    pass_until(clock, proposal_id, DutyKind.POST_RESULT)
    assert reload(proposal_id).stage is Stage.IMPLEMENTING
    return proposal_id, {code, *(paper.code for paper in papers)}


def write_unseen(place: Place) -> None:
    """Have silence accept a proposal with a neighbour's name, room and number, and leave a draft."""
    proposal_id = make_cosigning(place, by=2).proposal_id
    with transaction(OPERATOR) as tx:
        proposal = tx.session.get_one(Proposal, proposal_id)
        proposal.hides_private = True
        proposal.title = "8001室王阿姨家漏水"
        proposal.matter = "请打她电话13912340001，8001室的王阿姨家天天漏水，没有人管。"
    draft_id = make_submitted(place, by=3).proposal_id
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Proposal, draft_id).matter = "金丝雀还没有公开的事"


def everything_public(app: Flask, client: FlaskClient, folder: Path) -> dict[str, bytes]:
    """Return all that anybody can read: pages, feeds, calendars, interface, files."""
    urls = {url for endpoint, url in addresses(app, "GET") if endpoint in PUBLIC}
    urls |= {f"/api/v1/{table.name}?limit=200" for table in TABLES}
    urls |= {url.replace("/1", "/2") for url in urls}
    found = {url: client.get(url).data for url in sorted(urls)}
    write_public_file(db.session(), folder / "public.db")
    write_csv(db.session(), folder)
    with sqlite3.connect(folder / "public.db") as file:
        found["public.db, every row"] = "\n".join(file.iterdump()).encode()
    return found | {path.name: path.read_bytes() for path in folder.iterdir()}


def test_no_secret_comes_out(
    app: Flask, client: FlaskClient, clock: SetClock, tmp_path: Path
) -> None:
    place = make_place()
    planted = plant(place)
    _proposal_id, made = live_through(place, clock)
    write_unseen(place)
    salts = set(db.session.scalars(select(LedgerSalt.salt)))
    planted |= made | {app.secret_key} | {salt.hex() for salt in salts}
    raw = {*(secret.encode() for secret in planted), *salts, *map(base64.b64encode, salts)}
    raw |= {"金丝雀".encode(), "8001室".encode(), "王阿姨".encode(), b"13912340001"}
    public = everything_public(app, client, tmp_path)
    assert sum(len(content) for content in public.values()) > 300_000
    spilt = {
        where: sorted({secret for secret in raw if secret in content})
        for where, content in public.items()
    }
    assert {where: what for where, what in spilt.items() if what} == {}
