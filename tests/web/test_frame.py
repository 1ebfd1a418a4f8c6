"""The frame that every page shares: both languages, senior mode, and a way out of every refusal."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from agenda.app import create_app
from agenda.config import Settings
from agenda.infra.db import Model, db
from agenda.web.login import public
from tests.page import Page, visit

HERE = {"Origin": "http://localhost"}
BASE = "{% extends 'layouts/page.html' %}{% block heading %}路灯{% endblock %}"
PAGE = BASE + "{% block content %}<p>北门</p>{% endblock %}"
ACTS_FIRST = PAGE + (
    "{% block aside_place %}first{% endblock %}{% block aside %}<p>附议</p>{% endblock %}"
)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    settings = Settings(
        secret_key="k" * 40, database_url=f"sqlite:///{tmp_path / 'a.db'}", environment="test"
    )
    app = create_app(settings)
    with app.app_context():
        Model.metadata.create_all(db.engine)
    return app


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


def rendered(app: Flask, source: str) -> Page:
    """Serve a template of its own and read it as a page."""

    @app.get("/sample")
    @public
    def sample() -> str:
        return render_template_string(source)

    return visit(app.test_client(), "/sample")


def test_the_heading_starts_the_title(app: Flask) -> None:
    page = rendered(app, PAGE)
    assert page.one("title").get_text() == "路灯 - 议事"
    assert page.heading == "路灯"


def test_what_is_asked_of_the_reader_comes_first_where_the_page_says_so(app: Flask) -> None:
    page = rendered(app, ACTS_FIRST)
    parts = [tag.name for tag in page.one(".columns").find_all(["aside", "div"], recursive=False)]
    assert parts == ["aside", "div"]


def test_an_unknown_address_is_a_page_with_a_way_home(client: FlaskClient) -> None:
    page = visit(client, "/nowhere", status=404)
    assert page.heading == "没有找到这个页面"
    assert [link["href"] for link in page.select("main a")] == ["/agenda", "/"]


def test_the_switches_change_language_and_size(client: FlaskClient) -> None:
    client.post("/language", data={"lang": "en", "next": "/nowhere"}, headers=HERE)
    client.post("/senior", data={"senior": "1", "next": "/nowhere"}, headers=HERE)
    page = visit(client, "/nowhere", status=404)
    root = page.one("html")
    assert root["lang"] == "en"
    assert root.has_attr("data-senior")
    assert page.heading == "Page not found"


def test_a_visitor_reading_a_page_gets_no_session(client: FlaskClient) -> None:
    page = visit(client, "/nowhere", status=404)
    assert "Set-Cookie" not in page.response.headers


def test_the_frame_links_only_to_pages_that_are_served(app: Flask) -> None:
    page = rendered(app, PAGE)
    addresses = {str(rule) for rule in app.url_map.iter_rules()} | {"/", "#main"}
    assert {str(link["href"]) for link in page.select("header a, .skip")} <= addresses
