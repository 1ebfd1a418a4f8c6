"""A roster row written and read is the same row, whatever stands in it."""

from hypothesis import given
from hypothesis import strategies as st

from agenda.community.roster.check.rules import check_rows, read_rows
from agenda.community.roster.file.rules import HEADINGS, Header
from agenda.community.roster.rules import (
    RosterPerson,
    RosterRow,
    person_key,
    read_row,
    write_row,
)
from agenda.community.roster.sentences import FAULTS
from agenda.community.rules import Relation
from agenda.kernel.quantities import Area

HEADER = Header({column: place for place, column in enumerate(HEADINGS)})

lines = (
    st.text("甲乙丙王李0123456789abc-号楼单元 ()（）·", min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
optional = st.none() | lines


@st.composite
def roster_rows(draw: st.DrawFn) -> RosterRow:
    home = (draw(lines), draw(lines), draw(lines), draw(lines))
    area = draw(st.none() | st.integers(1, 10_000_000).map(Area))
    group = draw(st.just("") | lines)
    parking = draw(st.none() | st.integers(0, 10_000_000).map(Area))
    of_home = {
        "area": area,
        "group": group,
        "parking": parking,
        "is_stock": draw(st.none() | st.booleans()),
    }
    if draw(st.booleans()):
        return RosterRow(2, *home, **of_home, person=None)
    relation = draw(st.none() | st.sampled_from(Relation))
    name, number, mobile = draw(lines), draw(st.just("") | lines), draw(optional)
    address = draw(optional if relation else lines)
    is_adult = draw(st.booleans())
    may_speak = relation is not None and is_adult
    person = RosterPerson(
        key=person_key(
            number=number,
            home=home,
            name=name,
            contact=mobile or address or "",
            here=relation is not None,
        ),
        name=name,
        relation=relation,
        owns=draw(st.booleans()),
        is_adult=is_adult,
        is_representative=may_speak and draw(st.booleans()),
        is_delegate=may_speak and bool(group) and draw(st.booleans()),
        is_leader=may_speak and bool(group) and draw(st.booleans()),
        number=number,
        mobile=mobile,
        email=draw(optional),
        address=address,
    )
    return RosterRow(2, *home, **of_home, person=person)


@given(roster_rows())
def test_a_row_written_and_read_is_the_same_row(row: RosterRow) -> None:
    assert read_row(2, write_row(row), HEADER) == row


@given(st.lists(st.lists(st.text(max_size=8), max_size=len(HEADINGS)), max_size=6))
def test_whatever_stands_in_a_file_is_read_or_named(rows: list[list[str]]) -> None:
    check = check_rows(enumerate(rows, 2), HEADER)
    assert {fault.code for fault in check.faults} <= set(FAULTS)
    assert len(list(read_rows(enumerate(rows, 2), HEADER))) <= len(rows)
