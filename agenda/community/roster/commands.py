"""Importing the roster: all of a checked file or nothing, and the same file twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from agenda.community import policy
from agenda.community.events import RosterImported
from agenda.community.models import Neighbourhood
from agenda.community.roster.check.rules import RosterCheck
from agenda.community.roster.homes.commands import BATCH, PlacedHomes, place_homes
from agenda.community.roster.people.commands import PeopleBook
from agenda.community.roster.queries import MissingPerson, list_missing_people
from agenda.community.roster.rules import RosterRow
from agenda.infra.audit import log, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotPossible
from agenda.kernel.ids import NeighbourhoodId


@dataclass(frozen=True)
class RosterReport:
    """What an import changed, and whom the file does not name any more."""

    areas_new: int
    groups_new: int
    households_new: int
    households_changed: int
    people_new: int
    people_changed: int
    ownerships_new: int
    ownerships_ended: int
    people_ended: int
    missing: int
    missing_people: tuple[MissingPerson, ...]
    """The first of those missing."""

    @property
    def changes(self) -> int:
        """How many things changed in all."""
        return (
            self.areas_new
            + self.groups_new
            + self.households_new
            + self.households_changed
            + self.people_new
            + self.people_changed
            + self.ownerships_new
            + self.ownerships_ended
            + self.people_ended
        )


def import_roster(
    tx: Transaction,
    neighbourhood_id: NeighbourhoodId,
    *,
    check: RosterCheck,
    rows: Iterable[RosterRow],
    end_missing: bool = False,
) -> RosterReport:
    """Bring the roster to what a checked file says; raises NotPossible if the check found faults.

    `rows` are the file's rows read once more. Who is missing from it stays, unless `end_missing`
    says that they moved out.
    """
    require(policy.may_import_roster(tx.actor))
    if check.faults:
        raise NotPossible("community.roster_faulty")
    _lock(tx, neighbourhood_id)
    homes = place_homes(tx, neighbourhood_id, check.homes)
    people = PeopleBook(tx, neighbourhood_id, check, homes.households, homes.groups)
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        people.place(batch)
    people.finish()
    missing = people.list_missing()
    listed = tuple(list_missing_people(tx.session, missing))
    if end_missing:
        people.end(missing)
    report = _report(homes, people, len(missing), listed, ended=len(missing) if end_missing else 0)
    _tell(tx, neighbourhood_id, check, report)
    return report


def _lock(tx: Transaction, neighbourhood_id: NeighbourhoodId) -> None:
    """Let one import at a time work on a neighbourhood."""
    query = select(Neighbourhood.neighbourhood_id).where(
        Neighbourhood.neighbourhood_id == neighbourhood_id
    )
    tx.session.execute(query.with_for_update()).one()


def _report(
    homes: PlacedHomes,
    people: PeopleBook,
    missing: int,
    listed: tuple[MissingPerson, ...],
    *,
    ended: int,
) -> RosterReport:
    """Return the counts as one report."""
    return RosterReport(
        areas_new=homes.areas_new,
        groups_new=homes.groups_new,
        households_new=homes.new,
        households_changed=homes.changed,
        people_new=people.new,
        people_changed=people.changed,
        ownerships_new=people.ownerships_new,
        ownerships_ended=people.ownerships_ended,
        people_ended=ended,
        missing=missing,
        missing_people=listed,
    )


def _tell(
    tx: Transaction, neighbourhood_id: NeighbourhoodId, check: RosterCheck, report: RosterReport
) -> None:
    """Put the counts into the ledger, for every threshold rests on them; no news is only logged."""
    if not report.changes:
        log(tx, "community.roster_unchanged", neighbourhood_id=neighbourhood_id)
        return
    record(
        tx,
        RosterImported(
            neighbourhood_id=neighbourhood_id,
            households=len(check.homes),
            people=check.people,
            households_new=report.households_new,
            households_changed=report.households_changed,
            people_new=report.people_new,
            people_changed=report.people_changed,
            people_ended=report.people_ended,
        ),
    )
