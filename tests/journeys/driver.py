"""The residents' browser: Debian's Chromium, watched for everything a reader would not see."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self
from weakref import WeakSet

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from werkzeug.serving import make_server

from agenda.kernel.clock import SetClock

TESTS = Path(__file__).resolve().parents[1]
AXE = TESTS / "vendor" / "axe.min.js"
SHOTS = Path(__file__).resolve().parent / "shots"
PHONE, DESK = (360, 800), (1280, 900)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


_scriptless: WeakSet[BrowserContext] = WeakSet()


def chromium() -> str | None:
    """Return the path of the system's Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Site(AbstractContextManager["Site"]):
    """The platform, served on a port of its own in this process: the test moves its clock."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def clock(self) -> SetClock:
        """The clock of the platform."""
        laid = self.app.extensions["agenda"].clock
        assert isinstance(laid, SetClock)
        return laid

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@dataclass
class Person:
    """Somebody at a browser of their own; `troubles` is what went wrong unseen."""

    context: BrowserContext
    page: Page
    site: Site
    has_javascript: bool
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def at(
        cls,
        browser: Browser,
        site: Site,
        *,
        size: tuple[int, int] = PHONE,
        language: str = "zh-CN",
        javascript: bool = True,
        dark: bool = False,
    ) -> Self:
        """Sit somebody down at a phone or a desk, with JavaScript or without."""
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            timezone_id="Asia/Shanghai",
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        if not javascript:
            _scriptless.add(context)
        context.set_default_timeout(10_000)
        person = cls(context, context.new_page(), site, javascript)
        person.page.on("console", person._hear)
        person.page.on("pageerror", lambda error: person.troubles.append(f"script: {error}"))
        person.page.on("requestfailed", person._miss)
        context.route(lambda url: not url.startswith(site.url), person._refuse)
        return person

    def open(self, path: str) -> Page:
        """Go to an address of the platform."""
        self.page.goto(path)
        return self.page

    def leave(self) -> None:
        """Close the browser; fail if anything went wrong that no one saw."""
        self.context.close()
        assert not self.troubles, "\n".join(self.troubles)

    def _hear(self, message: ConsoleMessage) -> None:
        """Note what the browser complains of: blocked content, broken scripts, missing files."""
        is_refusal = "the server responded with a status of 4" in message.text
        if message.type in {"error", "warning"} and not is_refusal:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def _miss(self, request: Request) -> None:
        """Note a file that did not arrive; a page left while loading is no fault."""
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.url}: {request.failure}")

    def _refuse(self, route: Any) -> None:
        """Stop and note every request to another host."""
        self.troubles.append(f"asks another host: {route.request.url}")
        route.abort()


Sit = Callable[..., Person]


def axe(page: Page) -> None:
    """Fail with each barrier that axe-core finds on the page as it stands."""
    if page.context in _scriptless:
        _axe_on_copy(page)
        return
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    barriers = [
        f"{barrier['id']}: {node['html'][:160]} -- {node['failureSummary']}"
        for barrier in found["violations"]
        for node in barrier["nodes"]
    ]
    assert not barriers, "\n".join([f"{page.url} has barriers:", *barriers])
    assert found["passes"], f"axe looked at nothing on {page.url}"


def _axe_on_copy(page: Page) -> None:
    """Look at a copy in which axe can run; the platform's own scripts stay off."""
    assert page.context.browser is not None
    html = page.content()
    context = page.context.browser.new_context(viewport=page.viewport_size)
    try:
        copy = context.new_page()
        copy.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
        copy.route("**/*.js*", lambda route: route.abort())
        copy.goto(page.url)
        axe(copy)
    finally:
        context.close()


def shoot(page: Page, name: str) -> None:
    """Keep the whole page as a phone and a desk show it, and fail if it has to be pushed sideways."""
    SHOTS.mkdir(exist_ok=True)
    before = page.viewport_size
    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        overflow = page.evaluate("document.documentElement.scrollWidth")
        assert overflow <= width, f"{page.url} is {overflow} px wide on a screen of {width}"
    if before is not None:
        page.set_viewport_size(before)
