"""What the seeding came to: acts done and refused, stages reached, the ledger recomputed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from agenda.ledger.queries import check_ledger
from agenda.proposals.rules import Stage
from agenda.scenarios.demo.content import read_proposals
from agenda.scenarios.demo.kinds import Kind, count_acts
from agenda.scenarios.demo.scene import Refusal, Scene


@dataclass(frozen=True)
class SeedReport:
    """The closing table of a seeding."""

    expected: Mapping[Kind, int]
    done: Mapping[Kind, int]
    refusals: tuple[Refusal, ...]
    stages: Mapping[Stage, int]
    astray: Mapping[str, tuple[str, str]]
    """Proposals that stand in another stage than the content says: wanted and found."""
    failed_ticks: int
    masked: int
    """Entries of minutes in which the scan blotted something out."""
    entries: int
    faults: int
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether everything the content tells of was done, and the ledger agrees with itself."""
        complete = all(self.done[kind] == count for kind, count in self.expected.items())
        return complete and not (self.refusals or self.astray or self.failed_ticks or self.faults)


def read_report(session: Session, scene: Scene, *, seconds: float) -> SeedReport:
    """Return the report, the ledger's chains recomputed."""
    checked = check_ledger(session)
    courses = scene.courses.values()
    return SeedReport(
        expected=count_acts(read_proposals()),
        done=scene.done,
        refusals=tuple(scene.refusals),
        stages=Counter(course.stage for course in courses if course.stage is not None),
        astray={
            course.key: (course.record["stage"], str(course.stage))
            for course in courses
            if course.stage != course.record["stage"]
        },
        failed_ticks=scene.failed_ticks,
        masked=sum(course.masked for course in courses),
        entries=checked.entries,
        faults=len(checked.faults),
        seconds=seconds,
    )
