"""Random acts, silences and clocks through the whole machine: what must hold whatever happens.

Never two stages at once, never a lost co-signature, every crossing exactly once, every waiting stage
has an open duty, no threshold above what the scope can reach; and from wherever random acts lead,
the clock alone leads to an end within a bounded time.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from agenda.cosigns.models import Cosign
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import DomainError
from agenda.kernel.ids import ProposalId
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import list_open_duties, open_duties
from agenda.proposals.rules import ENDS, Stage
from tests.acts import ACTS
from tests.factories import Place, make_draft, make_place, reload
from tests.world import World

SIZES = ((1, 2), (2, 1), (10, 1), (10, 2), (30, 2), (200, 2), (1500, 2))
"""Households and adults in each: electorates from 2 to 3,000, around the limit of 20."""
USUAL_WAY = (
    ("submit", 1),
    ("accept", 1),
    ("sign_many", 1),
    ("vote", 24 * 9),
    ("route", 24),
    ("agree", 24),
    ("promise", 24 * 20),
    ("work", 24),
    ("grade", 24 * 20),
)
"""Acts that lead far: random ones start from some point of it."""
LONGEST = timedelta(days=5 * 365)
"""No clock alone takes longer than this from any state to an end."""

_settings = settings(
    max_examples=int(os.environ.get("AGENDA_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass
class Town:
    """Places of all sizes, set up once per test."""

    places: dict[tuple[int, int], Place]

    def place(self, size: tuple[int, int]) -> Place:
        if size not in self.places:
            households, adults = size
            self.places[size] = make_place(
                households=households, adults=adults, name=f"{households}户{adults}人"
            )
        return self.places[size]


@pytest.fixture
def town(app: Flask) -> Town:
    return Town({})


@_settings
@given(
    size=st.sampled_from(SIZES),
    seed=st.integers(0, 2**32),
    walked=st.integers(0, len(USUAL_WAY)),
    acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 60)), max_size=60),
)
def test_whatever_happens_the_way_is_one_and_ends(
    town: Town,
    clock: SetClock,
    size: tuple[int, int],
    seed: int,
    walked: int,
    acts: list[tuple[str, int]],
) -> None:
    place = town.place(size)
    proposal = make_draft(place, scope_id=place.building_id)
    world = World(place, proposal.proposal_id, Random(seed), clock)
    for name, hours in (*USUAL_WAY[:walked], *acts):
        attempt(ACTS[name], world)
        clock.advance(timedelta(hours=hours))
        if world.random.random() < 0.7:
            tick()
        check(world.proposal_id)
    leave_it_to_the_clock(world)


def attempt(act: Callable[[World], None], world: World) -> None:
    """Try an act; a refusal is as good as a success, anything else is a fault."""
    try:
        act(world)
    except DomainError:
        return


def check(proposal_id: ProposalId) -> None:
    """Hold what must be true in every state."""
    proposal = reload(proposal_id)
    session = db.session()
    stages, crossings = history(proposal_id)
    assert stages[-1] == proposal.stage
    # a meeting obliged by co-signers lists a proposal whose threshold was never reached
    assert crossings == (proposal.crossed_at is not None) or proposal.requested_at
    standing = (Cosign.proposal_id == proposal_id) & Cosign.withdrawn_at.is_(None)
    persons, households = session.execute(
        select(func.count(), func.count(func.distinct(Cosign.household_id))).where(standing)
    ).one()
    assert (proposal.cosign_persons, proposal.cosign_households) == (persons, households)
    assert proposal.cosigns_needed <= max(proposal.scope_households, 0)
    if proposal.stage not in ENDS:
        assert open_duties(session, proposal_id), f"nobody owes anything in {proposal.stage}"
    session.close()


def history(proposal_id: ProposalId) -> tuple[list[Stage], int]:
    """Return the stages walked, by the ledger, and how often the threshold was reached."""
    rows = db.session.scalars(
        select(LedgerEvent)
        .where(LedgerEvent.proposal_id == proposal_id)
        .order_by(LedgerEvent.position)
    ).all()
    stages = [Stage.DRAFT]
    for row in rows:
        if row.kind == "mechanism.stage_changed":
            moved = json.loads(row.payload)
            assert stages[-1] == moved["source"], "two stages at once"
            stages.append(Stage(moved["target"]))
    return stages, sum(row.kind == "proposals.threshold_reached" for row in rows)


def leave_it_to_the_clock(world: World) -> None:
    """Let nobody act any more: the clock alone must lead to an end."""
    started = world.clock.now()
    for _ in range(400):
        tick()
        check(world.proposal_id)
        proposal = reload(world.proposal_id)
        due = next_due(world)
        if proposal.stage in ENDS and due is None:
            return
        assert due is not None, f"waiting for nothing in {proposal.stage}"
        assert due - started < LONGEST, f"still {proposal.stage} after {due - started}"
        world.clock.set(max(due, world.clock.now()))
    pytest.fail(f"no end in sight: {reload(world.proposal_id).stage}")


def next_due(world: World) -> datetime | None:
    """Return when the next open duty of the proposal is over."""
    duties = list_open_duties(db.session(), world.place.neighbourhood_id)
    db.session.close()
    return min((d.due_at for d in duties if d.proposal_id == world.proposal_id), default=None)


@pytest.mark.proof
def test_random_acts_reach_every_stage(town: Town, clock: SetClock) -> None:
    reached: set[Stage] = set()
    names = sorted(ACTS)
    for seed in range(60):
        random = Random(seed)
        place = town.place(SIZES[seed % 5])
        proposal = make_draft(place, scope_id=place.building_id)
        world = World(place, proposal.proposal_id, random, clock)
        later = [(random.choice(names), random.randrange(200)) for _ in range(25)]
        if seed % 10 == 1:  # just submitted: let screening refuse it, and a merge be answered
            later[:0] = [("refuse", 1), ("merge", 1)]
        for name, hours in (*USUAL_WAY[: seed % 10], *later):
            attempt(ACTS[name], world)
            clock.advance(timedelta(hours=hours))
            tick()
        check(proposal.proposal_id)
        reached |= set(history(proposal.proposal_id)[0])
    # ends of screening that need one lucky draw; test_screening holds them
    assert set(Stage) - reached <= {Stage.DECLINED, Stage.MERGED}
