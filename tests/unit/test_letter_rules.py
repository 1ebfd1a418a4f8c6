"""Quiet hours, tries, and what text of residents may do in a chat group."""

from datetime import UTC, date, datetime, timedelta

import pytest

from agenda.config import Settings, UnsafeSettings
from agenda.infra.groups import MOST_BYTES, payload, plain
from agenda.infra.mail import Mail, Postbox
from agenda.notifications.choices.rules import MAILING_OF, Choices, after_quiet
from agenda.notifications.letters.rules import is_digest_hour, next_try, week_before
from agenda.notifications.rules import Audience


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    """Return an hour of March 2026 in Shanghai, in UTC."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("now", "hours", "leaves"),
    [
        (at(12), (21, 8), at(12)),
        (at(20, 59), (21, 8), at(20, 59)),
        (at(21), (21, 8), at(8, day=3)),
        (at(23, 59), (21, 8), at(8, day=3)),
        (at(7, 59), (21, 8), at(8)),
        (at(8), (21, 8), at(8)),
        (at(13), (12, 14), at(14)),
        (at(14), (12, 14), at(14)),
        (at(3), (9, 9), at(3)),
        (at(23), (0, 6), at(23)),
        (at(0), (0, 6), at(6)),
    ],
)
def test_a_letter_waits_for_the_end_of_quiet_hours(now, hours, leaves) -> None:
    assert after_quiet(now, Choices(quiet_from=hours[0], quiet_to=hours[1])) == leaves


def test_every_audience_has_a_mailing_it_can_end() -> None:
    assert set(MAILING_OF) == set(Audience)


def test_tries_grow_apart_and_end_within_a_day() -> None:
    waits = [next_try(n, at(12)) - at(12) for n in range(1, 9)]
    assert waits == sorted(waits)
    assert sum(waits, timedelta()) < timedelta(days=1)


def test_the_digest_is_about_the_week_before_and_leaves_on_monday_morning() -> None:
    assert week_before(date(2026, 3, 9)) == (date(2026, 3, 2), date(2026, 3, 8))
    assert is_digest_hour(at(9, day=9))
    assert not is_digest_hour(at(8, 59, day=9))
    assert not is_digest_hour(at(9, day=10))


def test_text_of_residents_calls_nobody_in_a_group_and_fits() -> None:
    assert plain("<@all> [点这里](http://x.cn)\n**快**") == "〈@all〉 (点这里)(http://x.cn) 快"
    markdown = payload("电梯" * 3000)["markdown"]
    assert isinstance(markdown, dict)
    content = markdown["content"]
    assert len(content.encode()) <= MOST_BYTES
    assert "\ufffd" not in content


def test_a_letter_carries_what_a_mail_program_needs_to_end_it() -> None:
    headers = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = Mail("li@example.cn", "加装电梯：有新进展", "正文", "<p>正文</p>", headers)
    message = Postbox("smtp://x", "梧桐里议事 <yishi@example.cn>").message(mail)
    assert message["From"] == "梧桐里议事 <yishi@example.cn>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert kinds == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    "unsafe",
    [
        {"AGENDA_MAIL_URL": "mail.example.cn", "AGENDA_MAIL_FROM": "a@b.cn"},
        {"AGENDA_MAIL_URL": "smtp://mail.example.cn"},
        {"AGENDA_GROUP_ROBOTS": "http://qyapi.example.cn/send?key=1"},
    ],
)
def test_settings_that_would_post_into_the_void_or_in_the_clear_are_refused(unsafe) -> None:
    good = {"AGENDA_SECRET_KEY": "x" * 32, "AGENDA_BASE_URL": "https://yishi.example.cn"}
    with pytest.raises(UnsafeSettings):
        Settings.from_env({**good, **unsafe})


def test_a_robot_serves_one_neighbourhood_or_all() -> None:
    settings = Settings(secret_key="x", group_robots=("https://a/?key=1", "2=https://b/?key=2"))
    assert settings.robots_of(1) == ("https://a/?key=1",)
    assert settings.robots_of(2) == ("https://a/?key=1", "https://b/?key=2")
