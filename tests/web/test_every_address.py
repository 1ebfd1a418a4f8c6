"""Every address of the platform: closed unless it is on the list of public ones, and never broken.

The pages are walked by their addresses, so a page that is added is tested before anyone thinks of
it: a visitor is sent to sign in, a reader sees a checked page or a clear refusal, nothing changes.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import IntegerConverter

from agenda.infra.db import db
from agenda.infra.scheduler import take_lease
from agenda.kernel.authz import BodyKind
from tests.factories import Place
from tests.markup import faults
from tests.meetings import hold_meeting, make_deliberating, small_place
from tests.signin import sign_in

PUBLIC = {
    "accounts.privacy",
    "accounts.sign_in",
    "api.index",
    "api.nowhere",
    "api.openapi",
    "api.row",
    "api.rows",
    "applications.follow",
    "applications.new",
    "applications.received",
    "assembly.roll",
    "ballots.certificate",
    "ballots.certificate_pdf",
    "ballots.choices",
    "ballots.export",
    "ballots.export_choices",
    "ballots.export_receipts",
    "ballots.receipts",
    "ballots.result",
    "ballots.roll",
    "ballots.show",
    "calendars.area",
    "calendars.neighbourhood",
    "calendars.proposal",
    "castings.show",
    "certificates.export",
    "certificates.paper",
    "certificates.show",
    "community.index",
    "community.show",
    "cosign_paper.dispute",
    "cosign_paper.sheet",
    "cosign_paper.sheet_pdf",
    "cosigns.index",
    "decisions.attempt",
    "corrections.index",
    "decisions.show",
    "owners.roll",
    "owners_paper.dispute",
    "owners.sheet",
    "owners.sheet_pdf",
    "owners.show",
    "deliberation.show",
    "desk.calendar",
    "discussion.index",
    "discussion.show",
    "docket.agenda",
    "docket.home",
    "docket.revisions",
    "docket.show",
    "drafting.index",
    "feeds.area",
    "feeds.neighbourhood",
    "feeds.proposal",
    "files.show",
    "files.small",
    "health.live",
    "health.ready",
    "ledger.export",
    "ledger.index",
    "ledger.show",
    "letters_of_tasks.paper",
    "letters_of_tasks.show",
    "mailings.end",
    "mailings.stop",
    "meetings.index",
    "meetings.notice",
    "meetings.of_proposal",
    "meetings.show",
    "minutes.paper_pdf",
    "minutes.sheet",
    "minutes.sheet_pdf",
    "minutes.show",
    "opinions.export",
    "opinions.index",
    "opinions.statements",
    "paper.check",
    "paper.find",
    "parties.index",
    "positions.index",
    "recovery.index",
    "recovery.welcome",
    "referral.show",
    "registration.code",
    "registration.create",
    "removals.index",
    "removals.show",
    "representatives.index",
    "reports.data",
    "reports.paper",
    "reports.participation",
    "reports.show",
    "reports.silence",
    "requests.sheet",
    "requests.show",
    "routing.explain",
    "routing.show",
    "seals.export",
    "seals.growth",
    "seals.inclusion",
    "seals.index",
    "seals.show",
    "tasks.index",
    "vote_paper.dispute",
    "walls.agenda",
    "walls.building",
    "walls.index",
    "walls.promises",
    "walls.show",
    "web.set_language",
    "web.set_senior",
}
"""What a visitor may open: nothing is added here without asking whether everybody may see it."""
COUNTED = {"account_sessions", "rate_counters"}
"""What a GET may touch: when a session was last seen, and how often somebody tried."""


FRAGMENTS = {"proposals.similar"}
"""Parts of a page that the script swaps in; the page around them is checked."""


def addresses(app: Flask, method: str) -> Iterator[tuple[str, str]]:
    """Yield endpoint and address of all that takes a method, its blanks filled with the first id."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint != "static":
            converters = rule._converters.items()
            values = {n: 1 if isinstance(c, IntegerConverter) else "x" for n, c in converters}
            yield rule.endpoint, adapter.build(rule.endpoint, values, method=method)


def everything(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Return the content of every table that a GET must leave alone."""
    tables = [table for table in db.metadata.sorted_tables if table.name not in COUNTED]
    with db.engine.connect() as connection:
        return {t.name: sorted(map(tuple, connection.execute(select(t))), key=repr) for t in tables}


@pytest.fixture
def place(app: Flask) -> Place:
    """A neighbourhood in which something was proposed, listed, talked over and minuted."""
    lively = small_place()
    hold_meeting(lively, make_deliberating(lively).proposal_id)
    take_lease("clock", "a clock that runs", for_seconds=3600)
    return lively


def test_the_public_addresses_are_the_ones_on_the_list(app: Flask) -> None:
    views = app.view_functions.items()
    assert {name for name, view in views if getattr(view, "is_public", False)} == PUBLIC


def test_a_visitor_is_sent_to_sign_in_everywhere_else(app: Flask, client: FlaskClient) -> None:
    for method in ("GET", "POST"):
        for endpoint, url in addresses(app, method):
            if endpoint not in PUBLIC:
                answer = client.open(url, method=method)
                is_closed = answer.status_code in {302, 303, 400}
                assert is_closed, f"{method} {url} ({endpoint}) answers {answer.status}"
                if answer.status_code != 400:
                    assert "/sign-in" in answer.location, url


@pytest.mark.parametrize(
    ("who", "language"),
    [
        ("visitor", "zh"),
        ("resident", "zh"),
        ("chair", "zh"),
        ("chair", "en"),  # who sees the most pages
        ("outsider", "zh"),
    ],
)
def test_looking_anywhere_shows_a_good_page_and_changes_nothing(
    app: Flask, client: FlaskClient, place: Place, who: str, language: str
) -> None:
    client.set_cookie("lang", language)
    readers = {
        "resident": place.people[0],
        "chair": place.seated[BodyKind.RESIDENTS_COMMITTEE][0],
        "outsider": place.seated[BodyKind.PROPERTY_COMPANY][0],
    }
    if who in readers:
        sign_in(client, readers[who])
    before = everything(app)
    found = []
    for endpoint, url in addresses(app, "GET"):
        answer = client.get(url)
        if answer.status_code not in {200, 303, 403, 404, 409, 410}:
            found.append(f"{url} ({endpoint}) answers {answer.status}")
        is_page = answer.mimetype == "text/html" and answer.status_code != 303
        if is_page and endpoint not in FRAGMENTS:
            found += [f"{url}: {fault}" for fault in faults(answer.get_data(as_text=True))]
    assert not found, "\n".join(found)
    assert everything(app) == before


@pytest.mark.parametrize(
    "path", ["/proposals/%00", "/agenda?q=%00%ff", "/proposals/99999999999999999999"]
)
def test_an_address_that_cannot_be_is_refused_plainly(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {200, 400, 404}
    assert faults(answer.get_data(as_text=True)) == []
