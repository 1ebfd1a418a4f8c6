"""Two worker processes, many hands at one moment: one ballot each, and at closing in or out."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from agenda.ballots.models import CastChoice, Participation, Receipt, Vote
from agenda.ballots.owners.models import HeadBallot, HeadBallotVersion, HeadChoice
from agenda.ballots.rules import receipt_number
from agenda.ballots.verification.queries import published_file
from agenda.ballots.verification.residents.rules import check_vote
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.kernel.ids import PersonId
from tests.proofs.crowd import CHOICES, CODE, TOKEN, Answer, Browser, found
from tests.proofs.ground import Tell, opened_at, port
from tests.proofs.scene import Scene, make_scene, on_disk
from tests.proofs.site import Site, shift_to

pytestmark = pytest.mark.proof
HANDS, ROUNDS = 12, 20
HOUR = timedelta(hours=1)


@contextmanager
def served(app: Flask, folder: Path, scene: Scene, at: datetime, *names: str) -> Iterator[Site]:
    """Serve a scene at an hour."""
    url = on_disk(app.config["SQLALCHEMY_DATABASE_URI"], folder)
    db.session.remove()
    db.engine.dispose()
    site = Site(url, port(), folder, shift_to(at))
    try:
        site.start(*names)
        yield site
    finally:
        site.stop()


def at_once(browser: Browser, path: str, forms: list[dict[str, str]]) -> list[Answer]:
    """Send forms from as many devices with the same cookies at the same moment."""
    start = Barrier(len(forms))

    def send(form: dict[str, str]) -> Answer:
        own = replace(browser, cookies=dict(browser.cookies))
        start.wait()
        return own.post(path, form)

    with ThreadPoolExecutor(len(forms)) as hands:
        return list(hands.map(send, forms))


def checked(browser: Browser, base: str, token: str, choice: str) -> dict[str, str]:
    """Return the form that casts a choice, as the page of checking gives it."""
    answer = browser.post(f"{base}/check", {"csrf_token": token, "choice": choice})
    return {"csrf_token": token, "choice": choice, "code": found(CODE, answer.text)}


def signed_in(site: Site, scene: Scene, person: PersonId) -> tuple[Browser, str]:
    """Return a resident's device and the token of its forms."""
    browser = Browser(site.port, {"session": scene.tokens[person]})
    page = browser.get(f"/proposals/{scene.cosigning[0]}/discussion")
    return browser, found(TOKEN, page)


def test_twelve_at_once_through_two_workers_are_one_ballot(
    app: Flask, tmp_path: Path, tell: Tell
) -> None:
    scene = make_scene(votes=2, cosigning=1, screening=0, every=HOUR)
    seen = Counter[str]()
    with served(app, tmp_path, scene, scene.at, "serve") as site:
        for person in scene.place.people[1 : ROUNDS + 1]:
            browser, token = signed_in(site, scene, person)
            same, different = (f"/proposals/{v.proposal_id}/vote/ballot" for v in scene.votes)
            form = checked(browser, same, token, "for")
            answers = at_once(browser, same, [form] * HANDS)
            assert {answer.status for answer in answers} == {200}
            forms = [checked(browser, different, token, CHOICES[n % 3]) for n in range(HANDS)]
            answers = at_once(browser, different, forms)
            seen.update(f"other forms: {answer.status}" for answer in answers)
            path = f"/proposals/{scene.owners_on}/owners/ballot/{scene.heads[person]}"
            form = {"csrf_token": token, "based_on": "0", "question_1": "for", "question_2": "for"}
            answers = at_once(browser, path, [form] * HANDS)
            assert {answer.status for answer in answers} == {303}
        url = site.url
    with opened_at(url, tmp_path) as session:
        tables = (Participation, CastChoice, Receipt, HeadBallot, HeadBallotVersion, HeadChoice)
        rows = [session.scalar(select(func.count()).select_from(table)) for table in tables]
        counts = dict(
            session.execute(
                select(LedgerEvent.kind, func.count())
                .where(LedgerEvent.kind.in_(("ballots.ballot_cast", "ballots.head_ballot_cast")))
                .group_by(LedgerEvent.kind)
            ).all()
        )
    tell(f"{url.split(':')[0]}: {ROUNDS} rounds of {HANDS} at once; {dict(seen)}; rows {rows}")
    before = 10  # the vote that led to the owners' ballot
    assert rows == [2 * ROUNDS + before] * 3 + [ROUNDS, ROUNDS, 2 * ROUNDS]
    assert seen == {"other forms: 200": ROUNDS, "other forms: 409": ROUNDS * (HANDS - 1)}
    assert counts == {
        "ballots.ballot_cast": 2 * ROUNDS + before,
        "ballots.head_ballot_cast": ROUNDS,
    }


def test_a_ballot_in_the_closing_second_is_in_or_out(
    app: Flask, tmp_path: Path, tell: Tell
) -> None:
    scene = make_scene(votes=1, cosigning=1, screening=0, every=HOUR)
    (vote,), people = scene.votes, scene.place.people[1:]
    base = f"/proposals/{vote.proposal_id}/vote/ballot"
    with served(app, tmp_path, scene, scene.at, "serve") as site:
        ready: list[tuple[Browser, dict[str, str]]] = []
        for number, person in enumerate(people):
            browser, token = signed_in(site, scene, person)
            ready.append((browser, checked(browser, base, token, CHOICES[number % 3])))
        site.stop()
        site.shift = shift_to(vote.closes_at - timedelta(seconds=30))
        site.start()
        ready[0][0].get("/")  # a worker's first page takes its time
        assert site.now() < vote.closes_at - timedelta(seconds=2), "this machine is too slow"
        send = _sender(site, base, vote.closes_at - timedelta(seconds=5), 8 / len(ready))
        with ThreadPoolExecutor(HANDS) as hands:
            answers = list(hands.map(send, range(len(ready)), ready))
        time.sleep(8)
        url = site.url
    accepted = [
        form for (_, form), answer in zip(ready, answers, strict=True) if answer.status == 200
    ]
    with opened_at(url, tmp_path) as session:
        closed = session.get_one(Vote, vote.vote_id)
        file = published_file(session, closed)
    statuses = Counter(answer.status for answer in answers)
    tell(f"{url.split(':')[0]}: {dict(statuses)} around closing, counted {closed.participants}")
    assert set(statuses) == {200, 409}
    assert len(accepted) > 4, "how fewer chose is told nowhere: this machine is too slow"
    assert closed.participants == len(accepted)
    numbers = {receipt_number(vote.vote_id, form["code"]) for form in accepted}
    assert set(file["receipts"]) == numbers
    assert file["counts"] == Counter(form["choice"] for form in accepted)
    assert all(finding.holds for finding in check_vote(file))


def _sender(site: Site, path: str, start: datetime, apart: float) -> Callable[..., Answer]:
    """Return what sends the form with a number at its own moment."""

    def send(number: int, ready: tuple[Browser, dict[str, str]]) -> Answer:
        wait = (start - site.now()).total_seconds() + number * apart
        time.sleep(max(0, wait))
        browser, form = ready
        return browser.post(path, form)

    return send
