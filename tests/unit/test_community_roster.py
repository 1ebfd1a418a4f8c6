"""Reading a roster file: encodings, headings, every kind of slip, and back again unchanged."""

import codecs
import csv
import re
from collections.abc import Sequence

import pytest

from agenda.community.roster.check.rules import RosterCheck, check_rows
from agenda.community.roster.file.rules import (
    HEADINGS,
    Column,
    Header,
    find_encoding,
    find_separator,
    read_header,
)
from agenda.community.roster.rules import (
    RosterRow,
    read_row,
)
from agenda.community.roster.sentences import FAULTS
from agenda.community.rules import Relation
from agenda.kernel.quantities import Area
from tests.architecture.sources import ROOT

HEADER = Header({column: place for place, column in enumerate(HEADINGS)})
HOME = {
    Column.COMPOUND: "梧桐苑",
    Column.BUILDING: "3号楼",
    Column.UNIT: "2单元",
    Column.ROOM: "502",
    Column.AREA: "86.5",
}


def cells(**changes: str) -> list[str]:
    """Return a good row's cells with some of them changed, by the columns' English names."""
    row = HOME | {Column.NAME: "王小明", Column.RELATION: "业主"}
    row |= {Column(name): text for name, text in changes.items()}
    return [row.get(column, "") for column in HEADINGS]


def good(**changes: str) -> RosterRow:
    row = read_row(2, cells(**changes), HEADER)
    assert isinstance(row, RosterRow), row
    return row


def checked(*rows: Sequence[str]) -> RosterCheck:
    return check_rows(enumerate(rows, 2), HEADER)


def told(*rows: Sequence[str]) -> list[tuple[int, Column | None, str]]:
    return [(fault.row, fault.column, fault.code) for fault in checked(*rows).faults]


def test_a_row_is_a_home_and_a_person() -> None:
    row = good(mobile="13812345678", adult="是")
    assert row.home == ("梧桐苑", "3号楼", "2单元", "502")
    assert row.area == Area(8650)
    assert row.person is not None
    assert (row.person.relation, row.person.owns, row.person.is_adult) == (
        Relation.OWNER,
        True,
        True,
    )


def test_full_width_digits_and_spaces_are_folded() -> None:
    row = good(building="３号楼", room="　５０２ ", area="８６.５", mobile="１３８１２３４５６７８")
    assert (row.building, row.room, row.area) == ("3号楼", "502", Area(8650))
    assert row.person is not None
    assert row.person.mobile == "13812345678"


def test_an_empty_name_is_an_empty_home() -> None:
    assert good(name="", relation="").person is None


def test_a_building_without_stairwells_has_one() -> None:
    assert good(unit="").unit == "1单元"


@pytest.mark.parametrize(
    ("word", "relation", "owns"),
    [
        ("业主", Relation.OWNER, True),
        ("家属", Relation.FAMILY, False),
        ("租户", Relation.TENANT, False),
        ("Tenant", Relation.TENANT, False),
        ("外住业主", None, True),
    ],
)
def test_a_relation_says_who_owns(word: str, relation: Relation | None, owns: bool) -> None:
    person = good(relation=word, address="浦东大道1号").person
    assert person is not None
    assert (person.relation, person.owns) == (relation, owns)


def test_a_co_owner_of_the_family_owns_too() -> None:
    person = good(relation="家属", owns="是").person
    assert person is not None
    assert person.owns


@pytest.mark.parametrize(
    ("text", "area"), [("86.52", 8652), ("90", 9000), ("1,024.5 ㎡", 102450), ("0.01", 1)]
)
def test_areas_are_exact(text: str, area: int) -> None:
    assert good(area=text).area == area


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"compound": ""}, Column.COMPOUND, "roster.empty"),
        ({"building": "3/4号楼"}, Column.BUILDING, "roster.slash"),
        ({"room": ""}, Column.ROOM, "roster.empty"),
        ({"room": "5" * 21}, Column.ROOM, "roster.too_long"),
        ({"area": "八十六"}, Column.AREA, "roster.bad_area"),
        ({"area": "86.525"}, Column.AREA, "roster.bad_area"),
        ({"area": "0"}, Column.AREA, "roster.bad_area"),
        ({"area": "-5"}, Column.AREA, "roster.bad_area"),
        ({"area": "100000.01"}, Column.AREA, "roster.bad_area"),
        ({"parking": "一个"}, Column.PARKING, "roster.bad_parking"),
        ({"stock": "部分"}, Column.STOCK, "roster.bad_flag"),
        ({"relation": ""}, Column.RELATION, "roster.empty"),
        ({"relation": "房东"}, Column.RELATION, "roster.bad_relation"),
        ({"relation": "外住业主"}, Column.ADDRESS, "roster.address_missing"),
        ({"adult": "成年"}, Column.ADULT, "roster.bad_flag"),
        (
            {"adult": "否", "representative": "是"},
            Column.REPRESENTATIVE,
            "roster.adult_resident_only",
        ),
        ({"delegate": "是"}, Column.DELEGATE, "roster.group_missing"),
        ({"leader": "是"}, Column.LEADER, "roster.group_missing"),
        ({"name": "王\0明"}, Column.NAME, "roster.unreadable"),
    ],
)
def test_a_slip_is_named_by_row_and_column(
    changes: dict[str, str], column: Column, code: str
) -> None:
    assert (2, column, code) in told(cells(**changes))


def test_all_slips_of_a_row_are_named_at_once() -> None:
    assert len(told(cells(compound="", area="x", relation="y"))) == 3


ELSEWHERE = {"relation": "外住业主", "address": "浦东大道1号", "number": "7"}


@pytest.mark.parametrize(
    ("second", "column", "code"),
    [
        (cells(name="李华", area="90"), Column.AREA, "roster.area_differs"),
        (cells(), Column.NAME, "roster.same_person"),
        (cells(name="李华", representative="是"), Column.REPRESENTATIVE, "roster.second_one"),
        (cells(name="李华", group="二组"), Column.GROUP, "roster.group_differs"),
        (cells(name="李华", parking="11"), Column.PARKING, "roster.parking_differs"),
        (cells(name="李华", stock="是"), Column.STOCK, "roster.stock_differs"),
        (cells(name="李华", leader="是", group="一组"), Column.LEADER, "roster.second_one"),
        (cells(room="503", number="1"), Column.RELATION, "roster.lives_twice"),
        (cells(room="503", number="1", name="李华"), Column.NAME, "roster.name_differs"),
    ],
)
def test_rows_that_contradict_each_other_are_found(
    second: list[str], column: Column, code: str
) -> None:
    number = "1" if second[list(HEADINGS).index(Column.NUMBER)] else ""
    first = cells(
        representative="是", group="一组", leader="是", number=number, parking="0", stock="否"
    )
    assert told(first, second) == [(3, column, code)]


def test_one_owner_of_several_homes_is_one_person() -> None:
    check = checked(cells(**ELSEWHERE), cells(**ELSEWHERE, room="503"))
    assert check.faults == []
    assert (check.people, len(check.homes)) == (1, 2)


def test_a_resident_may_own_a_second_home() -> None:
    check = checked(cells(number="7"), cells(**ELSEWHERE, room="503"))
    assert check.faults == []
    assert check.people == 1


def test_unsold_stock_needs_no_person_and_its_car_spaces_are_exact() -> None:
    row = good(name="", relation="", stock="是", parking="12.5")
    assert (row.person, row.is_stock, row.parking) == (None, True, 1250)
    assert (good().is_stock, good().parking) == (None, None)
    check = checked(cells(parking="0", stock="否"), cells(name="李华"))
    (home,) = check.homes.values()
    assert (home.parking, home.is_stock) == (0, False)


def test_one_row_may_give_the_area_for_its_home_and_one_must() -> None:
    assert told(cells(), cells(name="李华", area="")) == []
    assert told(cells(area=""), cells(name="李华", area="")) == [
        (2, Column.AREA, "roster.area_missing")
    ]


def test_empty_rows_are_passed_over_and_still_counted() -> None:
    assert told(cells(), ["", " "], [], cells(name="李华", area="x")) == [
        (5, Column.AREA, "roster.bad_area")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_offices_are_told_apart(encoding: str) -> None:
    raw = "小区,楼栋\n梧桐苑,3号楼\n".encode(encoding)
    found = find_encoding(raw[n : n + 1] for n in range(len(raw)))
    assert raw.decode(found) == "小区,楼栋\n梧桐苑,3号楼\n"


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (codecs.BOM_UTF16_LE + "小区".encode("utf-16-le"), "utf-16"),
        (b"\xff\xff\xff", ""),
    ],
)
def test_what_we_do_not_read_is_named(raw: bytes, found: str) -> None:
    assert find_encoding([raw]) == found


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_separator_is_seen_in_the_first_line(mark: str) -> None:
    assert find_separator(mark.join(["小区", "楼栋", "姓名"])) == mark


def test_headings_may_be_chinese_or_english_in_any_order_with_units_and_more() -> None:
    header, faults = read_header(
        ["备注", "\ufeffNAME", "身份", "小区名称", "楼号", "室号", "专有面积（㎡）"]
    )
    assert faults == ()
    assert header.places[Column.AREA] == 6
    assert header.places[Column.NAME] == 1


def test_a_missing_and_a_doubled_heading_are_named() -> None:
    _header, faults = read_header(["小区", "小区名称", "楼栋", "室号", "面积", "姓名"])
    assert [(f.column, f.code) for f in faults] == [
        (Column.RELATION, "roster.column_missing"),
        (Column.COMPOUND, "roster.column_twice"),
    ]


def test_every_fault_has_its_sentence() -> None:
    sources = "".join(p.read_text() for p in (ROOT / "agenda/community/roster").rglob("rules.py"))
    assert set(re.findall(r'"(roster\.\w+)"', sources)) == set(FAULTS)


def test_the_example_of_the_manual_is_a_good_file() -> None:
    manual = (ROOT / "docs" / "roster.md").read_text()
    example = manual.partition("```csv\n")[2].partition("```")[0]
    head, *rows = csv.reader(example.splitlines())
    header, faults = read_header(head)
    assert [*faults, *check_rows(enumerate(rows, 2), header).faults] == []


def test_the_manual_names_every_heading() -> None:
    manual = (ROOT / "docs" / "roster.md").read_text()
    lines = [line for line in manual.splitlines() if line.startswith("| ")]
    for column, names in HEADINGS.items():
        assert any(column in line and all(n in line for n in names) for line in lines), column
