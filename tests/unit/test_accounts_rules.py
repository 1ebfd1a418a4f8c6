"""Sign-in names, passwords, sessions, limits, escalation: decided without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.accounts.applications.rules import Level, deciders, next_level
from agenda.accounts.limits.rules import Limit
from agenda.accounts.passwords.rules import check_password, worth
from agenda.accounts.rules import (
    ADMINISTRATOR_LIMITS,
    RESIDENT_LIMITS,
    device_family,
    find_email,
    is_fresh,
    is_live,
    masked_sign_in_name,
    sign_in_name,
)
from agenda.kernel.authz import BodyKind
from agenda.kernel.errors import Invalid

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("13812345678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("0086 13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        (" Li.Hua@Example.CN ", "li.hua@example.cn"),
    ],
)
def test_every_spelling_of_a_name_is_one_name(typed: str, name: str) -> None:
    assert sign_in_name(typed) == name


@pytest.mark.parametrize(
    "typed", ["", "12812345678", "1381234567", "李华", "a@b", "a b@c.cn", "@c.cn"]
)
def test_what_is_neither_number_nor_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="bad_name"):
        sign_in_name(typed)


def test_a_name_is_never_so_long_that_the_column_cuts_it() -> None:
    assert find_email("a" * 60 + "@" + "b" * 150 + ".cn") is None


def test_names_are_masked_in_their_middle() -> None:
    assert masked_sign_in_name("13812345678") == "138****5678"
    assert masked_sign_in_name("lihua@example.cn") == "l***@example.cn"


@pytest.mark.parametrize("length", [8, 64, 128])
def test_passwords_of_eight_to_128_characters_are_accepted(length: int) -> None:
    check_password("".join(chr(0x4E00 + 37 * n % 900) for n in range(length)))


@pytest.mark.parametrize(("length", "code"), [(7, "password_short"), (129, "password_long")])
def test_shorter_and_longer_ones_are_refused(length: int, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        check_password("".join(chr(0x4E00 + 37 * n % 900) for n in range(length)))


@pytest.mark.parametrize(
    "password",
    [
        "12345678",
        "password",
        "P@ssw0rd!",
        "qwertyui",
        "1qaz@WSX",
        "woaini1314",
        "woaini520",
        "shequ2026",
        "juweihui123",
        "5201314520",
        "19850312",
        "13812345678",
        "aaaaaaaa",
        "abcabcabc",
        "a123456789",
        "zhangwei88",
        "q1w2e3r4t5",
        "Aa123456",
        "sunshine1",
        "iloveyou",
        "football",
        "\uff50assword",
    ],
)
def test_what_everybody_types_is_refused(password: str) -> None:
    with pytest.raises(Invalid, match="password_common"):
        check_password(password)


@pytest.mark.parametrize(
    "password",
    ["梧桐树下喝茶28", "老王每天下午爱下棋", "correct horse battery", "Tr0ub4dor&3", "kV9!mTq2"],
)
def test_what_only_its_owner_knows_is_accepted(password: str) -> None:
    check_password(password)


def test_ones_own_names_are_worth_nothing() -> None:
    check_password("欧阳明月松间照石上")
    own = ("lihua.gardener@example.cn", "欧阳明", "梧桐里")
    for password in ("lihua.gardener1", "欧阳明欧阳明123", "梧桐里梧桐里2026"):
        with pytest.raises(Invalid, match="password_common"):
            check_password(password, own_words=own)


@given(st.text(max_size=140))
def test_any_text_can_be_judged(password: str) -> None:
    assert 0 <= worth(password) <= 3 * len(password)


@pytest.mark.parametrize(
    ("limits", "idle", "absolute"),
    [
        (RESIDENT_LIMITS, 14 * DAY, 90 * DAY),
        (ADMINISTRATOR_LIMITS, timedelta(minutes=30), timedelta(hours=12)),
    ],
)
def test_a_session_ends_when_it_was_left_alone_or_grew_old(
    limits: object, idle: timedelta, absolute: timedelta
) -> None:
    def live(began: timedelta, seen: timedelta) -> bool:
        return is_live(
            created_at=NOW - began,
            last_seen_at=NOW - seen,
            now=NOW,
            limits=limits,  # type: ignore[arg-type]
        )

    second = timedelta(seconds=1)
    assert live(idle - second, idle - second)
    assert not live(idle, idle)
    assert live(absolute - second, second)
    assert not live(absolute, second)


def test_a_password_counts_as_just_entered_for_half_an_hour() -> None:
    assert is_fresh(NOW - timedelta(minutes=29), NOW)
    assert not is_fresh(NOW - timedelta(minutes=30), NOW)


@given(st.integers(0, 10**8), st.integers(1, 10**6))
def test_a_window_holds_its_instant_and_reopens_at_its_end(seconds: int, length: int) -> None:
    limit = Limit("x", 1, timedelta(seconds=length))
    instant = NOW + timedelta(seconds=seconds)
    began = limit.window(instant)
    assert began <= instant < began + limit.within
    assert (
        limit.window(instant + timedelta(seconds=limit.reopens_in(instant))) == began + limit.within
    )


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 MicroMessenger/8.0", "WeChat · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Safari/604", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge · Windows"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(agent: str, family: str) -> None:
    assert device_family(agent) == family


ALL = frozenset(BodyKind)


def test_silence_goes_up_level_by_level_and_ends_at_the_sub_district() -> None:
    assert next_level(Level.COMMITTEE, present=ALL) is Level.SUPERVISION
    assert next_level(Level.SUPERVISION, present=ALL) is Level.SUBDISTRICT
    assert next_level(Level.SUBDISTRICT, present=ALL) is None


def test_a_level_without_a_body_is_passed_over() -> None:
    without = ALL - {BodyKind.SUPERVISION_COMMITTEE}
    assert next_level(Level.COMMITTEE, present=without) is Level.SUBDISTRICT
    assert next_level(Level.COMMITTEE, present=frozenset()) is None


def test_the_committee_may_always_still_do_its_duty() -> None:
    assert all(BodyKind.RESIDENTS_COMMITTEE in deciders(level) for level in Level)
    assert BodyKind.SUBDISTRICT_OFFICE not in deciders(Level.SUPERVISION)
