"""Entering the people of a roster: residents, owners, and who of them left."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, exists, insert, or_, select, update

from agenda.community.models import BuildingGroup, Ownership, Person
from agenda.community.representatives.models import RepresentativeElection
from agenda.community.roster.check.rules import Home, RosterCheck
from agenda.community.roster.rules import RosterPerson, RosterRow
from agenda.community.rules import ShownAs
from agenda.infra.transaction import Transaction
from agenda.kernel.ids import HouseholdId, NeighbourhoodId, PersonId

_COMPARED = (
    "name",
    "mobile",
    "email",
    "postal_address",
    "household_id",
    "relation",
    "is_adult",
    "is_household_representative",
    "represents_group_id",
    "moved_out_at",
)
_CONTACT = ("mobile", "email", "postal_address")


@dataclass
class PeopleBook:
    """Takes the rows in batches; who lives somewhere is known by the row of his home alone."""

    tx: Transaction
    neighbourhood_id: NeighbourhoodId
    check: RosterCheck
    households: Mapping[Home, HouseholdId]
    groups: Mapping[str, int]
    new: int = 0
    changed: int = 0
    ownerships_new: int = 0
    ownerships_ended: int = 0
    _seen: set[str] = field(default_factory=set)
    _owned: set[tuple[HouseholdId, str]] = field(default_factory=set)
    _leaders: dict[int, str] = field(default_factory=dict)

    def place(self, rows: Iterable[RosterRow]) -> None:
        """Enter the persons of some rows, new or changed."""
        wanted: dict[str, dict[str, Any]] = {}
        for row in rows:
            person = row.person
            if person is None:
                continue
            if person.owns:
                self._owned.add((self.households[row.home], person.key))
            decides = person.lives_here or not self.check.lives_here(person.key)
            if decides and person.key not in self._seen:
                self._seen.add(person.key)
                wanted[person.key] = self._columns(row, person)
        known = dict(self._known(list(wanted)))
        self._add([c | {"roster_key": k} for k, c in wanted.items() if k not in known])
        self._update(wanted, known)

    def finish(self) -> None:
        """Enter who owns what and who leads which building group, once all persons are there."""
        self._settle_ownerships()
        for group_id, key in self._leaders.items():
            group = self.tx.session.get_one(BuildingGroup, group_id)
            leader_id = self.tx.session.scalar(
                select(Person.person_id).where(
                    Person.neighbourhood_id == self.neighbourhood_id, Person.roster_key == key
                )
            )
            self.changed += group.leader_id != leader_id
            group.leader_id = leader_id

    def list_missing(self) -> list[PersonId]:
        """Return who is tied to a home by the roster so far, and is not in this file."""
        owns = exists().where(Ownership.person_id == Person.person_id, Ownership.ended_at.is_(None))
        query = select(Person.person_id, Person.roster_key).where(
            Person.neighbourhood_id == self.neighbourhood_id,
            Person.moved_out_at.is_(None),
            or_(Person.household_id.is_not(None), owns),
        )
        rows = self.tx.session.execute(query.order_by(Person.person_id))
        return [person_id for person_id, key in rows if key not in self._seen]

    def end(self, missing: list[PersonId]) -> None:
        """Note that persons moved out and own nothing here any more."""
        rows = [{"person": person_id} for person_id in missing]
        if not rows:
            return
        connection, gone = self.tx.session.connection(), self.tx.now
        lived = update(Person).where(Person.person_id == bindparam("person"))
        connection.execute(lived.values(moved_out_at=gone), rows)
        owned = update(Ownership).where(
            Ownership.person_id == bindparam("person"), Ownership.ended_at.is_(None)
        )
        connection.execute(owned.values(ended_at=gone), rows)

    def _columns(self, row: RosterRow, person: RosterPerson) -> dict[str, Any]:
        """Return the columns a row says of a person."""
        group_id = self.groups.get(row.group)
        if person.is_leader and group_id is not None:
            self._leaders[group_id] = person.key
        return {
            "name": person.name,
            "mobile": person.mobile,
            "email": person.email,
            "postal_address": person.address,
            "household_id": self.households[row.home] if person.lives_here else None,
            "relation": person.relation,
            "is_adult": person.is_adult,
            "is_household_representative": person.is_representative,
            "represents_group_id": group_id if person.is_delegate else None,
            "moved_out_at": None,
        }

    def _known(self, keys: list[str]) -> Iterable[tuple[str, dict[str, Any]]]:
        """Yield what the database says of persons; the key of the row itself among it."""
        if not keys:
            return
        columns = [getattr(Person, name) for name in _COMPARED]
        elected = exists().where(
            RepresentativeElection.person_id == Person.person_id,
            RepresentativeElection.confirmed_at.is_not(None),
            RepresentativeElection.ended_at.is_(None),
        )
        query = select(
            Person.roster_key,
            Person.person_id,
            Person.contact_corrected_at,
            elected.label("elected"),
            *columns,
        ).where(Person.neighbourhood_id == self.neighbourhood_id, Person.roster_key.in_(keys))
        for row in self.tx.session.execute(query).mappings():
            yield row["roster_key"], dict(row)

    def _add(self, rows: list[dict[str, Any]]) -> None:
        """Enter new persons: verified by the roster, masked, each with a key of his own."""
        fixed = {
            "neighbourhood_id": self.neighbourhood_id,
            "shown_as": ShownAs.MASKED,
            "verified_at": self.tx.now,
        }
        if rows:
            full = [row | fixed | {"ledger_key": secrets.token_bytes(32)} for row in rows]
            self.tx.session.execute(insert(Person), full)
        self.new += len(rows)

    def _update(self, wanted: Mapping[str, dict[str, Any]], known: Mapping[str, Any]) -> None:
        """Write what a file says differently; an empty contact says nothing.

        Whom somebody represents by an election on record is no matter of the file.
        """
        changed = []
        for key, there in known.items():
            told = dict(wanted[key])
            for name in _CONTACT:
                if told[name] is None or there["contact_corrected_at"] is not None:
                    told[name] = there[name]
            if there["elected"]:
                told["represents_group_id"] = there["represents_group_id"]
            if any(told[name] != there[name] for name in _COMPARED):
                row = {f"new_{name}": told[name] for name in _COMPARED}
                changed.append(row | {"person": there["person_id"]})
        if changed:
            query = update(Person).where(Person.person_id == bindparam("person"))
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _COMPARED}
            self.tx.session.connection().execute(query.values(values), changed)
        self.changed += len(changed)

    def _settle_ownerships(self) -> None:
        """Make the ownerships of the persons in the file those that the file says."""
        keys = {key for _home, key in self._owned} | self._seen
        everybody = select(Person.roster_key, Person.person_id).where(
            Person.neighbourhood_id == self.neighbourhood_id
        )
        ids = {k: p for k, p in self.tx.session.execute(everybody) if k in keys}
        names = {person_id: key for key, person_id in ids.items()}
        query = select(
            Ownership.ownership_id, Ownership.household_id, Ownership.person_id, Ownership.ended_at
        ).where(Ownership.neighbourhood_id == self.neighbourhood_id)
        left = set(self._owned)
        ended: list[int] = []
        returned: list[int] = []
        for ownership_id, household_id, person_id, ended_at in self.tx.session.execute(query):
            owned = (household_id, names.get(person_id, ""))
            if owned in left:
                left.discard(owned)
                if ended_at is not None:
                    returned.append(ownership_id)
            elif person_id in names and ended_at is None:
                ended.append(ownership_id)
        self._date(ended, ended_at=self.tx.now)
        self._date(returned, ended_at=None)
        rows = [
            {"neighbourhood_id": self.neighbourhood_id, "household_id": home, "person_id": ids[key]}
            for home, key in sorted(left)
        ]
        if rows:
            self.tx.session.execute(insert(Ownership), rows)
        self.ownerships_new += len(rows) + len(returned)
        self.ownerships_ended += len(ended)

    def _date(self, ownership_ids: list[int], *, ended_at: Any) -> None:
        """Note that ownerships ended, or that they stand again."""
        if ownership_ids:
            query = update(Ownership).where(Ownership.ownership_id == bindparam("ownership"))
            rows = [{"ownership": ownership_id} for ownership_id in ownership_ids]
            self.tx.session.connection().execute(query.values(ended_at=ended_at), rows)
