"""The driver notices what a reader would not: blocked content, broken scripts, barriers."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser

from tests.journeys.driver import DESK, Person, Site, axe, shoot

PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>页</title></head>
<body><main><h1>页</h1>{}</main></body></html>"""
PAGES = {
    "good": "<p>附议</p>",
    "inline-script": "<script>document.title = 'x'</script>",
    "inline-style": '<p style="color:red">附议</p>',
    "broken-script": '<script src="/broken.js"></script>',
    "missing-file": '<img alt="图" src="/missing.png">',
    "other-host": '<img alt="图" src="http://elsewhere.invalid/a.png">',
    "unlabelled": '<input name="title">',
    "wide": f"<pre>{'附议' * 200}</pre>",
}


@pytest.fixture(scope="module")
def odd_site() -> Iterator[Site]:
    app = Flask(__name__)

    @app.get("/<name>")
    def show(name: str) -> Response | tuple[str, int]:
        if name == "broken.js":
            return Response("nothing.here()", mimetype="text/javascript")
        if name == "missing.png":
            return "gone", 500
        policy = "default-src 'none'; script-src 'self'; img-src * data:"
        return Response(PAGE.format(PAGES[name]), headers={"Content-Security-Policy": policy})

    with Site(app) as served:
        yield served


def visited(browser: Browser, site: Site, name: str, *, javascript: bool = True) -> Person:
    person = Person.at(browser, site, javascript=javascript, size=DESK)
    person.open(f"/{name}")
    return person


@pytest.mark.parametrize("javascript", [True, False])
def test_a_good_page_passes(browser: Browser, odd_site: Site, javascript: bool) -> None:
    person = visited(browser, odd_site, "good", javascript=javascript)
    axe(person.page)
    person.leave()


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("inline-script", "Content Security Policy"),
        ("inline-style", "Content Security Policy"),
        ("broken-script", "nothing is not defined"),
        ("missing-file", "status of 500"),
        ("other-host", "asks another host"),
    ],
)
def test_unseen_trouble_comes_out_at_the_end(
    browser: Browser, odd_site: Site, name: str, trouble: str
) -> None:
    person = visited(browser, odd_site, name)
    with pytest.raises(AssertionError, match=trouble):
        person.leave()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_barrier_is_found(browser: Browser, odd_site: Site, javascript: bool) -> None:
    person = visited(browser, odd_site, "unlabelled", javascript=javascript)
    with pytest.raises(AssertionError, match="label"):
        axe(person.page)
    person.leave()


def test_a_page_wider_than_the_phone_is_found(browser: Browser, odd_site: Site) -> None:
    person = visited(browser, odd_site, "wide")
    with pytest.raises(AssertionError, match="wide on a screen of 360"):
        shoot(person.page, "driver-wide")
