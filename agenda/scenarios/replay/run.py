"""The replay of Decide Madrid: everybody's acts on one line of time, the clock ticking between."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from time import perf_counter

from agenda.infra.db import db
from agenda.mechanism.tick.commands import tick
from agenda.scenarios.empty import require_empty
from agenda.scenarios.replay.course import SUPPORTED_FOR, Course
from agenda.scenarios.replay.place import Place, build_place
from agenda.scenarios.replay.report import ReplayReport, read_report
from agenda.scenarios.replay.source import SourceProposal, read_source
from agenda.scenarios.replay.tally import Tally
from agenda.scenarios.timeline import Planned, Timeline

RESIDENTS = 25_000
BEGINS_AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
BETWEEN_PROPOSALS = timedelta(hours=6)
TICKS = timedelta(hours=6)
RUNS_OUT = SUPPORTED_FOR + timedelta(days=45)
"""After these days every vote is closed and every proposal routed, refused or expired."""

Watch = Callable[[Tally], None]


@dataclass(frozen=True)
class Replay:
    """What is to be replayed, and where."""

    source: tuple[SourceProposal, ...]
    residents: int
    seed: int

    @classmethod
    def read(
        cls, folder: Path, *, share: Fraction, seed: int, of_threads: Fraction | None = None
    ) -> "Replay":
        """Read the source and thin it to a share; the neighbourhood is thinned with it."""
        source = read_source(folder, share=share, of_threads=of_threads)
        return cls(source, round(RESIDENTS * share), seed)

    def build_place(self) -> Place:
        """Set the neighbourhood up; raises DatabaseInUse unless the database is empty."""
        require_empty()
        return build_place(self.residents, at=BEGINS_AT)

    def run(self, place: Place, *, watch: Watch = lambda _tally: None) -> ReplayReport:
        """Do every act in the order of time, each in its own transaction, and count what came."""
        tally = Tally(expected=sum(1 + p.supports + len(p.comments) for p in self.source))
        courses = [
            Course(place, source, tally, random.Random(f"{self.seed}:{source.number}"))
            for source in self.source
        ]
        timeline = Timeline()
        timeline.add(
            Planned(BEGINS_AT + BETWEEN_PROPOSALS * number, course.begin)
            for number, course in enumerate(courses)
        )
        ends_at = BEGINS_AT + BETWEEN_PROPOSALS * len(courses) + RUNS_OUT
        timeline.add([Planned(BEGINS_AT, _Clock(ends_at, tally).tick)])
        began = perf_counter()
        while timeline.next_at is not None:
            timeline.step()
            watch(tally)
        return read_report(db.session(), courses, tally, seconds=perf_counter() - began)


@dataclass(frozen=True)
class _Clock:
    """Ticks until everything has run out."""

    ends_at: datetime
    tally: Tally

    def tick(self, at: datetime) -> Iterator[Planned]:
        """Carry out what is due, and come back."""
        self.tally.failed_ticks += len(tick(at=at).failed)
        if at < self.ends_at:
            yield Planned(at + TICKS, self.tick)
