"""How many statements a page sends: few, and no more for many rows than for few."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from agenda.deliberation.discussion.commands import write_comment
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.ids import ProposalId
from agenda.proposals.rules import Stage
from tests.factories import Place, make_cosigning, make_crossed, make_place, reload
from tests.meetings import hold_meeting, make_deliberating, small_place
from tests.outcomes import agreed, appraising, deliberating, implementing
from tests.signin import sign_in
from tests.web.test_every_address import FRAGMENTS, addresses

CEILINGS = {"/": 6, "/agenda": 5}
"""The most a visitor's page may send, the BEGIN of its reading included."""
OF_A_PROPOSAL = {
    Stage.COSIGNING: 8,
    Stage.VOTING: 9,
    Stage.LISTED: 8,
    Stage.DELIBERATING: 7,
    Stage.ANNOUNCED: 7,
    Stage.IMPLEMENTING: 7,
    Stage.APPRAISING: 8,
}
"""The most a visitor's page of a proposal may send, as measured.

Where files stand beside positions or reports, it is one more for either.
"""
MADE: dict[Stage, Callable[[SetClock], ProposalId]] = {
    Stage.COSIGNING: lambda _clock: make_cosigning(small_place()).proposal_id,
    Stage.VOTING: lambda _clock: make_crossed(make_place()).proposal_id,
    Stage.LISTED: lambda _clock: make_crossed(small_place()).proposal_id,
    Stage.DELIBERATING: lambda clock: deliberating(small_place(), clock),
    Stage.ANNOUNCED: lambda clock: agreed(small_place(), clock),
    Stage.IMPLEMENTING: lambda clock: implementing(small_place(), clock),
    Stage.APPRAISING: lambda clock: appraising(small_place(), clock),
}
"""How a proposal comes to each stage."""
OF_THE_READER = 12
"""What a signed-in reader's page may send on top: who he is, and what he himself may do."""
FEW, MANY = 2, 20
"""How many issues and comments there are at first, and then."""


@contextmanager
def statements() -> Iterator[list[str]]:
    """Note the SQL statements that are sent meanwhile."""
    sent: list[str] = []

    def note(*details: object) -> None:
        sent.append(str(details[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def sent_by(client: FlaskClient, url: str) -> list[str]:
    """Return what a page sends when it is read again."""
    client.get(url)
    with statements() as sent:
        assert client.get(url).status_code == 200
    return sent


def fill(place: Place, talked_over: int, numbers: range) -> None:
    """Add issues that gather co-signatures, and comments on the one that is talked over."""
    for number in numbers:
        make_cosigning(place, by=number % len(place.people))
        with transaction(place.resident(number % len(place.people))) as tx:
            write_comment(tx, talked_over, text=f"第{number}条意见")


def pages_of(app: Flask) -> list[str]:
    """Return all addresses but those of papers: a PDF reads what its page reads, and is slow."""
    return [
        url
        for endpoint, url in addresses(app, "GET")
        if endpoint not in FRAGMENTS and not endpoint.endswith("_pdf") and not url.endswith(".pdf")
    ]


def counted(client: FlaskClient, urls: Iterable[str]) -> dict[str, int]:
    """Return how many statements each page sends that this reader is shown, by its address."""
    counts = {}
    for url in urls:
        with statements() as sent:
            answer = client.get(url)
        if answer.status_code == 200:
            counts[url] = len(sent)
    return counts


def test_no_page_sends_more_for_many_rows(app: Flask) -> None:
    place = small_place()
    talked_over = make_deliberating(place).proposal_id
    hold_meeting(place, talked_over)
    fill(place, talked_over, range(FEW))
    readers = {name: app.test_client() for name in ("visitor", "resident", "secretary")}
    sign_in(readers["resident"], place.people[5])
    sign_in(readers["secretary"], place.seated[BodyKind.PARTY_ORGANIZATION][0])
    before = {name: counted(client, pages_of(app)) for name, client in readers.items()}
    fill(place, talked_over, range(FEW, MANY))
    after = {name: counted(client, before[name]) for name, client in readers.items()}
    assert {name: counts.keys() for name, counts in after.items()} == {
        name: counts.keys() for name, counts in before.items()
    }
    grown = {
        f"{name} {url}": (count, after[name][url])
        for name, counts in before.items()
        for url, count in counts.items()
        if after[name][url] > count
    }
    assert grown == {}


@pytest.mark.parametrize("who", ["visitor", "resident"])
def test_the_first_pages_send_few(app: Flask, client: FlaskClient, who: str) -> None:
    place = small_place()
    talked_over = make_deliberating(place).proposal_id
    hold_meeting(place, talked_over)
    fill(place, talked_over, range(FEW))
    if who == "resident":
        sign_in(client, place.people[5])
    own = 0 if who == "visitor" else OF_THE_READER
    for url, ceiling in CEILINGS.items():
        assert len(sent_by(client, url)) <= ceiling + own


@pytest.mark.parametrize("stage", OF_A_PROPOSAL)
def test_the_page_of_a_proposal_sends_few(
    client: FlaskClient, clock: SetClock, stage: Stage
) -> None:
    proposal_id = MADE[stage](clock)
    assert reload(proposal_id).stage is stage
    sent = sent_by(client, f"/proposals/{proposal_id}")
    assert len(sent) <= OF_A_PROPOSAL[stage], "\n".join(sent)
