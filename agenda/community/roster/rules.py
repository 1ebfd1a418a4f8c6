"""A row of the roster: read, checked by itself, and written back the same."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from agenda.community.roster.file.rules import HEADINGS, Column, Fault, Header
from agenda.community.rules import Relation
from agenda.kernel.errors import Invalid
from agenda.kernel.quantities import Area
from agenda.kernel.texts import folded, normal_line

WHOLE_BUILDING = "1单元"
"""The stairwell of a building that the file does not divide."""
MOST_AREA = Area(10_000_000)
"""100,000 m2: more is a slip of the pen."""
_AREA = re.compile(r"(\d{1,6})(?:\.(\d{1,2}))?")
_YES = {"是", "有", "y", "yes", "1", "√", "true"}
_NO = {"否", "无", "n", "no", "0", "×", "false"}
_OWNER_ELSEWHERE = "外住业主"
_RELATIONS: dict[str, Relation | None] = {
    "业主": Relation.OWNER,
    "owner": Relation.OWNER,
    "家属": Relation.FAMILY,
    "家庭成员": Relation.FAMILY,
    "family": Relation.FAMILY,
    "租户": Relation.TENANT,
    "承租人": Relation.TENANT,
    "租客": Relation.TENANT,
    "tenant": Relation.TENANT,
    _OWNER_ELSEWHERE: None,
    "非居住业主": None,
    "owner elsewhere": None,
}
_RELATION_WORD = {Relation.OWNER: "业主", Relation.FAMILY: "家属", Relation.TENANT: "租户"}
_LONGEST = {
    Column.COMPOUND: 80,
    Column.BUILDING: 80,
    Column.UNIT: 80,
    Column.ROOM: 20,
    Column.GROUP: 80,
    Column.NAME: 80,
    Column.NUMBER: 60,
    Column.MOBILE: 20,
    Column.EMAIL: 200,
    Column.ADDRESS: 300,
}


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """A person as one row tells of him."""

    key: str
    """A digest that names him in every later file: by number, else by home and name."""
    name: str
    relation: Relation | None
    """None for an owner who lives elsewhere."""
    owns: bool
    is_adult: bool = True
    is_representative: bool = False
    is_delegate: bool = False
    is_leader: bool = False
    number: str = ""
    mobile: str | None = None
    email: str | None = None
    address: str | None = None

    @property
    def lives_here(self) -> bool:
        """Whether this row's home is the one he lives in."""
        return self.relation is not None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row: a home, and a person of it unless it stands empty."""

    row: int
    compound: str
    building: str
    unit: str
    room: str
    area: Area | None
    group: str
    person: RosterPerson | None
    parking: Area | None = None
    """Registered car spaces of the home; None says nothing of them."""
    is_stock: bool | None = None
    """Unsold, or sold and not delivered by the developer; None says nothing."""

    @property
    def home(self) -> tuple[str, str, str, str]:
        """The home's place in the tree."""
        return (self.compound, self.building, self.unit, self.room)


def person_key(*, number: str, home: Sequence[str], name: str, contact: str, here: bool) -> str:
    """Return the digest that names a person across files.

    A number given by the office wins; without one a resident is known by home and name, an owner
    living elsewhere by name and mobile number or address.
    """
    if number:
        parts: tuple[str, ...] = ("number", number)
    else:
        parts = ("home", *home, name) if here else ("elsewhere", name, contact)
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def read_row(row: int, cells: Sequence[str], header: Header) -> RosterRow | tuple[Fault, ...]:
    """Return a row as values, or everything that is wrong with it."""
    reader = _Reader(row, cells, header)
    home = (
        reader.place(Column.COMPOUND),
        reader.place(Column.BUILDING),
        reader.place(Column.UNIT, otherwise=WHOLE_BUILDING),
        reader.place(Column.ROOM),
    )
    area, group = reader.area(Column.AREA, least=1), reader.text(Column.GROUP)
    parking, is_stock = reader.area(Column.PARKING, least=0), reader.known_flag(Column.STOCK)
    person = _read_person(reader, home, group) if reader.text(Column.NAME) else None
    if reader.faults:
        return tuple(reader.faults)
    return RosterRow(
        row, *home, area=area, group=group, person=person, parking=parking, is_stock=is_stock
    )


def write_row(row: RosterRow) -> list[str]:
    """Return a row as cells in the order of `HEADINGS`, such that reading them gives the row."""
    cells = dict.fromkeys(HEADINGS, "")
    cells[Column.COMPOUND], cells[Column.BUILDING], cells[Column.UNIT], cells[Column.ROOM] = (
        row.home
    )
    cells[Column.GROUP] = row.group
    for column, area in ((Column.AREA, row.area), (Column.PARKING, row.parking)):
        if area is not None:
            cells[column] = f"{area // 100}.{area % 100:02d}"
    if row.is_stock is not None:
        cells[Column.STOCK] = "是" if row.is_stock else "否"
    if row.person is not None:
        cells.update(_person_cells(row.person))
    return [cells[column] for column in HEADINGS]


def _read_person(reader: "_Reader", home: Sequence[str], group: str) -> RosterPerson:
    """Read the person of a row; faults are left with the reader."""
    name, number = reader.text(Column.NAME), reader.text(Column.NUMBER)
    relation, is_known = reader.relation()
    here = relation is not None or not is_known
    mobile = reader.text(Column.MOBILE) or None
    address = reader.text(Column.ADDRESS) or None
    if not here and not address:
        reader.fault(Column.ADDRESS, "roster.address_missing")
    person = RosterPerson(
        key=person_key(
            number=number, home=home, name=name, contact=mobile or address or "", here=here
        ),
        name=name,
        relation=relation,
        owns=reader.flag(Column.OWNS, otherwise=relation in {Relation.OWNER, None}),
        is_adult=reader.flag(Column.ADULT, otherwise=True),
        is_representative=reader.flag(Column.REPRESENTATIVE, otherwise=False),
        is_delegate=reader.flag(Column.DELEGATE, otherwise=False),
        is_leader=reader.flag(Column.LEADER, otherwise=False),
        number=number,
        mobile=mobile,
        email=reader.text(Column.EMAIL) or None,
        address=address,
    )
    _check_offices(reader, person, group=group)
    return person


def _check_offices(reader: "_Reader", person: RosterPerson, *, group: str) -> None:
    """Hold that who speaks for others lives here, is grown up and belongs to those he speaks for."""
    offices = (
        (Column.REPRESENTATIVE, person.is_representative, False),
        (Column.DELEGATE, person.is_delegate, True),
        (Column.LEADER, person.is_leader, True),
    )
    for column, holds, wants_group in offices:
        if holds and not (person.lives_here and person.is_adult):
            reader.fault(column, "roster.adult_resident_only")
        elif holds and wants_group and not group:
            reader.fault(column, "roster.group_missing")


def _person_cells(person: RosterPerson) -> dict[Column, str]:
    """Return a person's cells."""
    relation = _RELATION_WORD[person.relation] if person.relation else _OWNER_ELSEWHERE
    flags = {
        Column.ADULT: person.is_adult,
        Column.OWNS: person.owns,
        Column.REPRESENTATIVE: person.is_representative,
        Column.DELEGATE: person.is_delegate,
        Column.LEADER: person.is_leader,
    }
    return {
        Column.NAME: person.name,
        Column.NUMBER: person.number,
        Column.RELATION: relation,
        Column.MOBILE: person.mobile or "",
        Column.EMAIL: person.email or "",
        Column.ADDRESS: person.address or "",
    } | {column: "是" if value else "否" for column, value in flags.items()}


@lru_cache(maxsize=1 << 15)
def _clean(raw: str) -> str:
    """Return a cell as one clean line in plain width; a file says the same words over and over."""
    return normal_line(folded(raw))


class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, row: int, cells: Sequence[str], header: Header) -> None:
        self._row = row
        self._cells = cells
        self._header = header
        self.faults: list[Fault] = []

    def fault(self, column: Column, code: str, **params: str | int) -> None:
        """Note one thing wrong."""
        self.faults.append(Fault(self._row, column, code, params))

    def text(self, column: Column) -> str:
        """Return a cell as one clean line, digits and letters in their plain width."""
        raw = self._header.cell(self._cells, column)
        if not raw:
            return ""
        try:
            text = _clean(raw)
        except Invalid:
            self.fault(column, "roster.unreadable")
            return ""
        longest = _LONGEST.get(column, 80)
        if len(text) > longest:
            self.fault(column, "roster.too_long", most=longest)
        return text

    def place(self, column: Column, *, otherwise: str = "") -> str:
        """Return the name of a place, which must be given and holds no slash."""
        text = self.text(column) or otherwise
        if not text:
            self.fault(column, "roster.empty")
        if "/" in text:
            self.fault(column, "roster.slash")
        return text

    def area(self, column: Column, *, least: int) -> Area | None:
        """Return an area in 0.01 m2, None where the row leaves it to another row."""
        text = re.sub(r"\s*(?:m2|m²|㎡|平方米|平米)$", "", self.text(column).replace(",", ""))
        if not text:
            return None
        match = _AREA.fullmatch(text)
        area = (
            Area(int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))) if match else Area(0)
        )
        if not match or not least <= area <= MOST_AREA:
            code = "roster.bad_area" if least else "roster.bad_parking"
            self.fault(column, code, text=text)
        return area

    def flag(self, column: Column, *, otherwise: bool) -> bool:
        """Return a yes or no."""
        text = self.text(column).lower()
        if text and text not in _YES | _NO:
            self.fault(column, "roster.bad_flag", text=text)
        return text in _YES if text else otherwise

    def known_flag(self, column: Column) -> bool | None:
        """Return a yes or no, None where the row says neither."""
        return self.flag(column, otherwise=False) if self.text(column) else None

    def relation(self) -> tuple[Relation | None, bool]:
        """Return what ties a person to the home (None: an owner elsewhere), and whether it is said."""
        text = self.text(Column.RELATION).lower()
        if text not in _RELATIONS:
            self.fault(
                Column.RELATION, "roster.bad_relation" if text else "roster.empty", text=text
            )
            return None, False
        return _RELATIONS[text], True
