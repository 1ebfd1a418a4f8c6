"""Somebody who strays gets a clear page in their language, with the right status."""

import pytest
from flask.testing import FlaskClient

from tests.page import visit


@pytest.mark.parametrize(("language", "said"), [("zh", "没有"), ("en", "not")])
def test_an_unknown_address_is_said_so(client: FlaskClient, language: str, said: str) -> None:
    client.set_cookie("lang", language)
    page = visit(client, "/nowhere", status=404)
    assert said in page.heading
    assert "404" in page.text


def test_the_language_is_chosen_on_any_page(client: FlaskClient) -> None:
    page = visit(client, "/nowhere", status=404)
    assert page.one("html")["lang"] == "zh-Hans"
    client.post("/language", data={"lang": "en"}, headers={"Origin": "http://localhost"})
    assert visit(client, "/nowhere", status=404).one("html")["lang"] == "en"
