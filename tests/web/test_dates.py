"""How days and hours are written in both languages."""

from datetime import datetime

import pytest
from flask import Flask

from agenda.web.i18n import show_datetime

TIMES = {
    "2026-03-01T20:00:00+08:00": ("2026年3月1日（周日）20:00", "1 March 2026 (Sun) 20:00"),
    "2026-03-05T16:00:00+00:00": ("2026年3月5日（周四）24:00", "5 March 2026 (Thu) 24:00"),
    "2026-01-01T00:00:00+08:00": ("2025年12月31日（周三）24:00", "31 December 2025 (Wed) 24:00"),
    "2026-03-05T00:01:00+08:00": ("2026年3月5日（周四）00:01", "5 March 2026 (Thu) 00:01"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_end_of_a_day_is_not_the_next_one(app: Flask, language: str) -> None:
    with app.test_request_context(headers={"Cookie": f"lang={language}"}):
        shown = {instant: show_datetime(datetime.fromisoformat(instant)) for instant in TIMES}
    assert shown == {i: words[("zh", "en").index(language)] for i, words in TIMES.items()}
