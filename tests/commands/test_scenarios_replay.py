"""Real data of another city goes through the real commands, and every count is the source's."""

import os
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.cosigns.requests.models import MeetingRequest
from agenda.infra.db import db
from agenda.proposals.models import Proposal
from agenda.proposals.rules import Stage
from agenda.scenarios.empty import DatabaseInUse
from agenda.scenarios.replay.run import Replay
from agenda.scenarios.replay.source import NO_TEXT, read_source
from tests.factories import make_place

DATA = Path(__file__).parents[1] / "data" / "decide-madrid"


def share(kind: str) -> Fraction:
    """A small share of the supports; in CI a tenth, once."""
    in_ci = os.environ.get("CI") == "true" and kind == "sqlite"
    return Fraction(1, 10) if in_ci else Fraction(1, 250)


def test_the_source_keeps_every_proposal_and_whole_threads() -> None:
    source = read_source(DATA, share=Fraction(1), of_threads=Fraction(1))
    assert len(source) == 80
    assert sum(proposal.supports for proposal in source) == 228_140
    for proposal in source:
        earlier: set[str] = set()
        for comment in proposal.comments:
            assert comment.reply_to is None or comment.reply_to in earlier
            assert comment.text
            earlier.add(comment.comment_id)
    assert any(c.reply_to for proposal in source for c in proposal.comments)
    assert any(c.text == NO_TEXT for proposal in source for c in proposal.comments)


def test_a_replay_counts_what_the_source_counts(app: Flask, kind: str) -> None:
    replay = Replay.read(DATA, share=share(kind), seed=1, of_threads=Fraction(1))
    watched: list[int] = []
    place = replay.build_place()
    report = replay.run(place, watch=lambda tally: watched.append(tally.acts))
    assert report.holds
    assert report.cosigns == report.cosigns_in_source == sum(p.supports for p in replay.source)
    assert report.comments == sum(len(p.comments) for p in replay.source)
    assert watched == sorted(watched)
    obliged = set(db.session.scalars(select(Proposal.title).join(MeetingRequest)))
    for course in report.courses:
        crossed = course.in_source >= course.needed or course.title in obliged
        assert (course.stage is Stage.EXPIRED) is not crossed, course.title
        voted_down = course.stage is Stage.NOT_CARRIED
        assert not (voted_down and course.title in obliged), course.title
    assert report.ballots > 0
    assert obliged
    assert Stage.EXPIRED in report.stages
    assert report.entries > report.acts


def test_a_replay_refuses_a_database_in_use(app: Flask) -> None:
    make_place()
    with pytest.raises(DatabaseInUse):
        Replay.read(DATA, share=Fraction(1, 50), seed=1).build_place()
