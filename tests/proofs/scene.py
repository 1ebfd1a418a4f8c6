"""A neighbourhood in full swing for the proofs: votes open, an owners' ballot open, much to co-sign."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import select, update

from agenda.ballots.models import Vote
from agenda.ballots.owners.models import HeadOwner
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR
from agenda.kernel.ids import HeadId, PersonId, ProposalId
from agenda.procedure.models import DutyRow
from agenda.procedure.rules import DutyKind
from agenda.proposals.models import Proposal
from tests.factories import Place, make_cosigning, make_place, make_submitted
from tests.owners import make_open as make_owners_ballot
from tests.signin import sign_in
from tests.votes import clock, make_scheduled

HOUSEHOLDS = 80


@dataclass(frozen=True)
class Scene:
    """What there is to do, by whom, and the hour at which it is."""

    place: Place
    tokens: dict[PersonId, str]
    """The sign-in cookie of every resident."""
    votes: Sequence[Vote]
    owners_on: ProposalId
    """The proposal with an open owners' ballot."""
    heads: dict[PersonId, HeadId]
    cosigning: Sequence[ProposalId]
    at: datetime


def make_scene(*, votes: int, cosigning: int, screening: int, every: timedelta) -> Scene:
    """Make a place with so many votes open, proposals to co-sign, and screenings about to lapse.

    From the scene's hour on one screening lapses `every` so often, so that the clock has work.
    """
    place = make_place(households=HOUSEHOLDS)
    later = timedelta(days=60)
    ballot = make_owners_ballot(place, closes_on=(clock().now() + later).date())
    scheduled = [make_scheduled(place) for _ in range(votes)]
    clock().set(max(vote.opens_at for vote in scheduled))
    at = clock().advance(timedelta(hours=1))
    to_cosign = [make_cosigning(place).proposal_id for _ in range(cosigning)]
    _let_lapse([make_submitted(place, by=n).proposal_id for n in range(screening)], at, every)
    owners = select(HeadOwner.person_id, HeadOwner.head_id)
    heads = dict(db.session.execute(owners).all())
    decided = select(Proposal.proposal_id).where(Proposal.stage == "deciding")
    owners_on = db.session.scalars(decided).one()
    tokens = {person: _token(person) for person in place.people}
    assert at < ballot.closes_at
    assert all(vote.opens_at <= at < vote.closes_at - timedelta(hours=2) for vote in scheduled)
    return Scene(place, tokens, scheduled, owners_on, heads, to_cosign, at)


def _let_lapse(proposals: Sequence[ProposalId], at: datetime, every: timedelta) -> None:
    """Let the committee's time for each of these be over, one after the other."""
    with transaction(OPERATOR) as tx:
        for number, proposal_id in enumerate(proposals, start=1):
            tx.session.execute(
                update(DutyRow)
                .where(DutyRow.proposal_id == proposal_id, DutyRow.kind == DutyKind.SCREEN)
                .values(due_at=at + number * every)
            )


def _token(person_id: PersonId) -> str:
    """Sign a resident in and return the cookie."""
    client = FlaskClient(current_app)
    sign_in(client, person_id)
    cookie = client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def on_disk(url: str, folder: Path) -> str:
    """Return the URL of a scene's database as a site should serve it: an SQLite file on disk.

    Tests keep theirs in memory, where a commit takes no time and nothing is killed amid one.
    """
    if not url.startswith("sqlite:///"):
        return url
    db.session.remove()
    target = folder / "site.db"
    with sqlite3.connect(url.removeprefix("sqlite:///")) as made:
        made.execute("VACUUM INTO ?", [str(target)])
    return f"sqlite:///{target}"
