"""Every test finds its database blank, whatever the test before it committed."""

import pytest
from flask import Flask
from sqlalchemy import text

from agenda.infra.db import db


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_what_one_test_commits_the_next_does_not_find(app: Flask, turn: int) -> None:
    with db.engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM neighbourhoods")) == 0
        fill = "INSERT INTO neighbourhoods (name, subdistrict) VALUES (:name, '松南街道')"
        connection.execute(text(fill), {"name": f"第 {turn} 居民区"})
        key = connection.scalar(text("SELECT neighbourhood_id FROM neighbourhoods"))
        assert key == 1
