"""The whole file against itself: areas, groups and persons said more than once must agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agenda.community.roster.file.rules import Column, Fault, Header
from agenda.community.roster.rules import RosterPerson, RosterRow, read_row
from agenda.kernel.quantities import Area

Home = tuple[str, str, str, str]
"""Compound, building, unit, room."""


@dataclass(slots=True)
class HomeFacts:
    """What the rows together say of a home; an empty group says nothing."""

    row: int
    area: Area | None
    group: str
    representative: int = 0
    parking: Area | None = None
    is_stock: bool | None = None


@dataclass(slots=True)
class _Person:
    """Where a person stood first, where he lives, and the homes of his rows."""

    row: int
    name: str
    lives_in: int
    homes: tuple[Home, ...]


class RosterCheck:
    """Takes the rows one by one and gathers what does not agree."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.homes: dict[Home, HomeFacts] = {}
        self._people: dict[str, _Person] = {}
        self._leaders: dict[str, int] = {}

    @property
    def people(self) -> int:
        """How many persons the rows so far name."""
        return len(self._people)

    def lives_here(self, key: str) -> bool:
        """Whether any row says that a person lives in one of the homes."""
        return self._people[key].lives_in > 0

    def take(self, row: RosterRow) -> None:
        """Compare a row with those before it."""
        home = self.homes.setdefault(row.home, HomeFacts(row.row, row.area, row.group))
        if row.area is not None and home.area not in {None, row.area}:
            self._fault(row, Column.AREA, "roster.area_differs", home.row)
        if row.group and home.group not in {"", row.group}:
            self._fault(row, Column.GROUP, "roster.group_differs", home.row)
        home.area, home.group = home.area or row.area, home.group or row.group
        self._take_developer(row, home)
        if row.person is not None:
            self._take_person(row, home, row.person)

    def _take_developer(self, row: RosterRow, home: HomeFacts) -> None:
        """Compare what a row says of car spaces and of the developer's stock."""
        if row.parking is not None and home.parking not in {None, row.parking}:
            self._fault(row, Column.PARKING, "roster.parking_differs", home.row)
        if row.is_stock is not None and home.is_stock not in {None, row.is_stock}:
            self._fault(row, Column.STOCK, "roster.stock_differs", home.row)
        home.parking = row.parking if home.parking is None else home.parking
        home.is_stock = row.is_stock if home.is_stock is None else home.is_stock

    def finish(self) -> None:
        """Say which homes no row gave an area."""
        self.faults += [
            Fault(home.row, Column.AREA, "roster.area_missing")
            for home in self.homes.values()
            if home.area is None
        ]

    def _take_person(self, row: RosterRow, home: HomeFacts, person: RosterPerson) -> None:
        """Compare a person with what earlier rows say of him and of his home."""
        if person.is_representative:
            if home.representative:
                self._fault(row, Column.REPRESENTATIVE, "roster.second_one", home.representative)
            home.representative = row.row
        if person.is_leader and (leader := self._leaders.setdefault(row.group, row.row)) != row.row:
            self._fault(row, Column.LEADER, "roster.second_one", leader)
        known = self._people.get(person.key)
        lives_in = row.row if person.lives_here else 0
        if known is None:
            self._people[person.key] = _Person(row.row, person.name, lives_in, (row.home,))
            return
        if row.home in known.homes:
            self._fault(row, Column.NAME, "roster.same_person", known.row)
        elif known.name != person.name:
            self._fault(row, Column.NAME, "roster.name_differs", known.row)
        elif lives_in and known.lives_in:
            self._fault(row, Column.RELATION, "roster.lives_twice", known.lives_in)
        known.lives_in = known.lives_in or lives_in
        known.homes = (*known.homes, row.home)

    def _fault(self, row: RosterRow, column: Column, code: str, earlier: int) -> None:
        """Note that a row contradicts an earlier one."""
        self.faults.append(Fault(row.row, column, code, {"earlier": earlier}))


def read_rows(rows: Iterable[tuple[int, Sequence[str]]], header: Header) -> Iterator[RosterRow]:
    """Yield the good rows of a checked file; empty rows are passed over."""
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            read = read_row(number, cells, header)
            if isinstance(read, RosterRow):
                yield read


def check_rows(rows: Iterable[tuple[int, Sequence[str]]], header: Header) -> RosterCheck:
    """Read all rows and return what is wrong with them and among them, in the order of rows."""
    check = RosterCheck()
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        read = read_row(number, cells, header)
        if isinstance(read, RosterRow):
            check.take(read)
        else:
            check.faults.extend(read)
    check.finish()
    check.faults.sort(key=lambda fault: fault.row)
    return check
