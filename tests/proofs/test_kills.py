"""Killed at any instant and started again: what was acknowledged is there once, nothing is half done."""

import os
import signal
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from agenda.infra.db import db
from tests.proofs.crowd import Crowd
from tests.proofs.ground import Tell, opened_at, port
from tests.proofs.scene import make_scene, on_disk
from tests.proofs.site import Site, shift_to
from tests.proofs.truth import faults, missing

pytestmark = pytest.mark.proof
KILLS = int(os.environ.get("AGENDA_PROOF_KILLS", "50"))
SEED = 20260302


def test_what_was_acknowledged_outlives_every_kill(app: Flask, tmp_path: Path, tell: Tell) -> None:
    scene = make_scene(votes=4, cosigning=16, screening=40, every=timedelta(seconds=4))
    url = on_disk(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path)
    db.session.remove()
    db.engine.dispose()
    site = Site(url, port(), tmp_path, shift_to(scene.at))
    chance, killed = Random(SEED), Counter[str]()
    try:
        site.start()
        crowd = Crowd(scene, site.port, hands=6, seed=SEED)
        with crowd:
            for _ in range(KILLS):
                crowd.wait_for(chance.randrange(5, 40))
                time.sleep(chance.uniform(0, 0.1))
                killed[_kill(site, chance)] += 1
            crowd.wait_for(20)
        now = site.now()
        time.sleep(6)  # the clock comes round once more, also where one killed held its lease
        verified = site.agenda("ledger", "verify")
    finally:
        site.stop()
    with opened_at(url, tmp_path) as session:
        wrong = [*faults(session, now), *missing(session, scene, crowd.diaries)]
    told, again = (
        sum((Counter(counts) for counts in column), Counter[str]())
        for column in zip(*((d.acts(), d.unsure) for d in crowd.diaries), strict=True)
    )
    tell(
        f"{site.url.split(':')[0]}: killed {dict(killed)}, {crowd.lost} requests without answer",
        f"acknowledged {told.total()} {dict(told)}, after a second sending {dict(again)}",
        f"not stored, doubled or half done: {len(wrong)}; {verified.stdout.strip()}",
    )
    assert wrong == []
    assert verified.returncode == 0, verified.stdout
    assert min(told.values()) > 0


def _kill(site: Site, chance: Random) -> str:
    """Kill a worker, the whole server or the clock, and have it back."""
    name = chance.choice(("worker", "worker", "serve", "clock"))
    if name == "worker":
        workers = site.workers()
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)  # the server starts another
        return name
    site.kill(name)
    site.start(name)
    return name
