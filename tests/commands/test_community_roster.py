"""Importing a roster: all or nothing, safe to repeat, on both databases."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from agenda.cli import main
from agenda.community.models import Area, BuildingGroup, Household, Ownership, Person
from agenda.community.queries import get_root, scope_size
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from tests.factories import Place, make_place

HEAD = "小区,楼栋,单元,室号,专有面积,楼组,姓名,编号,身份,户代表,居民代表,楼组长,手机,通讯地址\n"
ROWS = (
    "梧桐苑,3号楼,1单元,101,86.52,三组,王小明,,业主,是,是,,13812345678,\n",
    "梧桐苑,3号楼,1单元,101,86.52,三组,李华,,家属,,,,,\n",
    "梧桐苑,3号楼,1单元,102,90,三组,张伟,,租户,,,是,,\n",
    "梧桐苑,3号楼,1单元,102,90,三组,欧阳明,7,外住业主,,,,13900000000,浦东大道1号\n",
    "梧桐苑,3号楼,1单元,201,90,三组,欧阳明,7,外住业主,,,,13900000000,浦东大道1号\n",
    "梧桐苑,3号楼,1单元,202,90,三组,,,,,,,,\n",
)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "名册.csv"
    path.write_text(HEAD + "".join(ROWS), encoding="gb18030")
    return path


def run(app: Flask, *args: object) -> Result:
    """Run `agenda roster import` as the operator does."""
    result = app.test_cli_runner().invoke(main, ["roster", "import", *map(str, args)])
    db.session.close()
    return result


def rewrite(file: Path, *rows: str) -> None:
    file.write_text(HEAD + "".join(rows), encoding="utf-8-sig")


def person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def test_a_file_brings_areas_homes_people_and_ownership(
    app: Flask, place: Place, file: Path
) -> None:
    result = run(app, file)
    assert result.exit_code == 0, result.output
    paths = set(db.session.scalars(select(Area.path)))
    assert paths >= {"梧桐苑", "梧桐苑/3号楼", "梧桐苑/3号楼/1单元"}
    group = db.session.scalars(select(BuildingGroup)).one()
    assert group.leader_id == person("张伟").person_id
    assert person("王小明").represents_group_id == group.group_id
    assert person("欧阳明").household_id is None
    owned = select(func.count()).where(Ownership.person_id == person("欧阳明").person_id)
    assert db.session.scalar(owned) == 2
    root = get_root(db.session(), place.neighbourhood_id)
    assert scope_size(db.session(), root).households == 2 + 2


def test_the_same_file_again_changes_nothing(app: Flask, place: Place, file: Path) -> None:
    run(app, file)
    before = db.session.scalar(select(func.count(LedgerEvent.event_id)))
    result = run(app, file)
    assert "共 0 处变化" in result.output
    assert db.session.scalar(select(func.count(LedgerEvent.event_id))) == before


def test_a_changed_row_updates_one_thing(app: Flask, place: Place, file: Path) -> None:
    run(app, file)
    rewrite(file, ROWS[0].replace("13812345678", "13700000000"), *ROWS[1:])
    assert "共 1 处变化" in run(app, file).output
    assert person("王小明").mobile == "13700000000"
    rewrite(file, *(row.replace("86.52", "86.53") for row in ROWS))
    assert "共 2 处变化" in run(app, file).output
    area = select(Household.exclusive_area).where(
        Household.household_id == person("王小明").household_id
    )
    assert db.session.scalar(area) == 8653


def test_car_spaces_and_unsold_stock_stay_until_a_file_says_otherwise(
    app: Flask, place: Place, file: Path
) -> None:
    run(app, file)
    head = HEAD.replace(",楼组,", ",楼组,车位面积（㎡）,开发商持有,", 1)

    def told(parking: str, stock: str) -> None:
        row = ROWS[5].replace("三组,", f"三组,{parking},{stock},", 1)
        file.write_text(head + row, encoding="utf-8")
        assert run(app, file).exit_code == 0

    def stands() -> tuple[int, ...]:
        query = select(Household.parking_area, Household.is_developer_stock)
        return tuple(db.session.execute(query.where(Household.room == "202")).one())

    assert stands() == (0, False)
    told("13.25", "是")
    assert stands() == (1325, True)
    told("", "")
    assert stands() == (1325, True)
    run(app, file)
    told("0", "否")
    assert stands() == (0, False)


def test_a_sold_home_changes_hands(app: Flask, place: Place, file: Path) -> None:
    run(app, file)
    rewrite(file, *ROWS[:4], ROWS[4].replace("欧阳明,7", "周芳,8"), ROWS[5])
    result = run(app, file)
    assert "共 3 处变化" in result.output, result.output
    ended = select(func.count()).where(Ownership.ended_at.is_not(None))
    assert db.session.scalar(ended) == 1
    rewrite(file, *ROWS)
    assert "周*" in run(app, file, "--end-missing").output
    owners = select(Person.name).join(Ownership, Ownership.person_id == Person.person_id)
    live = owners.where(Ownership.ended_at.is_(None), Person.postal_address.is_not(None))
    assert db.session.scalars(live).all() == ["欧阳明", "欧阳明"]


def test_who_is_missing_is_listed_masked_and_stays(app: Flask, place: Place, file: Path) -> None:
    run(app, file)
    rewrite(file, *ROWS[:2], *ROWS[3:])
    result = run(app, file)
    assert "梧桐苑/3号楼/1单元 张*" in result.output
    assert "共 0 处变化" in result.output
    assert person("张伟").moved_out_at is None


def test_who_is_missing_moves_out_when_the_operator_says_so(
    app: Flask, place: Place, file: Path
) -> None:
    run(app, file)
    rewrite(file, *ROWS[:2], *ROWS[3:])
    run(app, file, "--end-missing")
    assert person("张伟").moved_out_at is not None
    rewrite(file, *ROWS)
    run(app, file)
    assert person("张伟").moved_out_at is None


def test_a_fault_anywhere_leaves_everything_as_it_was(app: Flask, place: Place, file: Path) -> None:
    rewrite(file, *ROWS, ROWS[0].replace("101,86.52", "103,八十六"))
    result = run(app, file)
    assert result.exit_code == 1
    assert "第 8 行「专有面积」：写的是“八十六”" in result.output
    assert db.session.scalar(select(func.count()).select_from(Household)) == 2
    english = run(app, file, "--lang", "en").output
    assert 'Row 8 "area"' in english


def test_a_dry_run_tells_and_changes_nothing(app: Flask, place: Place, file: Path) -> None:
    result = run(app, file, "--dry-run")
    assert "试运行" in result.output
    assert db.session.scalar(select(func.count()).select_from(Household)) == 2


def test_a_contact_the_resident_set_himself_stays(app: Flask, place: Place, file: Path) -> None:
    run(app, file)
    corrected = person("王小明")
    corrected.mobile, corrected.contact_corrected_at = "13600000000", corrected.verified_at
    db.session.commit()
    assert "共 0 处变化" in run(app, file).output
    assert person("王小明").mobile == "13600000000"


def test_an_excel_workbook_is_refused_with_the_way_on(app: Flask, place: Place, file: Path) -> None:
    file.write_bytes(b"PK\x03\x04")
    result = run(app, file)
    assert result.exit_code == 1
    assert "另存为" in result.output


def test_where_there_are_several_neighbourhoods_one_is_named(
    app: Flask, place: Place, file: Path
) -> None:
    make_place(households=1, name="香樟里")
    assert "--neighbourhood" in run(app, file).output
    assert run(app, file, "--neighbourhood", "香樟里").exit_code == 0
