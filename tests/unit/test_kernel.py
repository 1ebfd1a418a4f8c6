"""Names, codes, texts, quantities and decisions: the shared words."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.kernel.authz import (
    ALLOWED,
    MECHANISM,
    OPERATOR,
    VISITOR,
    Actor,
    ActorKind,
    BodyKind,
    SeatHeld,
    SeatRole,
    first_refusal,
    only_mechanism,
    only_signed_in,
    refused,
    require,
)
from agenda.kernel.clock import end_of_day, local_date, local_instant
from agenda.kernel.errors import Invalid, NotPermitted
from agenda.kernel.ids import BodyId, SeatId, new_code, new_token, normal_code
from agenda.kernel.quantities import ceil_share
from agenda.kernel.texts import masked_mobile, masked_name, normal_line, normal_text


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王**"),
        ("王明", "王*"),
        ("欧阳明", "欧阳*"),
        ("欧阳修文", "欧阳**"),
        ("欧阳", "欧*"),
        ("阿依古丽买买提", "阿**"),
    ],
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert masked_name(name) == masked


def test_a_mobile_number_shows_its_ends() -> None:
    assert masked_mobile("13812345678") == "138****5678"


def test_text_loses_tricks_and_keeps_lines() -> None:
    assert normal_text("a\r\nb\u200b\u202ec\te\u0301") == "a\nbc\té"
    assert normal_line("  加装 \n 电梯 ") == "加装 电梯"


@pytest.mark.parametrize("bad", ["a\0b", "\ud800"])
def test_unreadable_text_is_refused(bad: str) -> None:
    with pytest.raises(Invalid):
        normal_text(bad)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    try:
        once = normal_text(text)
    except Invalid:
        return
    assert normal_text(once) == once


def test_codes_are_read_back_however_they_are_typed() -> None:
    code = new_code()
    assert normal_code(code.lower().replace("-", " ")) == code.replace("-", "")
    assert len(code) == 19
    assert new_token() != new_token()


@given(st.fractions(0, 1), st.integers(0, 10**9))
def test_a_share_is_rounded_up_exactly(share: Fraction, whole: int) -> None:
    least = ceil_share(share, whole)
    assert share * whole <= least < share * whole + 1


def test_days_are_shanghais() -> None:
    late = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
    assert local_date(late) == date(2026, 3, 2)
    assert local_instant(date(2026, 3, 2)) == datetime(2026, 3, 1, 16, tzinfo=UTC)
    assert end_of_day(date(2026, 3, 2)) == datetime(2026, 3, 2, 16, tzinfo=UTC)


def test_a_refusal_carries_its_reason() -> None:
    with pytest.raises(NotPermitted) as caught:
        require(first_refusal(ALLOWED, refused("a.b"), refused("c.d")))
    assert caught.value.code == "a.b"
    require(first_refusal(ALLOWED, ALLOWED))


def test_only_the_mechanism_opens_and_closes() -> None:
    assert only_mechanism(MECHANISM)
    for hand in (VISITOR, OPERATOR, Actor(ActorKind.PERSON)):
        assert not only_mechanism(hand)
    assert not only_signed_in(VISITOR)


def test_an_actor_keeps_names_and_keys_out_of_logs() -> None:
    seat = SeatHeld(SeatId(1), BodyId(2), BodyKind.PROPERTY_COMPANY, SeatRole.MEMBER)
    hand = Actor(ActorKind.PERSON, display_name="王小明", ledger_key=b"key", seats=(seat,))
    assert "王" not in repr(hand)
    assert "key" not in repr(hand)
    assert hand.seat_in(BodyId(2)) == seat
    assert hand.seat_in(BodyId(3)) is None
    assert hand.sits_in(BodyKind.PROPERTY_COMPANY, BodyKind.ACTIVITY_TEAM)
